"""Makes any text safe to set, and counts what it had to replace.

PDF/A refuses a whole document for one character without a glyph, so every string passes here first: NFC, line ends made
equal, control characters dropped, spaces of every width made plain, and whatever no font can draw written as its code
(`[U+1F525]`). Long words get break points (U+200B; the templates turn it into room to break) so that none runs off
the page.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

REGULAR = "IBMPlexSans-Regular.ttf"

# Letters of Hebrew and Arabic that IBM Plex Sans lacks and the fonts inside Typst draw (tests set every one of them).
CARRIED_BY_TYPST = frozenset(
    code
    for first, last in ((0x05D0, 0x05EA), (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F), (0x0621, 0x063A))
    for code in range(first, last + 1)
) | frozenset((*range(0x0640, 0x0653), *range(0x0660, 0x066A)))

LONGEST_IN_TEXT = 22.0  # in ems; what the column of texts holds on one line
LONGEST_IN_NAMES = 11.0  # in ems; what the columns of kinds, places and organisations hold
LONGEST_IN_NUMBERS = 4.0  # in ems; what the column of persons holds
MARKS_ON_A_LETTER = 4  # more than any language sets; a longer pile cannot be copied out of a PDF
LETTERS_TOGETHER = 3  # of a word that is too long
WIDTH_OF_THE_UNKNOWN = 0.65  # in ems, of letters drawn by another font
WIDEST = 1.5  # in ems; no letter is wider
BREAK = "\u200b"

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
_MANY_LINES = re.compile(r"\n{3,}")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(frozen=True)
class Glyphs:
    """What a font can draw: the width of each character in ems."""

    widths: dict[int, float]

    def can_draw(self, character: str) -> bool:
        return ord(character) in self.widths or ord(character) in CARRIED_BY_TYPST

    def width(self, word: str) -> float:
        return sum(self.widths.get(ord(character), WIDTH_OF_THE_UNKNOWN) for character in word)


@dataclass
class Cleaner:
    """Cleans everything that one document shows and remembers what it replaced."""

    glyphs: Glyphs
    texts: int = 0  # with at least one replaced character
    characters: int = 0
    names: dict[tuple[str, float], str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        safe, replaced = clean(text, self.glyphs)
        self._remember(replaced)
        return safe

    def name(self, name: str, *, longest: float = LONGEST_IN_NAMES) -> str:
        """Names come back often: cleaned and counted once."""
        if (name, longest) not in self.names:
            self.names[name, longest], replaced = clean_name(name, self.glyphs, longest=longest)
            self._remember(replaced)
        return self.names[name, longest]

    def _remember(self, replaced: int) -> None:
        self.texts += bool(replaced)
        self.characters += replaced


@lru_cache(maxsize=4)
def glyphs(font: Path) -> Glyphs:
    """Read once per process. Raises FileNotFoundError when the font is not there."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow import

    with TTFont(font) as file:
        em = file["head"].unitsPerEm
        advances = file["hmtx"]
        return Glyphs({code: advances[name][0] / em for code, name in file.getBestCmap().items()})


def clean(text: str, glyphs: Glyphs, *, longest: float = LONGEST_IN_TEXT) -> tuple[str, int]:
    """The text as it can be set, and the number of characters that no font here can draw.

    Words of at most `longest` ems are left whole or to hyphenation; longer ones may break anywhere.
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    if text.isascii() and text.replace("\n", "").isprintable():
        safe, replaced = text, 0
    else:
        safe, replaced = _replaced(text, glyphs)
    safe = _MANY_LINES.sub("\n\n", safe).strip()
    words = _words_of(int(longest / WIDEST))
    return words.sub(lambda word: word[0] if glyphs.width(word[0]) <= longest else _breakable(word[0]), safe), replaced


@lru_cache(maxsize=4)
def _words_of(length: int) -> re.Pattern[str]:
    """Runs of at least so many characters that no line may end within; a no-break space joins two words to one."""
    return re.compile(rf"(?:[^\s\u200b]|\u00a0){{{length},}}")


def clean_name(text: str, glyphs: Glyphs, *, longest: float = LONGEST_IN_NAMES) -> tuple[str, int]:
    """As `clean`, on one line."""
    return clean(" ".join(text.split()), glyphs, longest=longest)


def clipped(name: str, length: int) -> str:
    """The beginning of a name, for a line that has room for no more."""
    return name if len(name) <= length else f"{name[:length]}…"


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction reads from the right."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in _RIGHT_TO_LEFT:
            return True
    return False


def _replaced(text: str, glyphs: Glyphs) -> tuple[str, int]:
    parts, replaced, marks = [], 0, 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if unicodedata.combining(character) else 0
        if character in {"\n", "\u00a0"}:
            parts.append(character)
        elif character == "\t" or category == "Zs":
            parts.append(" ")
        elif category == "Cc":
            continue
        elif glyphs.can_draw(character) and marks <= MARKS_ON_A_LETTER:
            parts.append(character)
        else:
            parts.append(f"[U+{ord(character):04X}]")
            replaced += 1
    return "".join(parts), replaced


def _breakable(word: str) -> str:
    """A break is offered after every third letter, never before a combining mark."""
    parts, letters = [], 0
    for character in word:
        if not unicodedata.combining(character):
            if letters and letters % LETTERS_TOGETHER == 0:
                parts.append(BREAK)
            letters += 1
        parts.append(character)
    return "".join(parts)
