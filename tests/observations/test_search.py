"""Search: in Danish, forgiving in spelling, no further than the viewer sees, and alike on every page."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from karlemose.observations import actions, queries
from karlemose.observations.actions import Note
from karlemose.observations.enums import HowKnown, Kind
from karlemose.observations.queries import Filters
from karlemose.tenancy.acting import acting_for
from tests.observations.conftest import lay_out, real_data

START = datetime(2015, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def note(caretaker, estate, now):
    def noted(text: str, *, hours: float = 0, kind: Kind = Kind.GRAFFITI, by=caretaker, **more):
        moment = START + timedelta(hours=hours)
        words = frozenset(text.split())
        what = Note(neighbourhood_id=estate.id, kind=kind, occurred_at=moment, text=text, keep_words=words, **more)
        return actions.note(by=by, at=now, what=what).observation

    return noted


@pytest.fixture(params=["few", "many"])
def further_back(request, db) -> None:
    """What lies behind the newest is asked for at once where it is little, else month by month: both find the same."""
    if request.param == "many":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('karlemose.few', '0', true)")


def found(viewer, neighbourhood, words: str, *, after=None, size=50, **filters):
    with acting_for(viewer.partnership_id, read_only=True):
        return queries.search(viewer, neighbourhood, words=words, filters=Filters(**filters), after=after, size=size)


def texts(viewer, neighbourhood, words: str, **filters) -> list[str]:
    return [row.text for row in found(viewer, neighbourhood, words, **filters).rows]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Låsen til kælderen er brudt op.", "kælder"),
        ("Låsen til kælderen er brudt op.", "kaelder"),
        ("Låsen til kælderen er brudt op.", "KÆLDEREN lås"),
        ("Låsen til kælderen er brudt op.", "laasen"),
        ("Låsen til kælderen er brudt op.", "Låsen brudt"),
        ("Laasen til kaelderen", "låsen kælderen"),
        ("Løb væk over græsset", "loeb graesset"),
        ("Løb væk over græsset", "lo\u0308b"),
        ("Cykelkælderen stod åben", "cykel"),
        ("Nyt tag, sort spray, 1 m, til højre for døren", "spary"),
        ("Graffiti på muren", "grafitti"),
        ("Graffiti på muren", "graffti mur"),
        ("Hængelås skiftet på tre pulterrum", "haengelas"),
        ("Mødte en mand med kniv", "nkiv"),
        ("Knallerter kører om kap", "knalert"),
        ("Bilen holdt ved nr. 43", "43"),
    ],
)
def test_what_is_meant_is_found(note, officer, estate, text, words):
    note("Noget helt andet skete", hours=1)
    note(text)
    assert texts(officer, estate, words) == [text]


@pytest.mark.parametrize("words", ["og", "i på", "'", ":*", "!", "&|", "\\", "æbletræ", "spray kniv", "#n1", "()"])
def test_what_is_not_there_is_not_found(note, officer, estate, words):
    note("Nyt tag, sort spray, på muren og i opgangen")
    assert texts(officer, estate, words) == []


def test_without_words_it_is_the_list(note, officer, estate):
    note("den første")
    note("den anden", hours=1)
    assert texts(officer, estate, " \0 ") == ["den anden", "den første"]


def test_a_word_that_was_written_is_not_taken_for_a_typo(note, officer, estate):
    note("Kanyler ved gyngerne")
    note("Kanalen flyder over", hours=1)
    assert texts(officer, estate, "kanalen") == ["Kanalen flyder over"]


@pytest.mark.usefixtures("further_back")
def test_pages_join_without_gap_or_repetition(note, officer, estate):
    for hours in range(7):
        note(f"graffiti nummer {hours}", hours=hours // 2 * 24 * 40)
        note(f"støj nummer {hours}", hours=hours)
    read, after = [], None
    for _ in range(4):
        page = found(officer, estate, "graffiti", after=after, size=2)
        read += [row.text for row in page.rows]
        after = page.after
    assert after is None
    assert sorted(read) == [f"graffiti nummer {hours}" for hours in range(7)]
    assert read == texts(officer, estate, "graffiti")


@pytest.mark.usefixtures("further_back")
def test_search_is_narrowed_like_the_list(note, officer, estate, place_ids):
    note("graffiti i kælderen", place_id=place_ids["K-A"], how_known=HowKnown.TOLD)
    note("graffiti på gavlen", hours=24, kind=Kind.DAMAGE, by=officer)
    note("støj", hours=2, place_id=place_ids["K-A"])
    assert texts(officer, estate, "graffiti", kind=Kind.DAMAGE) == ["graffiti på gavlen"]
    assert texts(officer, estate, "graffiti", place_id=place_ids["nord"]) == ["graffiti i kælderen"]
    assert texts(officer, estate, "graffiti", place_id=place_ids["syd"]) == []
    assert texts(officer, estate, "graffiti", without_place=True) == ["graffiti på gavlen"]
    assert texts(officer, estate, "graffiti", how_known=HowKnown.TOLD) == ["graffiti i kælderen"]
    assert texts(officer, estate, "graffiti", organisation_id=officer.organisation_id) == ["graffiti på gavlen"]
    assert texts(officer, estate, "graffiti", imported=True) == []
    days = {"from_on": START.date(), "until_on": START.date()}
    assert texts(officer, estate, "graffiti", **days) == ["graffiti i kælderen"]


def test_a_corrected_note_is_found_by_its_new_words_alone(note, caretaker, officer, estate, now):
    noted = note("graffiti på muren")
    what = actions.Correction(kind=Kind.NOISE, occurred_at=START, text="larm fra knallerter")
    actions.correct(by=caretaker, at=now, public_id=noted.public_id, what=what)
    assert texts(officer, estate, "graffiti") == []
    assert texts(officer, estate, "knallerter") == ["larm fra knallerter"]


@pytest.mark.usefixtures("further_back")
def test_what_was_withdrawn_or_merged_is_not_found(note, caretaker, officer, estate, now):
    kept, double, gone = (note(f"graffiti {name}") for name in ("kept", "double", "gone"))
    actions.merge(by=officer, at=now, into=kept.public_id, duplicates=[double.public_id])
    actions.withdraw(by=caretaker, at=now, public_id=gone.public_id)
    assert texts(officer, estate, "graffiti") == ["graffiti kept"]


@pytest.mark.parametrize("name", ["board_member", "mentor", "ssp_consultant", "operations"])
def test_whoever_reads_no_records_finds_none(cast, note, estate, now, name):
    note("graffiti på muren")
    assert texts(cast.home.viewer(name, at=now), estate, "graffiti") == []


@pytest.mark.usefixtures("further_back")
def test_another_partnership_finds_nothing_also_by_a_typo(cast, note, estate, now):
    note("graffiti på muren")
    theirs = lay_out(cast.elsewhere, at=now)
    viewer = cast.elsewhere.viewer("officer", at=now)
    for words in ("graffiti", "grafitti"):
        assert texts(viewer, estate, words) == texts(viewer, theirs, words) == []


@pytest.mark.usefixtures("further_back")
@pytest.mark.parametrize("function", ["observations_matching(%s, 'graffiti', '{}', NULL, NULL, 9)"])
def test_the_function_itself_shows_nothing_beyond_the_wall(cast, note, estate, function):
    note("graffiti på muren")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", [estate.id])
        assert cursor.fetchall() == []
    for world, number in ((cast.elsewhere, 0), (cast.home, 1)):
        with acting_for(world.partnership.id, read_only=True), connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}", [estate.id])
            assert len(cursor.fetchall()) == number


@pytest.mark.parametrize("words", ["graffiti", "grafitti", "graffiti i kælderen ved døren", "findes ikke"])
def test_search_is_one_query_whatever_is_asked(note, officer, estate, words):
    for hours in range(3):
        note("graffiti i kælderen ved døren", hours=hours)
    with acting_for(officer.partnership_id, read_only=True), CaptureQueriesContext(connection) as sent:
        rows = queries.search(officer, estate, words=words, filters=Filters()).rows
        assert all(row.noted_by_organisation.name and row.kind_label for row in rows)
    assert len(sent) == 1


def test_hostile_words_are_searched_for_and_nothing_breaks(note, officer, estate):
    note("graffiti på muren")
    for words in json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8")):
        found(officer, estate, words, size=1)
    found(officer, estate, "half a letter \ud83d")
