"""A hand-over with what its items say now and what the law says of them now: shared by pages and actions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from karlemose.disclosure import contents
from karlemose.disclosure.enums import Standing
from karlemose.disclosure.judging import Judged, Parties, judge
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.register import Offered, offered
from karlemose.disclosure.writing import write
from karlemose.foundation.clock import Week
from karlemose.ledger.refs import Ref
from karlemose.policy.decision import NO_RULE
from karlemose.policy.viewer import Viewer

JUDGEMENT = ("standing", "outcome", "rule", "rulebook", "missing", "trace")


class NoSuchHandOver(LookupError):
    """There is none with this number that the asking person may work with."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item. Without `offered` what it stood for is gone: erased, withdrawn, or no longer a particular."""

    item: HandOverItem
    offered: Offered | None
    judged: Judged | None

    @property
    def standing(self) -> Standing:
        if self.item.left_out_because:
            return Standing.LEFT_OUT
        return self.judged.standing if self.judged else Standing.UNLAWFUL

    @property
    def is_gone(self) -> bool:
        return self.offered is None

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of what is still to be stated or mended."""
        return self.judged.missing if self.judged else ()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Lines in the order of the paper; what is gone stands last."""

    hand_over: HandOver
    lines: tuple[Line, ...]
    parties: Parties
    new: tuple[Offered, ...] = ()  # offered since it was put together last

    @property
    def ready(self) -> list[Line]:
        return [line for line in self.lines if line.standing is Standing.READY]

    @property
    def in_the_way(self) -> list[Line]:
        """What must be mended or left out before anybody can approve: what lacks something, and what is gone."""
        return [
            line
            for line in self.lines
            if line.standing is Standing.LACKS or (line.is_gone and line.standing is not Standing.LEFT_OUT)
        ]

    @property
    def is_ready(self) -> bool:
        """It waits for the second person. What the law refuses is not in the way: it stays behind."""
        return bool(self.ready) and not self.in_the_way

    @property
    def digest(self) -> str:
        """Of everything the second person sees: which items, what they say, what was stated, how they stand."""
        return contents.digest(
            {
                "ref": str(ref_of(line.item)),
                "content": contents.content_of(line.offered) if line.offered else None,
                "stated": sorted(line.item.stated),
                "police_number": line.item.police_number,
                "standing": line.standing.value,
            }
            for line in self.lines
        )


def draft_of(hand_over: HandOver, *, viewer: Viewer, at: datetime, done: frozenset[str] = frozenset()) -> Draft:
    """Read anew, as this viewer reads it. `done` are the steps ahead that have been taken."""
    parties = parties_of(hand_over, viewer=viewer, at=at)
    found = offers_for(hand_over, viewer=viewer, at=at)
    rows = items_of(hand_over)
    items = {ref_of(item): item for item in rows}
    lines = [
        Line(
            item=items[ref],
            offered=one,
            judged=judge(one, parties=parties, stated=frozenset(items[ref].stated), done=done),
        )
        for ref, one in found.items()
        if ref in items
    ]
    gone = [Line(item=item, offered=None, judged=None) for ref, item in items.items() if ref not in found]
    new = tuple(one for ref, one in found.items() if ref not in items)
    return Draft(hand_over=hand_over, lines=(*lines, *gone), parties=parties, new=new)


def offers_for(hand_over: HandOver, *, viewer: Viewer, at: datetime) -> Mapping[Ref, Offered]:
    """What the week has and no earlier hand-over took along."""
    found = offered(
        viewer=viewer,
        neighbourhood=hand_over.neighbourhood,
        week=Week.parse(hand_over.week),
        at=at,
        language=hand_over.language,
    )
    taken = _taken(hand_over, refs=found)
    return {ref: one for ref, one in found.items() if ref not in taken}


def parties_of(hand_over: HandOver, *, viewer: Viewer, at: datetime) -> Parties:
    return Parties(sender=hand_over.sender.kind, receiver=hand_over.receiver.kind, at=at, signatures=viewer.signatures)


def items_of(hand_over: HandOver) -> list[HandOverItem]:
    rows = HandOverItem.objects.unscoped("the items of a hand-over that the action or page has checked")
    return list(rows.filter(hand_over=hand_over).order_by("id"))


def hand_over_numbered(public_id: str, *, is_locked: bool = False) -> HandOver:
    """The row, held until the transaction ends when something is to become of it. Raises `NoSuchHandOver`."""
    rows = HandOver.objects.unscoped("looked up by its number; the rules then say who may do what with it")
    if is_locked:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("neighbourhood", "sender", "receiver").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchHandOver(public_id)
    return cast(HandOver, found)


def ref_of(item: HandOverItem) -> Ref:
    return Ref(item.ref_kind, item.ref_id)


def subject(hand_over: HandOver) -> Ref:
    return Ref("hand_over", hand_over.public_id)


def write_judgement(item: HandOverItem, judged: Judged | None, *, standing: Standing) -> None:
    """Keep on the row what the law said, for lists and for the command line; the caller saves it."""
    item.standing = standing
    if judged is None:
        item.outcome, item.rule, item.missing, item.trace = "DENY", NO_RULE, [], []
        return
    decision = judged.decision
    item.outcome, item.rule, item.rulebook = decision.outcome.value, decision.rule, decision.rulebook
    item.missing = list(judged.missing)
    item.trace = [[trial.rule, trial.verdict.value, trial.result.value] for trial in decision.trace]


def keep_judgements(draft: Draft) -> None:
    """Write on every row what the law says of it now."""
    for line in draft.lines:
        write_judgement(line.item, line.judged, standing=line.standing)
    write((line.item for line in draft.lines), JUDGEMENT)


def _taken(hand_over: HandOver, *, refs: Iterable[Ref]) -> set[Ref]:
    """What the same receiver has already, recalled things aside: those may be handed over anew."""
    rows = HandOverItem.objects.unscoped("nothing is handed over twice")
    ids = [ref.id for ref in refs]
    given = rows.filter(released_to_id=hand_over.receiver_id, recalled_at__isnull=True, ref_id__in=ids)
    return {Ref(kind, identity) for kind, identity in given.values_list("ref_kind", "ref_id")}
