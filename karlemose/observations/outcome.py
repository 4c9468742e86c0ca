"""What an import tells in the end: every number that is not nothing, in the order in which one asks."""

from collections.abc import Iterator
from pathlib import Path

from karlemose.observations.enums import Sort
from karlemose.observations.imports.numbers import Numbers

MASKED = {
    Sort.CPR: "CPR numbers",
    Sort.PHONE: "telephone numbers",
    Sort.EMAIL: "e-mail addresses",
    Sort.PLATE: "plates",
}


def lines(numbers: Numbers, *, rejected: Path | None) -> Iterator[str]:
    """Lines for the terminal; `rejected` is the file of refused rows, None in a dry run."""
    is_dry_run = rejected is None
    if is_dry_run:
        yield "Dry run: nothing was written."
    for name, number in _table(numbers):
        yield f"{name:<58}{number:>12,}"
    if not numbers.added and numbers.already_there and not is_dry_run:
        yield "Nothing was added: all of it had been taken in before."
    if rejected is not None and numbers.given_back:
        yield f"Refused rows: {rejected}"


def _table(numbers: Numbers) -> Iterator[tuple[str, int]]:
    yield "rows read", numbers.read
    yield "accepted", numbers.accepted
    yield "  added", numbers.added
    yield "  already there", numbers.already_there
    yield "repeated in the file (the first was kept)", numbers.repeated
    yield "rejected", numbers.number_rejected
    yield from ((f"  {reason.value.replace('_', ' ')}", number) for reason, number in sorted(numbers.rejected.items()))
    yield from ((f"masked: {MASKED[sort]}", number) for sort, number in sorted(numbers.masked.items()))
    for name, number in (
        ("times that summer time skipped (moved forward)", numbers.skipped),
        ("times that were there twice (the first was taken)", numbers.doubled),
        ("days without a time (left out of the hours)", numbers.day_only),
        ("months without a day (counted in months, in no week)", numbers.month_only),
        ("kinds that are not ours (kept in their own words)", numbers.other_kinds),
        ("words shortened", numbers.shortened),
        ("number of people not understood (left empty)", numbers.people_unclear),
        ("positions not understood (place not given)", numbers.bad_position),
        ("place not given", numbers.without_place),
        ("with particulars (plate, description, name)", numbers.particulars),
        ("  plates kept", numbers.plates),
        ("plates dropped (nobody stated what happened at the car)", numbers.plates_dropped),
        ("plates not understood (left out)", numbers.plates_unclear),
        ("new squares on the map", numbers.squares_added),
    ):
        if number:
            yield name, number
