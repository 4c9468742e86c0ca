"""One observation: its open part, and for those who read them its particulars with the reason why they do."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from karlemose.ledger.refs import Ref
from karlemose.observations import clips, photo_queries, queries
from karlemose.observations.clips import Clip
from karlemose.observations.enums import Kind
from karlemose.observations.photo_actions import repair_of
from karlemose.observations.photo_queries import AnyPhoto
from karlemose.observations.photos import OF_THINGS
from karlemose.observations.queries import Observation
from karlemose.policy.words import Permission
from karlemose.web import times
from karlemose.web.staff import states, weeks
from karlemose.web.staff.clips.words import clip_line
from karlemose.web.staff.facts import Fact, known
from karlemose.web.staff.observation import Shown, shown
from karlemose.web.staff.observed import may
from karlemose.web.staff.observed.facts import open_facts, protected_facts, repair_facts
from karlemose.web.staff.observed.looking import Look
from karlemose.web.staff.observed.why import Why, why
from karlemose.web.staff.states import State


@dataclass(frozen=True)
class Picture:
    url: str
    words: str
    width: int
    height: int
    withdraw_url: str = ""  # empty for those who may not


@dataclass(frozen=True)
class ClipLine:
    words: str
    url: str  # empty for those who have no page of it


@dataclass(frozen=True)
class Source:
    shown: Shown
    part_url: str  # empty for those who may not part


@dataclass(frozen=True)
class Earlier:
    when: str
    facts: list[Fact]


@dataclass(frozen=True)
class Way:
    label: str | Promise
    url: str
    css: str = "secondary"


@dataclass(frozen=True, kw_only=True)
class Card:
    """The protected part. `why` is not said again on the receipt of what one has just sent."""

    facts: list[Fact]
    photos: list[Picture]
    why: Why | None
    clips: list[ClipLine] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Page:
    shown: Shown
    state: State
    merged_url: str
    facts: list[Fact]
    photos: list[Picture]
    particulars: Card | None
    sources: list[Source] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    subjects: list[Ref] = field(default_factory=list)  # protected records shown: what the ledger's line names


def receipt(look: Look) -> Page:
    """Both parts as they were sent."""
    line = shown(look.observation, look.neighbourhood)
    card, subjects = _card(look, line, with_why=False)
    return Page(
        shown=line,
        state=states.state(look.observation),
        merged_url="",
        facts=open_facts(look.observation, look.neighbourhood),
        photos=_open_pictures(look, [look.observation]),
        particulars=card,
        ways=[*_correct(look), *_withdraw(look)],
        subjects=subjects,
    )


def page(look: Look) -> Page:
    line, row = shown(look.observation, look.neighbourhood), look.observation
    sources = list(queries.sources(look.viewer, row))
    card, subjects = _card(look, line, with_why=True)
    earlier = _earlier(look)
    repair = repair_of(look.viewer, row)
    state = states.CORRECTED if earlier and states.state(row) is states.RECEIVED else states.state(row)
    return Page(
        shown=line,
        state=state,
        merged_url=_merged_url(look),
        facts=[*open_facts(row, look.neighbourhood), *_source_facts(line, row), *repair_facts(repair)],
        photos=_open_pictures(look, [row, *sources]),
        particulars=card,
        sources=_sources(look, sources),
        earlier=earlier,
        ways=_ways(look),
        subjects=subjects,
    )


def _card(look: Look, line: Shown, *, with_why: bool) -> tuple[Card | None, list[Ref]]:
    """The protected part for those who read it, and what of it was shown; nothing at all for others."""
    row = queries.particulars_of(look.viewer, look.observation)
    pictures = photo_queries.protected_photos(look.viewer, look.observation)
    recordings = list(clips.clips_of(look.viewer, look.observation)) if with_why else []
    if row is None and not pictures and not recordings:
        return None, []
    reason, held = None, next(iter(([row] if row else []) + pictures + recordings))
    if with_why:
        reason = why(look.viewer, look.observation, held, shown=line, at=look.local)
    words = _("Protected photo. Opening it is recorded.")
    card = Card(
        facts=protected_facts(row) if row else [],
        photos=[
            Picture(look.url("observations-photo", photo=one.public_id), words, 0, 0, _withdraw_photo(look, one))
            for one in pictures
        ],
        why=reason,
        clips=[_clip(look, one) for one in recordings],
    )
    return card, [Ref("observation", look.observation.public_id)]


def _clip(look: Look, clip: Clip) -> ClipLine:
    url = look.url("observations-clip-one", clip=clip.public_id) if may.keep_clip(look, clip) else ""
    return ClipLine(clip_line(clip, weeks.zone_of(look.neighbourhood)), url)


def _withdraw_photo(look: Look, photo: AnyPhoto, row: Observation | None = None) -> str:
    row = row or look.observation
    if not may.is_ours(look, row):
        return ""
    return look.url("observations-photo-withdraw", public_id=row.public_id, photo=photo.public_id)


def _open_pictures(look: Look, rows: list[Observation]) -> list[Picture]:
    found = photo_queries.open_photos(look.viewer, rows)
    of = {row.id: row for row in rows}
    words = _("Photo of the damage, %(number)d of %(all)d")
    return [
        Picture(
            look.url("observations-photo", photo=one.public_id, public_id=of[one.observation_id].public_id),
            words % {"number": number, "all": len(found)},
            one.width,
            one.height,
            _withdraw_photo(look, one, of[one.observation_id]),
        )
        for number, one in enumerate(found, start=1)
    ]


def _source_facts(line: Shown, row: Observation) -> list[Fact]:
    return known(
        Fact(_("Noted by"), line.organisation),
        Fact(_("Written down"), line.late),
        Fact(_("Number"), row.public_id),
    )


def _earlier(look: Look) -> list[Earlier]:
    zone = weeks.zone_of(look.neighbourhood)
    return [
        Earlier(
            _("Until %(moment)s") % {"moment": times.moment(row.replaced_at.astimezone(zone))},
            open_facts(row, look.neighbourhood),
        )
        for row in queries.revisions(look.viewer, look.observation)
    ]


def _sources(look: Look, rows: list[Observation]) -> list[Source]:
    may_part = look.viewer.has(Permission.MERGE)
    return [
        Source(
            shown(row, look.neighbourhood),
            look.url("observations-part", public_id=row.public_id) if may_part else "",
        )
        for row in rows
    ]


def _merged_url(look: Look) -> str:
    if look.observation.merged_into_id is None:
        return ""
    return look.url("observations-one", public_id=look.observation.merged_into.public_id)


def _ways(look: Look) -> list[Way]:
    row, viewer = look.observation, look.viewer
    found = _correct(look)
    if row.kind in OF_THINGS and may.mark_removed(look):
        found.append(Way(_("It is gone"), look.url("observations-removed")))
    if any(may.add_photo(look)):
        found.append(Way(_("Add a photo"), look.url("observations-photo-add")))
    if may.add_clip(look):
        found.append(Way(_("Add a clip"), look.url("observations-clip")))
    if viewer.has(Permission.MERGE) and row.merged_into_id is None and row.kind != Kind.NOTHING:
        found.append(Way(_("Put together with others"), look.url("observations-merge")))
    return [*found, *_withdraw(look)]


def _correct(look: Look) -> list[Way]:
    return [Way(_("Correct"), look.url("observations-correct"))] if look.may_change else []


def _withdraw(look: Look) -> list[Way]:
    return [Way(_("Withdraw"), look.url("observations-withdraw"), css="tertiary")] if look.may_change else []
