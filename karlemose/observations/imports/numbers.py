"""What an import counted."""

from collections import Counter
from dataclasses import dataclass, field, fields

from karlemose.observations.enums import Sort
from karlemose.observations.imports.problems import Reason


@dataclass(slots=True)
class Numbers:
    """read = accepted + repeated + rejected; accepted = added + already_there."""

    read: int = 0
    accepted: int = 0
    added: int = 0
    already_there: int = 0
    repeated: int = 0
    given_back: int = 0  # rows in FILE.rejected.csv: the rejected, and those under a reference used before
    rejected: Counter[Reason] = field(default_factory=Counter)
    masked: Counter[Sort] = field(default_factory=Counter)
    skipped: int = 0  # times that summer time left out
    doubled: int = 0  # times that were there twice
    day_only: int = 0
    month_only: int = 0
    without_place: int = 0
    bad_position: int = 0
    other_kinds: int = 0
    people_unclear: int = 0
    shortened: int = 0  # words for a kind or a place
    squares_added: int = 0
    particulars: int = 0  # rows that had any
    plates: int = 0  # kept, since it was stated what happened at the car
    plates_dropped: int = 0  # nobody stated what happened at the car
    plates_unclear: int = 0  # words in the plate's column that are none

    @property
    def number_rejected(self) -> int:
        return self.rejected.total()

    def count(self, note: str | Sort) -> None:
        if isinstance(note, Sort):
            self.masked[note] += 1
        else:
            setattr(self, note, getattr(self, note) + 1)

    def flat(self) -> dict[str, int]:
        """Name → number, for the ledger and the table of imports: codes and numbers, no words of the file."""
        flat: dict[str, int] = {}
        for part in fields(self):
            value = getattr(self, part.name)
            if isinstance(value, Counter):
                flat |= {f"{part.name}_{code.value}": number for code, number in sorted(value.items())}
            else:
                flat[part.name] = value
        return flat
