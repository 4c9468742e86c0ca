"""How numbers, days and sentences are written in one language: 0,5 and 1. juni, or 0.5 and 1 June."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from karlemose.documents.content import Comparison, Language
from karlemose.documents.words import word

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Phrases:
    """Everything the page writes passes here once, so that no number is written in two ways."""

    language: Language

    @property
    def is_danish(self) -> bool:
        return self.language == Language.DANISH

    def say(self, key: str, **values: object) -> str:
        return word(key, self.language).format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The sentence for one or for many."""
        return self.say(f"{key}.one" if number == 1 else f"{key}.many", number=self.whole(number), **values)

    def whole(self, number: int) -> str:
        """Thousands apart by a no-break space: 2 500."""
        return f"{number:,}".replace(",", NO_BREAK)

    def decimal(self, number: float | None) -> str:
        """One decimal, always, so that columns align; an en dash for what is not known."""
        if number is None:
            return "–"
        if math.isinf(number):
            return "∞"
        written = f"{number:,.1f}".replace(",", NO_BREAK)
        return written.replace(".", ",") if self.is_danish else written

    def limits(self, low: float | None, high: float | None) -> str:
        return "" if low is None or high is None else f"({self.decimal(low)}–{self.decimal(high)})"

    def usual(self, comparison: Comparison) -> str:
        """'normalt 0,5 om ugen (0,1–1,2)'"""
        if comparison.usual is None:
            return self.say("usual.none")
        mean = self.decimal(comparison.usual)
        if comparison.usual_low is None or comparison.usual_high is None:
            return self.say("usual.bare", usual=mean)
        low, high = self.decimal(comparison.usual_low), self.decimal(comparison.usual_high)
        return self.say("usual", usual=mean, low=low, high=high)

    def weekday(self, number: int, *, short: bool = False) -> str:
        return self.say("weekdays.short" if short else "weekdays").split()[number]

    def day(self, day: date, *, with_year: bool = False) -> str:
        month = self.say("months").split()[day.month - 1]
        dot = "." if self.is_danish else ""
        year = f"{NO_BREAK}{day.year}" if with_year else ""
        return f"{day.day}{dot}{NO_BREAK}{month}{year}"

    def full_day(self, day: date, *, with_year: bool = False) -> str:
        return f"{self.weekday(day.weekday())} {self.day(day, with_year=with_year)}"

    def month(self, day: date) -> str:
        return f"{self.say('months').split()[day.month - 1]} {day.year}"

    def clock(self, moment: datetime) -> str:
        return self.hour(moment.hour, moment.minute)

    def hour(self, hour: int, minute: int = 0) -> str:
        return f"{hour:02d}{'.' if self.is_danish else ':'}{minute:02d}"

    def moment(self, moment: datetime) -> str:
        return self.say("made.at", day=self.day(moment.date(), with_year=True), time=self.clock(moment))

    def listed(self, names: Iterable[str]) -> str:
        """'Syd, Øst og Vest'"""
        *first, last = list(names)
        return f"{', '.join(first)} {self.say('and')} {last}" if first else last


def capital(text: str) -> str:
    """First letter large; the rest as it is."""
    return text[:1].upper() + text[1:]
