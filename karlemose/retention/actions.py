"""The sweep: one transaction and one line for each partnership, and one for the installation."""

from dataclasses import dataclass
from datetime import datetime

from karlemose.ledger.events import Event
from karlemose.ledger.recording import INSTANCE, action, record
from karlemose.observations import merging
from karlemose.partners.queries import command_viewer
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel
from karlemose.retention.erasers import Eraser, erasers_of
from karlemose.retention.rules import check_may_sweep
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership
from karlemose.vault.files import tidy

PROTECTED = (Channel.EVIDENCE,)


@dataclass(frozen=True)
class Swept:
    """How many of a sort went, or would go; `oldest` is when the oldest of them came."""

    eraser: Eraser
    number: int
    oldest: datetime | None


def sweep(*, by: Viewer, at: datetime, dry_run: bool = False) -> list[Swept]:
    """Erase what `by`'s partnership promised to have erased by now; in a dry run only say how much that is.

    For `INSTANCE`, the installation itself, what belongs to no partnership. Raises `NotAllowed`.
    """
    check_may_sweep(by)
    if not dry_run:
        swept = _sweep(by=by, at=at)
        tidy(partnership_id=by.partnership_id)
        return swept
    with acting_for(by.partnership_id, channels=PROTECTED, read_only=True):
        return [_swept(eraser, by=by, at=at, dry_run=True) for eraser in erasers_of(by.partnership_id)]


def sweep_everything(*, at: datetime) -> None:
    """Every partnership and the installation: what a backup brings back may have been due in the meantime."""
    for partnership_id in (*Partnership.objects.order_by("id").values_list("id", flat=True), INSTANCE):
        sweep(by=command_viewer(partnership_id), at=at)


@action(Event.RETENTION_SWEPT, channels=PROTECTED)
def _sweep(*, by: Viewer, at: datetime) -> list[Swept]:
    """Two sweeps at once take turns, and nobody merges anything into what goes: the second finds nothing left."""
    merging.alone(by)
    swept = [_swept(eraser, by=by, at=at) for eraser in erasers_of(by.partnership_id)]
    record(Event.RETENTION_SWEPT, actor=by, at=at, detail={one.eraser.code: one.number for one in swept})
    return swept


def _swept(eraser: Eraser, *, by: Viewer, at: datetime, dry_run: bool = False) -> Swept:
    due = eraser.due(at=at)
    number = due.number if dry_run or eraser.erase is None else eraser.erase(partnership_id=by.partnership_id, at=at)
    return Swept(eraser, number, due.oldest)
