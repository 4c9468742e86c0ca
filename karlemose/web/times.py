"""Moments as people say them: "for 12 min. siden", "tirsdag 12. september kl. 14.02 (uge 37)".

Every moment comes in aware and is shown on its own zone's clock: presenters turn it to the neighbourhood's first, and
where a page is about no neighbourhood, to the clock at home.
"""

from datetime import date, datetime

from django.utils import dateformat
from django.utils.translation import gettext, ngettext

from karlemose.foundation.clock import HOME
from karlemose.web.languages import is_danish

_HOUR = 3600
_DAY = 24 * _HOUR


def at_home(moment: datetime) -> datetime:
    return moment.astimezone(HOME)


def clock(moment: datetime) -> str:
    """14.02 in Danish, 14:02 in English."""
    return dateformat.format(moment, "H.i" if is_danish() else "H:i")


def day(moment: date) -> str:
    """tirsdag 12. september, Tuesday 12 September"""
    return dateformat.format(moment, "l j. F" if is_danish() else "l j F")


def short_day(moment: date) -> str:
    """tir 12. sep"""
    return dateformat.format(moment, "D j. b" if is_danish() else "D j M")


def full_day(moment: date) -> str:
    return dateformat.format(moment, "j. F Y" if is_danish() else "j F Y")


def day_and_month(moment: date) -> str:
    return dateformat.format(moment, "j. F" if is_danish() else "j F")


def day_of_month(moment: date) -> str:
    return dateformat.format(moment, "j." if is_danish() else "j")


def weekday(moment: date) -> str:
    """With a capital letter, to begin a line."""
    name = dateformat.format(moment, "l")
    return name[:1].upper() + name[1:]


def month(moment: date) -> str:
    return dateformat.format(moment, "F Y")


def moment(at: datetime) -> str:
    """tirsdag 12. september kl. 14.02"""
    return gettext("%(day)s at %(time)s") % {"day": day(at), "time": clock(at)}


def since(at: datetime, now: datetime) -> str:
    """Relative under 24 hours, absolute with the week's number after."""
    seconds = (now - at).total_seconds()
    if 0 <= seconds < 60:
        return gettext("just now")
    if 0 <= seconds < _HOUR:
        minutes = int(seconds // 60)
        return ngettext("%(number)d min. ago", "%(number)d min. ago", minutes) % {"number": minutes}
    if 0 <= seconds < _DAY:
        hours = int(seconds // _HOUR)
        return ngettext("%(number)d hour ago", "%(number)d hours ago", hours) % {"number": hours}
    return gettext("%(day)s at %(time)s, week %(week)d") % {
        "day": short_day(at),
        "time": clock(at),
        "week": at.isocalendar().week,
    }
