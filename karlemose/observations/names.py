"""Names of people in open text: a soft hint, never a refusal that the writer cannot answer with "it is a word".

The lists are public ones, of the package `faker`: Danish first and last names, and the first names of those who live in
Danish estates, most of which stand in lists of other countries that people came to: Turkish, Arabic and Kurdish ones in
the German and the Belgian list, Somali ones in the Kenyan. A list knows neither everybody's name nor the difference
between a bird and a boy, so the form's sentence beside the field still asks for it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module

_LISTS = (
    *((locale, ("first_names", "last_names")) for locale in ("da_DK", "sv_SE", "tr_TR")),
    *((locale, ("first_names",)) for locale in ("de_DE", "en_KE", "en_PK", "fr_BE", "fr_DZ", "hr_HR", "nl_BE")),
    *((locale, ("first_names",)) for locale in ("no_NO", "pl_PL")),
)
_SHORTEST = 2
_BARE = str.maketrans("ıłđ", "ild")


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# names that are ordinary Danish or English words too: a hint in the middle of a sentence, none at its beginning
_ALSO_WORDS = _set(
    "alf an andre ask aske back berg birk bo bob bom can dag dam dan del deniz eg else er falk find floor frank",
    "fred glad green gry hall han hans hej held her holm hun iben innocent iris jo job jul kai kaj ken kent lies",
    "lind line lis liv lone love lund mad man mark max mia mik mille min my nat nick nu odd palle par paw per pil",
    "ravn rose rune rå sam se server seven sille sind sine skov skål sol sommer sten stig storm sus svend sys tage",
    "tim tine toft tom ulv uni us vide ville vind vinter wall",
)
# never names here: months, weekdays, corners of the world, the path
_NEVER = _set(
    "januar februar marts april maj juni juli august september oktober november december january february march may",
    "june july october mandag tirsdag onsdag torsdag fredag lørdag søndag monday tuesday wednesday thursday friday",
    "saturday sunday nord syd øst vest danmark jul påske pinse stien",
)
_WORD = re.compile(r"(?<![\w@./\\])[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*(?![\w@])")
_ENDED = re.compile(r"(?:^|[.!?:;\n•–—\"'»«“”(])\s*\Z")


def spans(text: str, *, words: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Where names stand, neighbours together ("Jonas Hansen"). `words` are not names: the writer's, and of places."""
    allowed = {plain(word) for word in words}
    started: tuple[int, int] | None = None
    for start, end, is_certain in _found(text, allowed):
        if started and not text[started[1] : start].strip(" -"):
            started = (started[0], end)
            continue
        if started:
            yield started
        started = (start, end) if is_certain else None
    if started:
        yield started


def plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()


def _bare(word: str) -> str:
    """Without the marks that Danish does not write: people write both "Ayşe" and "Ayse"."""
    letters = (letter if letter in "æøå" else unicodedata.normalize("NFKD", letter) for letter in plain(word))
    bare = "".join(part for letter in letters for part in letter if not unicodedata.combining(part))
    return bare.translate(_BARE)


def _found(text: str, allowed: Collection[str]) -> Iterator[tuple[int, int, bool]]:
    """Words that are on a list; certain unless they are ordinary words that may just begin a sentence."""
    matches = [match for match in _WORD.finditer(text) if _is_capitalised(match[0])]
    listed = [match for match in matches if _is_listed(plain(match[0]), allowed)]
    for match in listed:
        is_ordinary = plain(match[0]) in ordinary()
        begins = _ENDED.search(text, 0, match.start()) is not None
        yield match.start(), match.end(), not (is_ordinary and begins) or _goes_on(match, listed, text)


def _goes_on(match: re.Match[str], listed: list[re.Match[str]], text: str) -> bool:
    """ "Bo Hansen" is a name even where "Bo" alone may be a word."""
    return any(match.end() < other.start() and not text[match.end() : other.start()].strip(" -") for other in listed)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and len(word) >= _SHORTEST and not word[1:].isupper()


def _is_listed(word: str, allowed: Collection[str]) -> bool:
    if word in allowed or word in _NEVER:
        return False
    is_genitive = word.endswith("s") and word[:-1] not in allowed and word[:-1] not in _NEVER
    return _is_known(word) or (is_genitive and _is_known(word[:-1]))


def _is_known(word: str) -> bool:
    return word in known() or _bare(word) in known()


@cache
def known() -> frozenset[str]:
    """Every name of the lists, in small letters; loaded when somebody first writes something."""
    found: set[str] = set()
    for locale, lists in _LISTS:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for names in lists:
            found.update(form(name) for name in getattr(provider, names) if " " not in name for form in (plain, _bare))
    return frozenset(name for name in found if len(name) >= _SHORTEST) - _NEVER


@cache
def ordinary() -> frozenset[str]:
    return _ALSO_WORDS | {plain(word) for word in import_module("faker.providers.lorem.da_DK").Provider.word_list}
