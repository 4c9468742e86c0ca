"""One clip in a line, and on its own page: camera, both clocks, numbers, the day it goes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.observations.clips import Clip
from karlemose.web import times
from karlemose.web.staff.cameras.words import offset
from karlemose.web.staff.facts import Fact, known

ENDINGS = {"video/mp4": "MP4", "video/x-matroska": "MKV", "video/x-msvideo": "AVI"}


def clip_line(clip: Clip, zone: ZoneInfo) -> str:
    first, last = clip.from_at.astimezone(zone), clip.until_at.astimezone(zone)
    numbers = [one for one in (clip.request_number, clip.report_number) if one]
    said = (
        f"{clip.camera.code} {clip.camera.name}",
        f"{times.short_day(first)} {first:%H.%M.%S}–{last:%H.%M.%S}",
        _("clock: %(offset)s") % {"offset": offset(clip.clock_offset)},
        ", ".join(numbers) or _("no number yet"),
        _("goes %(day)s") % {"day": times.full_day(clip.delete_on)},
    )
    return " · ".join(said)


def clip_facts(clip: Clip, zone: ZoneInfo) -> list[Fact]:
    shown = _span(clip.from_at.astimezone(zone), clip.until_at.astimezone(zone))
    true = _span(clip.happened_from.astimezone(zone), clip.happened_until.astimezone(zone))
    return known(
        Fact(_("Camera"), f"{clip.camera.code} {clip.camera.name}"),
        Fact(_("It shows, by the camera's clock"), shown),
        Fact(_("The camera's clock was"), offset(clip.clock_offset)),
        Fact(_("When it truly was"), true if clip.clock_offset else ""),
        Fact(_("Number of the police's request"), clip.request_number),
        Fact(_("Number of the report"), clip.report_number),
        Fact(_("The recording"), f"{ENDINGS[clip.media_type]}, {filesizeformat(clip.file.size)}"),
        Fact(_("Kept since"), times.moment(clip.noted_at.astimezone(zone))),
        Fact(_("Why it is preserved"), clip.preserved_because),
    )


def goes(clip: Clip, *, today: date) -> str:
    """The day of deletion, and how far that is."""
    days = (clip.delete_on - today).days
    if days <= 0:
        return _("Is erased tonight, %(day)s") % {"day": times.full_day(clip.delete_on)}
    return ngettext(
        "Is erased by itself %(day)s, in %(number)d day", "Is erased by itself %(day)s, in %(number)d days", days
    ) % {"day": times.full_day(clip.delete_on), "number": days}


def _span(first: datetime, last: datetime) -> str:
    until = f"{last:%H.%M.%S}" if first.date() == last.date() else f"{times.day(last)} {last:%H.%M.%S}"
    return f"{times.day(first)} {first:%H.%M.%S}–{until}"
