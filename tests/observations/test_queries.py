"""Lists and single records: what the viewer may see, in pages that cost the same, however far one reads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from karlemose.foundation.clock import Week
from karlemose.foundation.scoped import NotScoped
from karlemose.observations import actions, queries
from karlemose.observations.actions import Note
from karlemose.observations.enums import Kind
from karlemose.observations.models import Observation
from karlemose.observations.queries import Filters
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import as_file, lay_out

START = datetime(2015, 6, 1, 10, 0, tzinfo=UTC)  # a Monday noon in Copenhagen


@pytest.fixture
def note(caretaker, estate, place_ids, now):
    def noted(*, hours: float = 0, kind: Kind = Kind.GRAFFITI, place: str | None = None, text: str = "", by=caretaker):
        place_id = None if place is None else place_ids[place]
        occurred_at = START + timedelta(hours=hours)
        what = Note(neighbourhood_id=estate.id, kind=kind, occurred_at=occurred_at, place_id=place_id, text=text)
        return actions.note(by=by, at=now, what=what).observation

    return noted


def page(viewer, neighbourhood, *, after=None, size=50, **filters):
    with acting_for(viewer.partnership_id, read_only=True):
        return queries.page(viewer, neighbourhood, filters=Filters(**filters), after=after, size=size)


def texts(viewer, neighbourhood, **filters) -> list[str]:
    return [row.text for row in page(viewer, neighbourhood, **filters).rows]


def test_newest_come_first_page_by_page_without_gap_or_repetition(note, officer, estate):
    made = [note(hours=hours // 2, text=str(hours)).public_id for hours in range(7)]  # pairs at the same time
    read, after = [], None
    for _ in range(4):
        found = page(officer, estate, after=after, size=2)
        read += [row.public_id for row in found.rows]
        after = found.after
    assert after is None
    assert sorted(read) == sorted(made)
    everything = page(officer, estate).rows
    assert read == [row.public_id for row in everything]
    assert [row.occurred_at for row in everything] == sorted((row.occurred_at for row in everything), reverse=True)


def test_a_section_is_read_page_by_page_across_what_lies_in_it(note, officer, estate, place_ids):
    where = ["nord", "K-A", "1", "A", "5", "K-A", None, "1", "nord"]
    made = [note(hours=hours, place=place).public_id for hours, place in enumerate(where)]
    wanted = [number for number, place in zip(made, where, strict=True) if place not in {"5", None}][::-1]
    read, after = [], None
    for _ in range(4):
        found = page(officer, estate, after=after, size=2, place_id=place_ids["nord"])
        read += [row.public_id for row in found.rows]
        after = found.after
    assert (read, after) == (wanted, None)


def test_cursor_tells_no_internal_number(note, officer, estate):
    rows = [note(hours=hours) for hours in range(3)]
    after = page(officer, estate, size=1).after
    assert after == f"20150601T120000000000-{rows[2].public_id}"


def test_cursor_that_is_none_is_the_start(note, officer, estate):
    note(text="the first")
    for cursor in ("", "nonsense", "99999999T999999999999-AAAAAAAAAA", "20150601T120000000000-' OR 1=1"):
        assert texts(officer, estate, after=cursor) == ["the first"]


def test_filters_narrow_by_kind_place_and_days(note, officer, estate, place_ids):
    note(hours=-12.1, text="the day before", place="1")  # 23:54 on Sunday
    note(hours=0, text="noise in the cellar", kind=Kind.NOISE, place="K-A")
    note(hours=1, text="south", place="5")
    note(hours=14, text="the day after")  # 02:00 on Tuesday
    assert texts(officer, estate, kind=Kind.NOISE) == ["noise in the cellar"]
    assert texts(officer, estate, place_id=place_ids["5"]) == ["south"]
    assert texts(officer, estate, place_id=place_ids["nord"]) == ["noise in the cellar", "the day before"]
    assert texts(officer, estate, place_id=place_ids["A"]) == ["noise in the cellar", "the day before"]
    assert texts(officer, estate, without_place=True) == ["the day after"]
    days = {"from_on": date(2015, 6, 1), "until_on": date(2015, 6, 1)}
    assert texts(officer, estate, **days) == ["south", "noise in the cellar"]
    assert texts(officer, estate, until_on=date(2015, 5, 31)) == ["the day before"]


def test_kinds_of_other_systems_are_listed_by_their_words(cast, write, officer, estate, now, note):
    note(kind=Kind.OTHER, text="ours")
    rows = [["2015-06-02T12:00", kind, "", str(number)] for number, kind in enumerate(["Noise", "Litter", "Litter"])]
    path = write(["occurred_at", "kind", "text", "reference"], *rows)
    actions.take_in(by=cast.home.command, at=now, neighbourhood_id=estate.id, file=as_file(path))
    with acting_for(officer.partnership_id, read_only=True):
        found = [(one.kind, one.words) for one in queries.kinds_found(officer, estate)]
    assert found == [(Kind.NOISE, ""), (Kind.OTHER, ""), (Kind.OTHER, "Litter")]
    assert len(page(officer, estate, kind=Kind.OTHER, kind_words="Litter").rows) == 2
    assert len(page(officer, estate, kind=Kind.OTHER).rows) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_page_is_one_query_whatever_it_holds(note, officer, estate, place_ids, number):
    for hours in range(number):
        note(hours=hours, place="2")
    filters = Filters(kind=Kind.GRAFFITI, place_id=place_ids["nord"], from_on=date(2015, 1, 1))
    with (
        acting_for(officer.partnership_id, read_only=True),
        CaptureQueriesContext(
            connection,
        ) as sent,
    ):
        rows = queries.page(officer, estate, filters=filters).rows
        assert [(row.place.name, row.noted_by_organisation.name[:4], row.kind_label) for row in rows]
    assert len(sent) == 1


def test_week_holds_its_acts_oldest_first_and_not_its_silence(note, officer, estate):
    note(hours=-12, text="Monday, just after midnight")
    note(hours=-12.1, text="Sunday")
    note(hours=6 * 24 + 11.9, text="Sunday night")
    note(hours=7 * 24, text="Monday after")
    note(kind=Kind.NOTHING, place="nord", text="nothing")
    with acting_for(officer.partnership_id, read_only=True):
        found = [row.text for row in queries.of_week(officer, estate, Week(2015, 23))]
    assert found == ["Monday, just after midnight", "Sunday night"]


def test_own_list_holds_what_one_noted_oneself(cast, note, caretaker, officer, estate):
    note(text="mine")
    note(text="the officer's", by=officer)
    with acting_for(caretaker.partnership_id, read_only=True):
        assert [row.text for row in queries.noted_by(caretaker, estate)] == ["mine"]
        assert list(queries.noted_by(cast.home.command, estate)) == []


def test_whoever_does_not_read_records_sees_none(cast, note, estate, now):
    noted = note(text="must not show")
    for name in ("board_member", "mentor", "ssp_consultant", "operations"):
        viewer = cast.home.viewer(name, at=now)
        assert page(viewer, estate).rows == []
        with acting_for(viewer.partnership_id, read_only=True):
            assert queries.one(viewer, noted.public_id) is None
            assert queries.kinds_found(viewer, estate) == []
            assert queries.newest_at(viewer, estate) is None
            assert list(queries.of_week(viewer, estate, Week(2015, 23))) == []


def test_another_partnership_sees_nothing(cast, note, estate, now):
    noted = note(text="must not show")
    theirs = lay_out(cast.elsewhere, at=now)
    viewer = cast.elsewhere.viewer("officer", at=now)
    assert page(viewer, estate).rows == page(viewer, theirs).rows == []
    with acting_for(viewer.partnership_id, read_only=True):
        assert queries.one(viewer, noted.public_id) is None
        assert queries.kinds_found(viewer, estate) == []


def test_neighbourhood_that_a_membership_does_not_cover_shows_nothing(cast, note, officer, estate, now):
    note(text="of the estate")
    other = lay_out(cast.home, at=now, slug="engby", with_plan=False)  # the officer was looked up before it was there
    assert texts(officer, estate) == ["of the estate"]
    assert page(officer, other).rows == []


def test_one_is_found_by_its_public_number(note, officer):
    noted = note(text="this one", place="2")
    with acting_for(officer.partnership_id, read_only=True):
        found = queries.one(officer, noted.public_id)
        assert found is not None
        assert (found.text, found.place.code) == ("this one", "2")
        assert queries.one(officer, "0000000000") is None


def test_query_that_does_not_say_for_whom_is_an_error():
    with pytest.raises(NotScoped):
        Observation.objects.all()
