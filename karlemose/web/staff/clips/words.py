"""One clip in a line: camera, times on its own clock, how far that is off, numbers, the day it goes."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from karlemose.observations.clips import Clip
from karlemose.web import times
from karlemose.web.staff.cameras.words import offset


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
