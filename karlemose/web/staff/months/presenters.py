"""The public level: month × estate. There is no list, no text and no place in it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from karlemose.observations import counts
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.web import times
from karlemose.web.templatetags.karlemose import thin


@dataclass(frozen=True)
class Month:
    name: str
    count: str


def months(viewer: Viewer, neighbourhood: Neighbourhood, *, at: datetime) -> list[Month]:
    """The newest first."""
    found = counts.months(viewer, neighbourhood, at=at)
    return [Month(times.month(month.starts_on), _said(month.number)) for month in reversed(found)]


def _said(number: int | None) -> str:
    return _("fewer than 5") if number is None else thin(number)
