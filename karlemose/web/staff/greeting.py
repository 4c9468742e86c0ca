"""The line with which a home page begins: the day, its week, and how much waits (ux.md § 3)."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.web import times


def day_and_week(local: datetime) -> str:
    """Tirsdag uge 37"""
    weekday = times.weekday(local)
    return _("%(weekday)s, week %(number)d") % {"weekday": weekday, "number": local.isocalendar().week}


def greeting(local: datetime, *, waiting: int) -> str:
    """Tirsdag uge 37 · 3 venter på dig"""
    return f"{day_and_week(local)} · {_waits(waiting)}"


def _waits(number: int) -> str:
    if not number:
        return _("nothing waits for you")
    return ngettext("%(number)d waits for you", "%(number)d wait for you", number) % {"number": number}
