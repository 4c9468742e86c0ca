"""What a method demands of its input; each returns the value in its plain type or raises `NoEstimate` in words."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from karlemose.stats.result import NoEstimate

LARGEST_COUNT = 10**15  # beyond this a double no longer tells neighbouring counts apart

Floats = NDArray[np.float64]


def count(value: Any, *, name: str = "count") -> int:
    """A whole number ≥ 0. A float is taken only when it is whole; True and False are not counts."""
    whole = _whole(value)
    if whole is None:
        raise NoEstimate(
            "The {name} must be a whole number of 0 or more, not {value}.",
            "{name} skal være et helt tal på 0 eller mere, ikke {value}.",
            name=name,
            value=repr(value),
        )
    if whole > LARGEST_COUNT:
        raise NoEstimate(
            "The {name} is too large to count with exactly.", "{name} er for stort til at regne præcist med.", name=name
        )
    return whole


def exposure(value: Any, *, name: str = "exposure") -> float:
    """A finite time, area or population above 0."""
    size = _real(value)
    if size is None or not math.isfinite(size) or size <= 0:
        raise NoEstimate(
            "The {name} must be a finite number above 0, not {value}: without exposure there is no rate.",
            "{name} skal være et endeligt tal over 0, ikke {value}: uden eksponering er der ingen rate.",
            name=name,
            value=str(value),
        )
    return size


def level(value: Any) -> float:
    """The level of an interval, strictly between 0 and 1."""
    share = _real(value)
    if share is None or not 0 < share < 1:
        raise NoEstimate(
            "The level must lie between 0 and 1 (0.95 for 95 %), not {value}.",
            "Niveauet skal ligge mellem 0 og 1 (0.95 for 95 %), ikke {value}.",
            value=str(value),
        )
    return share


def number(value: Any, *, name: str) -> float:
    """Any finite number."""
    size = _real(value)
    if size is None or not math.isfinite(size):
        raise NoEstimate(
            "The {name} must be a finite number, not {value}.",
            "{name} skal være et endeligt tal, ikke {value}.",
            name=name,
            value=str(value),
        )
    return size


def share(value: Any, *, name: str) -> float:
    """A share from 0 to 1, both included."""
    size = number(value, name=name)
    if not 0 <= size <= 1:
        raise NoEstimate(
            "The {name} must be a share from 0 to 1, not {value}.",
            "{name} skal være en andel fra 0 til 1, ikke {value}.",
            name=name,
            value=str(value),
        )
    return size


def series(values: ArrayLike, *, name: str, length: int | None = None) -> Floats:
    """A one-dimensional row of finite numbers, of the given length if one is given."""
    try:
        row = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        row = np.empty((0, 0))
    if row.ndim != 1 or (length is not None and len(row) != length):
        raise NoEstimate(
            "The {name} must be one row of numbers, as many as the others.",
            "{name} skal være én række tal, lige så mange som de andre.",
            name=name,
        )
    if not np.all(np.isfinite(row)):
        raise NoEstimate(
            "The {name} holds a value that is missing or not finite (number {place}).",
            "{name} indeholder en værdi, der mangler eller ikke er endelig (nummer {place}).",
            name=name,
            place=int(np.argmin(np.isfinite(row))) + 1,
        )
    return row


def counts(values: ArrayLike, *, name: str, length: int | None = None) -> Floats:
    """A row of whole numbers ≥ 0, as floats ready for computing."""
    row = series(values, name=name, length=length)
    wrong = (row < 0) | (row != np.floor(row)) | (row > LARGEST_COUNT)
    if np.any(wrong):
        raise NoEstimate(
            "The {name} must be whole numbers of 0 or more; number {place} is {value}.",
            "{name} skal være hele tal på 0 eller mere; nummer {place} er {value}.",
            name=name,
            place=int(np.argmax(wrong)) + 1,
            value=f"{row[np.argmax(wrong)]:g}",
        )
    return row


def exposures(values: ArrayLike, *, name: str, length: int | None = None) -> Floats:
    """A row of finite numbers above 0."""
    row = series(values, name=name, length=length)
    if np.any(row <= 0):
        raise NoEstimate(
            "The {name} must be above 0; number {place} is {value}.",
            "{name} skal være over 0; nummer {place} er {value}.",
            name=name,
            place=int(np.argmax(row <= 0)) + 1,
            value=f"{row[np.argmax(row <= 0)]:g}",
        )
    return row


def _real(value: Any) -> float | None:
    if isinstance(value, bool | np.bool_ | str | bytes):
        return None
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _whole(value: Any) -> int | None:
    if isinstance(value, bool | np.bool_ | str | bytes):
        return None
    if isinstance(value, int | np.integer):
        return int(value) if value >= 0 else None
    size = _real(value)
    return int(size) if size is not None and math.isfinite(size) and size >= 0 and size == int(size) else None
