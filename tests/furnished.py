"""The cast's world with something in every table: what a wall must hide is really there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from karlemose.documents.content import Language
from karlemose.foundation.clock import Week
from karlemose.ledger.heads import make_head
from karlemose.ledger.refs import Ref
from karlemose.meetings import actions as meetings
from karlemose.meetings.briefing import Wanted
from karlemose.observations import actions as observations
from karlemose.observations.enums import Kind
from karlemose.observations.imports import mapping, reading
from karlemose.observations.imports.batches import File
from karlemose.observations.models import Observation
from karlemose.observations.series import MonthCount, WeekCount
from karlemose.partners import actions as partners
from karlemose.partners.enums import LinkKind
from karlemose.partners.links import add_link
from karlemose.partners.signing import sign_rule
from karlemose.places.models import Neighbourhood
from karlemose.policy.words import OrganisationKind, Purpose, Role
from karlemose.tenancy.acting import acting_for
from tests.cast import Cast, World, give_factor
from tests.furnished_answers import furnish_answers
from tests.furnished_files import furnish_files
from tests.furnished_hand_over import furnish_hand_over
from tests.furnished_merges import furnish_merges
from tests.furnished_particulars import furnish_particulars
from tests.furnished_people import furnish_people
from tests.observations.conftest import lay_out

ZONE = ZoneInfo("Europe/Copenhagen")


@dataclass
class Furnished:
    """One partnership's rows. `text` and `words` stand in its observations and nowhere else in the world."""

    world: World
    estate: Neighbourhood
    squares: Neighbourhood
    observation: Observation
    text: str
    words: str
    week: Week


def furnish_both(cast: Cast, folder: Path, *, at: datetime) -> tuple[Furnished, Furnished]:
    return furnish(cast.home, folder, at=at), furnish(cast.elsewhere, folder, at=at)


def furnish(world: World, folder: Path, *, at: datetime) -> Furnished:
    slug = world.partnership.slug
    estate = lay_out(world, at=at, slug=slug)
    squares = lay_out(world, at=at, slug=f"{slug}-squares", with_plan=False)
    week = Week.of(at, ZONE).previous()
    text, words = f"sentinel text of {slug}", f"sentinel kind of {slug}"
    noted = _note(world, estate, text, at=at, on=week.start(ZONE) + timedelta(hours=9))
    furnish_particulars(world, noted, at=at)
    _take_in(world, squares, folder / f"{slug}.csv", words, at=at, on=week.start(ZONE) + timedelta(hours=30))
    _erased(world, estate, week.previous(60))
    for kind in (OrganisationKind.HOUSING, OrganisationKind.BOARD):
        receiver = world.organisations[kind]
        wanted = Wanted(neighbourhood=estate, week=week, receiver=receiver, language=Language.DANISH)
        meetings.make(by=world.command, at=at, wanted=wanted)
    sign_rule(by=world.command, at=at, rule="D46", name="Rikke Thorsager")
    furnish_answers(world, estate, noted, week, at=at)
    world.memberships["narrow"] = _narrow_member(world, squares, at=at)
    manager = world.viewer("manager")
    with acting_for(world.partnership.id):
        add_link(by=manager, at=at, kind=LinkKind.HAND_OVER, ref=Ref("observation", noted.public_id))
    furnish_files(world, estate, noted, at=at)
    furnish_hand_over(world, estate, week, at=at)
    furnish_merges(world, estate, week, at=at)
    furnish_people(world, at=at)
    make_head(partnership_id=world.partnership.id, at=at)
    return Furnished(world, estate, squares, noted, text, words, week)


def _note(world: World, estate: Neighbourhood, text: str, *, at: datetime, on: datetime) -> Observation:
    what = observations.Note(neighbourhood_id=estate.id, kind=Kind.GRAFFITI, occurred_at=on, text=text)
    return observations.note(by=world.viewer("caretaker"), at=at, what=what).observation


def _take_in(world: World, squares: Neighbourhood, path: Path, words: str, *, at: datetime, on: datetime) -> None:
    path.write_text(f"occurred_at,kind,latitude,longitude\n{on.isoformat()},{words},55.43,12.3\n", encoding="utf-8")
    file = File(source=reading.inspect(path), mapping=mapping.parse(()), rejected=path.with_suffix(".rejected.csv"))
    observations.take_in(by=world.command, at=at, neighbourhood_id=squares.id, file=file)


def _erased(world: World, estate: Neighbourhood, week: Week) -> None:
    """What is left of observations that were erased."""
    shared = {"partnership": world.partnership, "neighbourhood": estate, "kind": Kind.GRAFFITI, "number": 7}
    with acting_for(world.partnership.id):
        WeekCount(monday=week.monday, **shared).save(force_insert=True)
        MonthCount(month=week.monday.replace(day=1), **shared).save(force_insert=True)


def _narrow_member(world: World, squares: Neighbourhood, *, at: datetime):
    """Somebody who works in the squares alone: the estate is not theirs to read."""
    member = partners.add_member(
        by=world.command,
        at=at,
        organisation=world.organisations[OrganisationKind.POLICE],
        email=f"narrow@{world.partnership.slug}.example",
        name=f"narrow of {world.partnership.slug}",
        role=Role.LOCAL_OFFICER,
        purpose=Purpose.SAFETY,
        from_on=at.date().replace(year=2015),
        neighbourhoods=[squares.id],
    )
    give_factor(member.user)
    return member
