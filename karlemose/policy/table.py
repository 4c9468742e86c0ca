"""One table of a rulebook's file, read field by field; what is wrong is collected with file, table and field."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from karlemose.policy.rule import ANY, Text

E = TypeVar("E", bound=StrEnum)
_DAY_OF_AN_ERROR = date.min


@dataclass
class Table:
    """`place` is what a reader looks for in the file ("rule D04"); nothing is raised before the file is read whole."""

    file: str
    place: str
    content: Any
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not isinstance(self.content, dict):
            self.problems.append(f"{self.file}: {self.place}: is not a table")
            self.content = {}

    def wrong(self, name: str, what: str) -> None:
        self.problems.append(f"{self.file}: {self.place}: {name}: {what}")

    def only(self, known: Collection[str]) -> None:
        """A field that nobody reads is a field that somebody misspelt."""
        for name in sorted(set(self.content) - set(known)):
            self.wrong(name, f"unknown field; known: {', '.join(sorted(known))}")

    def string(self, name: str) -> str:
        value = self.content.get(name)
        if isinstance(value, str) and value.strip():
            return value
        self.wrong(name, "a text that is not empty is needed")
        return ""

    def strings(self, name: str) -> tuple[str, ...]:
        value = self.content.get(name, [])
        if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
            if len(set(value)) != len(value):
                self.wrong(name, "names something twice")
            return tuple(value)
        self.wrong(name, "a list of texts is needed")
        return ()

    def codes(self, name: str, known: Collection[str], *, needed: bool = True) -> tuple[str, ...]:
        """Codes that the file itself defines; `any`, where it is among them, stands alone."""
        found = self.strings(name)
        if needed and not found:
            self.wrong(name, "at least one code is needed")
        for code in found:
            if code not in known:
                self.wrong(name, f"unknown code {code!r}")
        if ANY in found and len(found) > 1:
            self.wrong(name, "`any` stands alone")
        return found

    def code(self, name: str, known: Collection[str]) -> str:
        found = self.string(name)
        if found and found not in known:
            self.wrong(name, f"unknown code {found!r}; known: {', '.join(sorted(known))}")
        return found

    def words(self) -> Text:
        """The table's own sentence in both languages."""
        return Text(self.string("da"), self.string("en"))

    def text(self, name: str) -> Text:
        inner = Table(self.file, f"{self.place}: {name}", self.content.get(name), self.problems)
        inner.only(("da", "en"))
        return inner.words()

    def day(self, name: str) -> date:
        value = self.content.get(name)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.wrong(name, "a day is needed, as 2018-05-25")
        return _DAY_OF_AN_ERROR

    def flag(self, name: str) -> bool:
        value = self.content.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, "true or false is needed")
        return value is True

    def one_of(self, name: str, kind: type[E]) -> E:
        value = self.content.get(name)
        if value in list(kind):
            return kind(value)
        self.wrong(name, f"one of {', '.join(kind)} is needed, not {value!r}")
        return next(iter(kind))

    def several_of(self, name: str, kind: type[E]) -> frozenset[E]:
        found = self.codes(name, [one.value for one in kind])
        return frozenset(kind(value) for value in found if value in list(kind))
