"""Names of people in open text: a soft hint, never a refusal that the writer cannot answer with "it is a word".

The lists are public ones: Danish first and last names, and the first names of the people who live in Danish estates
(Swedish, Turkish, Pakistani and Polish lists of the package `faker`). A list knows neither everybody's name nor the
difference between a bird and a boy, so the form's sentence beside the field still asks for it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module

_LISTS = (
    ("da_DK", ("first_names", "last_names")),
    *((locale, ("first_names",)) for locale in ("sv_SE", "tr_TR", "en_PK", "pl_PL")),
)
_SHORTEST = 2


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# names that are ordinary Danish or English words too: a hint in the middle of a sentence, none at its beginning
_ALSO_WORDS = _set(
    "alf ask aske berg birk bom bob can dag dam dan deniz eg else er falk find frank fred glad gry han hans held her",
    "hej holm hun iben jo jul kai kaj ken kent lind line lis liv lone lund mad man mark max mia mik mille min nat nick",
    "nu palle par paw per pil ravn rose rune rå sam se sille sine sind skov skål sol sommer sten stig storm sus svend",
    "sys tage tim tine toft tom ulv uni ville vind vinter bo",
)
# never names here: months, weekdays, corners of the world
_NEVER = _set(
    "januar februar marts april maj juni juli august september oktober november december january february march may",
    "june july october mandag tirsdag onsdag torsdag fredag lørdag søndag monday tuesday wednesday thursday friday",
    "saturday sunday nord syd øst vest danmark jul påske pinse",
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
    return word in known() or (word.endswith("s") and word[:-1] in known() and word[:-1] not in allowed | _NEVER)


@cache
def known() -> frozenset[str]:
    """Every name of the lists, in small letters; loaded when somebody first writes something."""
    found: set[str] = set()
    for locale, lists in _LISTS:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for names in lists:
            found.update(plain(name) for name in getattr(provider, names) if " " not in name)
    return frozenset(name for name in found if len(name) >= _SHORTEST) - _NEVER


@cache
def ordinary() -> frozenset[str]:
    return _ALSO_WORDS | {plain(word) for word in import_module("faker.providers.lorem.da_DK").Provider.word_list}
