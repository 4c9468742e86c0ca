"""One line on the home page about what the next sweeps erase, for those who can still say that it is evidence."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Permission
from karlemose.retention import queries
from karlemose.web.staff.answers.block import Block


def block(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime, where: dict[str, str]) -> Block | None:
    """None for whoever hands nothing over, and while nothing goes within a week. One query."""
    if not viewer.has(Permission.HAND_OVER):
        return None
    number = {one.code: one.number for one in queries.ahead(viewer, neighbourhood, at=at)}
    plates, observations = number.get("plates", 0), number.get("observations", 0)
    others = number.get("particulars", 0) - plates  # a plate is one of them, and told of on its own
    said = [sentence for sentence in (_plates(plates), _others(others), _observations(observations)) if sentence]
    if not said:
        return None
    return Block(
        _("Erased within a week"), " ".join(said), _("All observations"), reverse("staff:observations", kwargs=where)
    )


def _plates(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "%(number)d number plate without an incident. To keep it, name the incident.",
        "%(number)d number plates without an incident. To keep one, name the incident.",
        number,
    )
    return words % {"number": number}


def _others(number: int) -> str:
    if number <= 0:
        return ""
    words = ngettext("%(number)d protected part of a report.", "%(number)d protected parts of reports.", number)
    return words % {"number": number}


def _observations(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "%(number)d report is a year old and becomes a number.",
        "%(number)d reports are a year old and become numbers.",
        number,
    )
    return words % {"number": number}
