"""The one type that every method returns, and the one exception that every method raises instead."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from karlemose.stats.words import Doubt, Words, doubt, say


class NoEstimate(ValueError):
    """Nothing honest can be estimated from this input; the reason stands in both languages."""

    def __init__(self, english: str, danish_text: str, **values: float | int | str | Words) -> None:
        self.words = say(english, danish_text, **values)
        super().__init__(self.words.en)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a method found and how far it may be trusted.

    `estimate`, `low` and `high` are in the unit of `measure`; a bound that does not exist is `math.inf` or `-math.inf`.
    `level` is the level of the interval (0.95). `p` is the two-sided p-value that agrees with the interval, None where
    the method has none. `n` counts the observations it rests on: events, months or persons, as the method's page says.
    `sms` is the level on the Maryland Scientific Methods Scale (1–5) that the design allows. `details` holds named
    numbers for tables.
    """

    measure: Words
    method: str
    estimate: float
    low: float
    high: float
    level: float
    n: int
    sms: int
    words: Words
    reference: str
    p: float | None = None
    warnings: tuple[Doubt, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What may be said, in English."""
        return self.words.en

    @property
    def sentence_da(self) -> str:
        """What may be said, in Danish."""
        return self.words.da

    @property
    def interval(self) -> tuple[float, float]:
        return self.low, self.high

    def doubting(self, *more: Doubt) -> "Result":
        """The same result with further warnings."""
        return replace(self, warnings=self.warnings + more)

    def as_json(self) -> dict[str, Any]:
        """Values that strict JSON can carry: what is not finite becomes null, and a warning says so."""
        doubts = self.warnings + tuple(_unbounded(self))
        return {
            "estimate": finite(self.estimate),
            "low": finite(self.low),
            "high": finite(self.high),
            "p": finite(self.p),
            "level": self.level,
            "n": self.n,
            "measure": self.measure.en,
            "method": self.method,
            "reference": self.reference,
            "sms": self.sms,
            "warnings": [item.en for item in doubts],
            "warnings_da": [item.da for item in doubts],
            "sentence": self.sentence,
            "sentence_da": self.sentence_da,
            "details": finite(dict(self.details)),
        }


def finite(value: Any) -> Any:
    """The value as strict JSON knows it: numpy numbers and arrays become Python's own, NaN and infinity become null."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _unbounded(result: Result) -> list[Doubt]:
    named = {
        "estimate": (result.estimate, "estimate", "estimatet"),
        "low": (result.low, "lower limit", "den nedre grænse"),
        "high": (result.high, "upper limit", "den øvre grænse"),
    }
    return [
        doubt(
            f"no-finite-{code}",
            "The {en} is not a finite number and is given as null.",
            "{da} er ikke et endeligt tal og gives som null.",
            en=english,
            da=danish_text.capitalize(),
        )
        for code, (value, english, danish_text) in named.items()
        if not math.isfinite(value)
    ]
