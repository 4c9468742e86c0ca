"""The law as a value: rules, their codes, and who signed. Another country is another file beside `dk.toml`."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from karlemose.policy import parsing
from karlemose.policy.rule import Reading, Rule, Signature, Text
from karlemose.policy.table import Table
from karlemose.policy.vocabulary import Vocabulary, closest

FOLDER = Path(__file__).parent / "rulebook"


class RulebookError(ValueError):
    """A rulebook cannot be used. The message has one line for each fault: file, rule, field, what is wrong."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rulebook:
    """`version` is the SHA-256 of the file's text: whoever has the same version has the same law.

    A signature counts for the version that was signed, from its day on. Two rulebooks are equal when their version and
    their signatures are.
    """

    name: str
    title: Text
    version: str
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    readings: tuple[Reading, ...] = ()
    none_instead: tuple[str, ...] = ()
    signatures: frozenset[Signature] = frozenset()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rulebook) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[str, frozenset[Signature]]:
        return self.version, self.signatures

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    def rule(self, code: str) -> Rule:
        """Raises `KeyError` for a rule that is not in this rulebook."""
        return self._by_id[code]

    def has(self, code: str) -> bool:
        return code in self._by_id

    def is_on(self, rule: Rule, on: date) -> bool:
        """Whether the rule is switched on: by itself, or by a signature under this very text."""
        return not rule.needs_signature or any(
            one.rule == rule.id and one.version == self.version and one.on <= on for one in self.signatures
        )

    def signed(self, signatures: Iterable[Signature]) -> "Rulebook":
        """The same law with a partnership's signatures."""
        made = replace(self, signatures=self.signatures | frozenset(signatures))
        made.__dict__["_index"] = self._index  # the rules are the same, so is their index
        return made

    def speaking_of(self, information: str, purpose: str) -> tuple[tuple[Rule, int, int], ...]:
        """The rules about this information and this purpose, with how closely each speaks of the one and the other.

        Raises `KeyError` for a code that this rulebook does not have.
        """
        key = (information, purpose)
        if key not in self._index:
            self._index[key] = tuple(self._speaking_of(information, purpose))
        return self._index[key]

    @cached_property
    def _index(self) -> dict[tuple[str, str], tuple[tuple[Rule, int, int], ...]]:
        return {}

    def _speaking_of(self, information: str, purpose: str) -> Iterator[tuple[Rule, int, int]]:
        of_information = self.vocabulary.information[information].closeness
        of_purpose = self.vocabulary.purposes[purpose].closeness
        for rule in self.rules:
            first, second = closest(rule.information, of_information), closest(rule.purposes, of_purpose)
            if first is not None and second is not None:
                yield rule, first, second


def load(path: Path) -> Rulebook:
    """Read and check a rulebook. Raises `RulebookError`."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
        raw = tomllib.loads(text)
    except ValueError as error:
        raise RulebookError(f"{path.name}: {error}") from error
    top = Table(path.name, "the file", raw)
    top.only(parsing.SECTIONS)
    words = parsing.vocabulary(top)
    parsing.organisations_are_parties(top, words)
    found = Rulebook(
        name=top.string("name"),
        title=top.text("title"),
        version=hashlib.sha256(content).hexdigest(),
        vocabulary=words,
        rules=parsing.rules(top, words),
        readings=parsing.readings(top, words),
        none_instead=parsing.none_instead(top, words),
    )
    if top.problems:
        raise RulebookError("\n".join(top.problems))
    return found


@cache
def in_force(country: str = "dk") -> Rulebook:
    """The rulebook that comes with Karlemose, read once in a process."""
    return load(FOLDER / f"{country}.toml")
