"""A day and a time as a phone's own picker writes them, on the neighbourhood's clock."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from karlemose.foundation.clock import localise

NOON = time(12)


class Written(forms.Field):
    """What is written in one of `shapes`; the first that fits is meant."""

    shapes: tuple[str, ...] = ()
    kind = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": self.kind, "class": "form-input"}), **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        written = (value or "").strip()
        if not written:
            return None
        for shape in self.shapes:
            try:
                return datetime.strptime(written, shape)  # noqa: DTZ007 -- the neighbourhood's zone is put on later
            except ValueError:
                continue
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class LocalMoment(Written):
    """A day and a clock time, without an offset."""

    default_error_messages = {"invalid": _("Write the day and the time, for example 12.09.2017 14.02.")}
    shapes = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M")
    kind = "datetime-local"


class LocalDay(Written):
    default_error_messages = {"invalid": _("Write the day, for example 12.09.2017.")}
    shapes = ("%Y-%m-%d", "%d.%m.%Y")
    kind = "date"


def on_the_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return localise(moment, zone).moment


def noon_of(day: date, zone: ZoneInfo, *, at: datetime) -> datetime:
    """How a day without a time is kept; today before noon it is now, since noon is still to come."""
    noon = on_the_clock(datetime.combine(day, NOON), zone)
    is_today = noon.astimezone(zone).date() == at.astimezone(zone).date()
    return min(noon, at) if is_today else noon
