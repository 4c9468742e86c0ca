"""Imported weeks of two real files as briefings for each partner; skipped where the shared folder is absent."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from karlemose.documents.content import BoardBriefing, Language
from karlemose.foundation.clock import Week
from karlemose.meetings import actions, briefing
from karlemose.meetings.briefing import Moment, Wanted
from karlemose.observations import actions as observations
from karlemose.observations.imports import mapping
from karlemose.observations.models import Observation, Particulars
from karlemose.partners.queries import receiver
from karlemose.policy.words import Channel, OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.documents.reading import text_of
from tests.observations.conftest import as_file, lay_out
from tests.observations.test_real_files import CARS, CRIMES, POLICE, VEHICLES, part_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

PARTNERS = [kind for kind in OrganisationKind if kind != OrganisationKind.ASSOCIATION]


@pytest.fixture
def squares(cast, now):
    return lay_out(cast.home, at=now, slug="squares", with_plan=False)


@pytest.fixture
def take(cast, squares, now, tmp_path):
    def taken(name: str, pairs, *stated: str) -> list[Observation]:
        path = part_of(name, tmp_path, number=600)
        file = as_file(path, *pairs, stated=mapping.stated(stated), rejected=tmp_path / "refused.csv")
        held_by_id = cast.home.organisations[OrganisationKind.HOUSING].id
        observations.take_in(
            by=cast.home.command, at=now, neighbourhood_id=squares.id, file=file, held_by_id=held_by_id
        )
        with acting_for(squares.partnership_id, read_only=True):
            return list(Observation.objects.unscoped("what the file brought").order_by("id"))

    return taken


def asked(cast, squares, week: Week, kind: OrganisationKind) -> Wanted:
    receiver_of = cast.home.organisations[kind]
    return Wanted(neighbourhood=squares, week=week, receiver=receiver_of, language=Language.DANISH)


def test_a_real_week_of_vehicles_is_a_paper_for_each_partner_without_a_plate(cast, squares, take, now):
    rows = take(CARS, VEHICLES, "kind=car", "plate_country=US", "act=damaged")
    zone = ZoneInfo(squares.timezone)
    week_of = {row.id: Week.of(row.occurred_at, zone) for row in rows}
    with acting_for(squares.partnership_id, channels=(Channel.EVIDENCE,), read_only=True):
        noted = Particulars.objects.unscoped("what no paper may hold").exclude(plate="").order_by("id")
        plate_of = dict(noted.values_list("observation_id", "plate"))
    week, _number = Counter(week_of[identity] for identity in plate_of).most_common(1)[0]
    plates = {plate for identity, plate in plate_of.items() if week_of[identity] == week}
    number = sum(one == week for one in week_of.values())
    for kind in PARTNERS:
        text = text_of(actions.make(by=cast.home.command, at=now, wanted=asked(cast, squares, week, kind)))
        assert plates & set(text.split()) == set()
        assert (f"{number} observation" in " ".join(text.split())) == (kind != OrganisationKind.BOARD)


def test_crimes_known_by_their_month_alone_are_in_no_week_and_in_the_boards_months(cast, squares, take, now):
    rows = take(CRIMES, POLICE)
    zone = ZoneInfo(squares.timezone)
    newest = Week.of(max(row.occurred_at for row in rows), zone).following(6)
    for kind in (OrganisationKind.POLICE, OrganisationKind.BOARD):
        wanted = asked(cast, squares, newest, kind)
        with acting_for(squares.partnership_id, read_only=True):
            reader = receiver(wanted.receiver, on=now.date())
            content = briefing.gather(wanted, reader=reader, moment=Moment(at=now, head_code="0-0000"))
        if isinstance(content, BoardBriefing):
            counted = Counter(row.occurred_at.astimezone(zone).date().replace(day=1) for row in rows)
            assert {one.starts_on: one.count for one in content.months if one.count} == {
                month: number
                for month, number in counted.items()
                if number >= 5 and month >= content.months[0].starts_on
            }
            assert len(content.months) == briefing.MONTHS_TOLD
        else:
            assert (content.rows, content.total) == ((), None)
