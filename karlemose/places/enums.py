"""Kinds of places. Stored values never change."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What one observation may name: at its finest a stairwell, never a dwelling."""

    SECTION = "section"
    BLOCK = "block"
    STAIRWELL = "stairwell"
    CELLAR = "cellar"
    OUTDOOR = "outdoor"
    SQUARE = "square"


class UnitKind(StrEnum):
    """What may be coloured or counted: neighbouring stairwells, a cellar, an outdoor place, a square."""

    STAIRWELLS = "stairwells"
    CELLAR = "cellar"
    OUTDOOR = "outdoor"
    SQUARE = "square"


LONGEST_RECORDING_DAYS = 30  # a recording of a camera is deleted after 30 days (tv-overvågningsloven § 4 c)
SMALLEST_UNIT = 20  # dwellings that stairwells must have together before they are counted

# An outdoor place, a cellar and a square are each a place unit of their own.
UNIT_KIND_OF = {
    PlaceKind.CELLAR: UnitKind.CELLAR,
    PlaceKind.OUTDOOR: UnitKind.OUTDOOR,
    PlaceKind.SQUARE: UnitKind.SQUARE,
}
