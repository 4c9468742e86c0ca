"""Lines of custody: who did what with a hand-over. Written by every action beside its line in the ledger."""

from datetime import datetime
from typing import Protocol

from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.enums import StepKind
from karlemose.disclosure.models import HandOver


class Person(Protocol):
    """A viewer, or whoever holds a link and has no name."""

    @property
    def actor(self) -> str: ...


def add_step(
    hand_over: HandOver, *, by: Person, at: datetime, kind: StepKind, words: str = "", digest: str = ""
) -> Step:
    """The next line. The hand-over's row is held by the action, so numbers have no gap."""
    rows = Step.objects.unscoped("the next number of this hand-over's lines")
    step = Step(
        partnership_id=hand_over.partnership_id,
        hand_over=hand_over,
        number=rows.filter(hand_over=hand_over).count() + 1,
        kind=kind,
        at=at,
        by_id=getattr(by, "user_id", None),
        by_name=getattr(by, "name", ""),
        by_organisation=getattr(by, "organisation_name", ""),
        words=words,
        digest=digest,
    )
    step.save(force_insert=True)
    return step


def steps_of(hand_over: HandOver) -> list[Step]:
    rows = Step.objects.unscoped("the lines of a hand-over that the action or page has checked")
    return list(rows.filter(hand_over=hand_over).order_by("number"))
