"""The list of briefings of one's own organisation."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from karlemose.documents.content import Language
from karlemose.meetings import queries
from karlemose.meetings.queries import Listed
from karlemose.places.queries import Neighbourhood
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission
from karlemose.web import times
from karlemose.web.staff import weeks

OTHER = {Language.DANISH: (Language.ENGLISH, "English"), Language.ENGLISH: (Language.DANISH, "Dansk")}


@dataclass(frozen=True)
class Row:
    """One week: opened by its address when it is kept, else made by a form."""

    heading: str
    span: str
    state: str
    pdf_url: str  # empty: has to be made first
    make_url: str
    week_url: str  # its versions, and what was known when
    may_renew: bool  # late reports came in, and this person may make a fresh one


@dataclass(frozen=True)
class Page:
    lead: str
    is_public: bool
    language: str
    other_language: str
    other_label: str
    newest: Row | None
    so_far: Row | None
    older: list[Row]


def page(
    viewer: Viewer, neighbourhood: Neighbourhood, *, language: Language, at: datetime, where: dict[str, str]
) -> Page:
    listed = queries.listed(viewer, neighbourhood, language=language, at=at)
    rows = [(one.is_ended, _row(one, viewer, neighbourhood, language, where)) for one in listed]
    ended = [row for is_ended, row in rows if is_ended]
    running = [row for is_ended, row in rows if not is_ended]
    other, label = OTHER[language]
    return Page(
        lead=_("The week that was, made for %(organisation)s every Monday at 06.00.")
        % {"organisation": viewer.organisation_name},
        is_public=neighbourhood.id not in viewer.sees(Channel.PICTURE),
        language=language.value,
        other_language=other.value,
        other_label=label,
        newest=ended[0] if ended else None,
        so_far=running[0] if running else None,
        older=ended[1:],
    )


def _row(
    listed: Listed, viewer: Viewer, neighbourhood: Neighbourhood, language: Language, where: dict[str, str]
) -> Row:
    address = {**where, "week": str(listed.week)}
    kept = listed.kept
    pdf_url = reverse("staff:briefings-pdf", kwargs={**address, "language": language.value}) if kept else ""
    return Row(
        heading=weeks.name(listed.week),
        span=weeks.days(listed.week),
        state=_state(listed, weeks.zone_of(neighbourhood)),
        pdf_url=pdf_url,
        make_url=reverse("staff:briefings-make", kwargs=address),
        week_url=reverse("staff:briefings-week", kwargs=address),
        may_renew=kept is not None and kept.is_outdated and viewer.has(Permission.MAKE_BRIEFINGS),
    )


def _state(listed: Listed, zone: ZoneInfo) -> str:
    kept = listed.kept
    if kept is None:
        return _("made when it is opened") if listed.is_ended else _("so far")
    made = _("made %(when)s") % {"when": times.moment(kept.made_at.astimezone(zone))}
    return _("%(made)s · reports have come in since") % {"made": made} if kept.is_outdated else made
