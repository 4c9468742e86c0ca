"""Duplicates into one, and apart again. Each source keeps its words, its writer and its particulars.

What was merged points to the one it was merged into and leaves lists and counts; parting takes the pointer away and
nothing else has to be undone. A `Merge` remembers from when until when.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.observations import arrivals
from karlemose.observations.enums import Kind
from karlemose.observations.merge_models import Merge
from karlemose.observations.models import Observation
from karlemose.observations.refusals import Refused
from karlemose.observations.rules import check_may_merge
from karlemose.policy.viewer import Viewer

_ALONE = "SELECT pg_advisory_xact_lock(hashtext('observations.merging'), %s)"
_GONE = _("One of them is no longer there.")


@action(Event.OBSERVATIONS_MERGED)
def merge(*, by: Viewer, at: datetime, into: str, duplicates: Collection[str]) -> Observation:
    """Let `duplicates` stand for nothing but `into` (public numbers). Raises `NotAllowed` and `Refused`."""
    check_may_merge(by)
    alone(by)
    rows = _locked(by, {into, *duplicates})
    kept = rows.pop(into)
    _check(kept, rows)
    for row in rows.values():
        row.merged_into = kept
        row.save(update_fields=["merged_into"])
        Merge(partnership_id=by.partnership_id, observation=row, into=kept, merged_at=at).save(force_insert=True)
    _leave_line(Event.OBSERVATIONS_MERGED, [kept, *rows.values()], by=by, at=at)
    return kept


@action(Event.OBSERVATION_PARTED)
def part(*, by: Viewer, at: datetime, public_id: str) -> Observation:
    """Let a duplicate stand for itself again. Raises `NotAllowed` and `Refused`."""
    check_may_merge(by)
    alone(by)
    row = _locked(by, {public_id})[public_id]
    if row.merged_into_id is None:
        raise Refused("observation", _("It stands for itself already."))
    _part(row, at=at)
    _leave_line(Event.OBSERVATION_PARTED, [row], by=by, at=at)
    return row


def alone(by: Viewer) -> None:
    """Whoever merges, parts or withdraws does so one after the other in a partnership: no chain, no ring, no orphan."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [by.partnership_id])


def part_all(observation: Observation, *, at: datetime) -> list[Observation]:
    """Within an action that holds `alone`: the duplicates of one that goes stand for themselves again."""
    rows = Observation.objects.unscoped("duplicates of a note that goes").filter(merged_into=observation)
    parted = list(rows.order_by("id").select_for_update())
    for row in parted:
        _part(row, at=at)
    return parted


def _part(row: Observation, *, at: datetime) -> None:
    row.merged_into = None
    row.save(update_fields=["merged_into"])
    rows = Merge.objects.unscoped("since when a duplicate stood for nothing of its own")
    rows.filter(observation=row, parted_at__isnull=True).update(parted_at=at)


def _locked(by: Viewer, public_ids: Collection[str]) -> dict[str, Observation]:
    rows = Observation.objects.visible_to(by).filter(public_id__in=public_ids, withdrawn_at__isnull=True)
    found = rows.order_by("id").select_related("neighbourhood").select_for_update(of=("self",))
    locked = {row.public_id: row for row in found}
    if locked.keys() != set(public_ids):
        raise Refused("observation", _GONE)
    return locked


def _check(kept: Observation, others: dict[str, Observation]) -> None:
    if not others:
        raise Refused("observation", _("Choose at least one other that tells of the same."))
    every = [kept, *others.values()]
    if any(row.neighbourhood_id != kept.neighbourhood_id for row in every):
        raise Refused("observation", _("They lie in two neighbourhoods."))
    if any(row.merged_into_id is not None for row in every):
        raise Refused("observation", _("One of them is merged into another already. Part it first."))
    if any(row.kind == Kind.NOTHING for row in every):
        raise Refused("observation", _("“Nothing to report” has no duplicates."))


def _leave_line(event: Event, rows: list[Observation], *, by: Viewer, at: datetime) -> None:
    neighbourhood = rows[0].neighbourhood
    record(
        event,
        actor=by,
        at=at,
        subjects=[Ref("observation", row.public_id) for row in rows],
        detail={"neighbourhood": neighbourhood.slug, "number": len(rows)},
    )
    moments = [row.occurred_at for row in rows]
    arrivals.announce_weeks(by=by, at=at, neighbourhood=neighbourhood, moments=moments)
