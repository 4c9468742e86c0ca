"""The versions of one week's briefing, each with who made it, what changed, and whether the log knows its code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karlemose.foundation.clock import Week
from karlemose.meetings.queries import KeptBriefing
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web import times
from karlemose.web.staff import weeks
from karlemose.web.staff.ledger.presenters import who

LANGUAGES = {"da": "Dansk", "en": "English"}


@dataclass(frozen=True)
class Known:
    """Who looks and when, and what was looked up for all versions at once: names, and codes that the log signed."""

    viewer: Viewer
    at: datetime
    names: Mapping[int, str]
    codes: set[str]


@dataclass(frozen=True, kw_only=True)
class Version:
    heading: str
    language: str
    made: str
    changes: str
    state: str
    code: str
    is_signed: bool
    digest: str
    data_digest: str
    pdf_url: str  # empty once its bytes are erased


@dataclass(frozen=True, kw_only=True)
class Page:
    heading: str
    span: str
    is_public: bool
    is_ended: bool
    versions: list[Version]
    back_url: str
    make_url: str
    as_known_url: str
    counts_url: str  # empty for whoever takes no file out
    may_renew: bool
    earliest: str  # of the moments that can be asked for, as the browser writes them
    latest: str


def makers(kept: list[KeptBriefing]) -> set[int]:
    """The users who made them."""
    found = (one.made_by.partition(":") for one in kept)
    return {int(number) for kind, _colon, number in found if kind == "person" and number.isdigit()}


def page(
    kept: list[KeptBriefing],
    neighbourhood: Neighbourhood,
    week: Week,
    *,
    known: Known,
    where: dict[str, str],
) -> Page:
    viewer, at = known.viewer, known.at
    zone = weeks.zone_of(neighbourhood)
    address = {**where, "week": str(week)}
    is_public = neighbourhood.id not in viewer.sees(Channel.PICTURE)
    is_ended = week.has_ended(at=at, zone=zone)
    may_export = viewer.has(Permission.EXPORT) and is_ended and not is_public
    return Page(
        heading=weeks.name(week),
        span=weeks.days(week),
        is_public=is_public,
        is_ended=is_ended,
        versions=[_version(one, zone, known, address) for one in kept],
        back_url=reverse("staff:briefings", kwargs=where),
        make_url=reverse("staff:briefings-make", kwargs=address),
        as_known_url=reverse("staff:briefings-as-known", kwargs=address),
        counts_url=reverse("staff:briefings-counts", kwargs=address) if may_export else "",
        may_renew=bool(kept) and is_ended and viewer.has(Permission.MAKE_BRIEFINGS),
        earliest=f"{week.start(zone).astimezone(zone):%Y-%m-%dT%H:%M}",
        latest=f"{at.astimezone(zone):%Y-%m-%dT%H:%M}",
    )


def _version(kept: KeptBriefing, zone: ZoneInfo, known: Known, address: dict[str, str]) -> Version:
    named = {**address, "language": kept.language, "version": kept.version}
    made = {"when": times.moment(kept.made_at.astimezone(zone)), "who": who(kept.made_by, names=known.names)}
    return Version(
        heading=_("Version %(number)d") % {"number": kept.version},
        language=LANGUAGES[kept.language],
        made=(_("%(when)s, by %(who)s") if kept.made_by else _("%(when)s")) % made,
        changes=_changes(kept),
        state=_state(kept),
        code=kept.head_code,
        is_signed=kept.head_code in known.codes,
        digest=kept.digest,
        data_digest=kept.data_digest,
        pdf_url="" if kept.erased_at else reverse("staff:briefings-version", kwargs=named),
    )


def _state(kept: KeptBriefing) -> str:
    if kept.erased_at:
        return _("The paper is erased. That it was made stays.")
    return _("Reports have come in since.") if kept.is_outdated else ""


def _changes(kept: KeptBriefing) -> str:
    """What became of the week's list since the version before."""
    if kept.since is None:
        return ""
    told = [
        words(kept.since[name]) % {"number": kept.since[name]} for name, words in _WORDS.items() if kept.since.get(name)
    ]
    return " · ".join(told) if told else _("Nothing in the week's list had changed.")


_WORDS: dict[str, Callable[[int], str]] = {
    "came": lambda number: ngettext("%(number)d came in later", "%(number)d came in later", number),
    "corrected": lambda number: ngettext("%(number)d corrected", "%(number)d corrected", number),
    "withdrawn": lambda number: ngettext("%(number)d withdrawn", "%(number)d withdrawn", number),
    "merged": lambda number: ngettext("%(number)d merged into another", "%(number)d merged into others", number),
    "parted": lambda number: ngettext("%(number)d parted again", "%(number)d parted again", number),
}
