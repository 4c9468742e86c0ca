"""Sentences in English and Danish from one set of numbers, so that the two can never disagree."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    en: str
    da: str

    def __add__(self, other: "Words") -> "Words":
        return Words(f"{self.en} {other.en}", f"{self.da} {other.da}")


@dataclass(frozen=True)
class Doubt(Words):
    """A warning beside a number: a code for programs, a sentence for people."""

    code: str


def number(value: float, *, digits: int = 3) -> str:
    """About so many significant figures (two decimals around 1 with three); infinity in a sign both languages read."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if isinstance(value, int):
        text = f"{value:,d}" if size < 10**15 else f"{value:.3g}"
    elif size >= 1e15 or 0 < size < 1e-4:
        text = f"{value:.{digits - 1}g}"
    else:
        places = digits - 1 - (math.floor(math.log10(size)) if size and not 0.1 <= size < 1 else 0)
        text = f"{value:,.{max(0, places - (size < 0.1))}f}"
    return text.replace("-", "−")


def danish(text: str) -> str:
    """Decimal comma and point between thousands."""
    return text.translate(str.maketrans(",.", ".,"))


def say(english: str, danish_text: str, **values: "float | int | str | Words") -> Words:
    """Fill the same values into both texts, each in its language's way of writing numbers."""
    return Words(
        english.format(**{name: _shown(value, "en") for name, value in values.items()}),
        danish_text.format(**{name: _shown(value, "da") for name, value in values.items()}),
    )


def doubt(code: str, english: str, danish_text: str, **values: "float | int | str | Words") -> Doubt:
    """As `say`, with a code."""
    words = say(english, danish_text, **values)
    return Doubt(words.en, words.da, code)


def amount(value: float) -> float | int:
    """25.0 → 25, so that a whole exposure is written as such."""
    return int(value) if math.isfinite(value) and value == math.floor(value) else value


def percent(share: float) -> float:
    """0.95 → 95.0, without the binary tail that 100 * 0.95 would carry."""
    return round(100 * share, 10)


def level_words(level: float) -> str:
    """0.95 → "95", 0.999 → "99.9"."""
    return f"{percent(level):.10g}"


def _shown(value: float | int | str | Words, language: str) -> str:
    if isinstance(value, Words):
        return value.da if language == "da" else value.en
    if isinstance(value, str):
        return value
    text = number(value)
    return danish(text) if language == "da" else text
