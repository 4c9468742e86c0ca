"""One line on the home page about answers: what waits for those who answer, what came of it for those who noted."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.foundation.clock import Week
from karlemose.observations import answering, answers, digests
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.web.staff import weeks
from karlemose.web.staff.answers import sentences
from karlemose.web.staff.unanswered import presenters as unanswered


@dataclass(frozen=True)
class Block:
    heading: str
    sentence: str
    link: str
    url: str


def block(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, where: dict[str, str]) -> Block | None:
    """None for whoever has no part in it. One query at the most."""
    if viewer.has(Permission.SEE_UNANSWERED):
        found = answering.unanswered(viewer, neighbourhood, at=at)
        if found is None:
            return None
        said = unanswered.sentence(found, at=at)
        return Block(_("Unanswered"), said, _("What waits"), reverse("staff:unanswered", kwargs=where))
    if answers.may_write(viewer):
        waiting = sum(one.number for one in answering.waiting(viewer, neighbourhood, at=at))
        return Block(_("Answer the week"), _waits(waiting), _("Answer the week"), reverse("staff:answer", kwargs=where))
    if not viewer.has(Permission.NOTE) or viewer.organisation_kind is answers.ANSWERS:
        return None
    said = _of_week(viewer, neighbourhood, at=at)
    return Block(_("Answers"), said, _("All answers"), reverse("staff:answers", kwargs=where)) if said else None


def _waits(number: int) -> str:
    if not number:
        return _("Everything is answered.")
    return ngettext("%(number)d report waits for an answer.", "%(number)d reports wait for an answer.", number) % {
        "number": number
    }


def _of_week(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> str:
    """Everybody's numbers of the week that ended last, for those who read them; for the others their own."""
    zone = weeks.zone_of(neighbourhood)
    week = Week.of(at, zone).previous()
    counted = answering.of_week(viewer, neighbourhood, week)
    if counted is not None:
        return f"{weeks.name(week)}: {sentences.everybody(counted)}"
    told = digests.own(viewer, neighbourhood, since=digests.last_told(at=at, zone=zone))
    return sentences.told(told[0]) if told else ""
