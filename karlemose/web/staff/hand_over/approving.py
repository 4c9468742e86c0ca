"""The preview: exactly what the police will read, and what the one who looks may do about it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from karlemose.disclosure import queries
from karlemose.disclosure.drafting import Draft
from karlemose.disclosure.enums import State, StepKind
from karlemose.disclosure.queries import Step
from karlemose.foundation.clock import Week
from karlemose.policy.viewer import Viewer
from karlemose.web import times
from karlemose.web.staff import weeks
from karlemose.web.staff.hand_over import items, marks
from karlemose.web.staff.hand_over.items import Item
from karlemose.web.staff.hand_over.marks import Mark


@dataclass(frozen=True, kw_only=True)
class Page:
    heading: str
    receiver: str
    mark: Mark
    items: list[Item]
    number_kept_back: int
    digest: str
    made_by: str
    returned: str  # the words of the last person who sent it back
    approved: str
    others: str
    is_ready: bool
    is_own: bool
    is_approved: bool
    is_gone_back: bool


def page(draft: Draft, viewer: Viewer, *, steps: list[Step], others: list[str], at: datetime) -> Page:
    row = draft.hand_over
    zone = ZoneInfo(row.neighbourhood.timezone)
    counts = {one.standing: 1 for one in draft.lines}
    back = steps[-1] if steps and steps[-1].kind == StepKind.RETURNED else None
    return Page(
        heading=weeks.name(Week.parse(row.week)),
        receiver=row.receiver.name,
        mark=marks.state(row, counts),
        items=[items.told(one) for one in queries.preview(draft)],
        number_kept_back=len(draft.lines) - len(draft.ready),
        digest=draft.digest,
        made_by=_by(steps, StepKind.MADE, zone),
        returned=back.words if back else "",
        approved=_by(steps, StepKind.APPROVED, zone) if row.state == State.APPROVED else "",
        others=", ".join(others),
        is_ready=draft.is_ready,
        is_own=row.made_by_id == viewer.user_id,
        is_approved=row.state == State.APPROVED,
        is_gone_back=back is not None,
    )


def _by(steps: list[Step], kind: StepKind, zone: ZoneInfo) -> str:
    """Lone Fabricius, fredag 15. september kl. 10.12"""
    found = [step for step in steps if step.kind == kind]
    if not found:
        return ""
    return _("%(name)s, %(moment)s") % {
        "name": found[-1].by_name,
        "moment": times.moment(found[-1].at.astimezone(zone)),
    }
