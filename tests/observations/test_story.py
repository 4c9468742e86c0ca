"""The twenty observations of the demo story, in both parts: what is open, what is protected, and who reads which.

Each test's docstring says by number what later capabilities do with the row. Names, plates and events are invented.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from karlemose.observations import actions, guard, queries
from karlemose.observations.actions import Note, Noted
from karlemose.observations.enums import ActAtVehicle, HowKnown, Kind, Notice, NumberOfPeople, Precision, Sort
from karlemose.observations.models import Particulars
from karlemose.observations.parts import NotedParticulars
from karlemose.observations.refusals import PointsToPerson
from karlemose.tenancy.acting import acting_for
from tests.observations import holding

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ENTERED = datetime(2017, 6, 20, 9, 0, tzinfo=UTC)  # rows 1 to 4 were written down on this day


@pytest.fixture
def tell(cast, signed, estate, place_ids, now):
    """Notes a row through the action, as somebody, on the day of its entry (else at once)."""

    def told(when: str, kind: Kind, text: str, *, by: str = "caretaker", at: datetime | None = None, **more) -> Noted:
        seen_at = datetime.fromisoformat(when).replace(tzinfo=COPENHAGEN)
        at = at or seen_at
        more.setdefault("place_id", place_ids["K-B"])
        what = Note(neighbourhood_id=estate.id, kind=kind, occurred_at=seen_at, text=text, **more)
        return actions.note(by=cast.home.viewer(by, at=now), at=at, what=what)

    return told


@pytest.fixture
def reads(cast, estate, now):
    """The open text and the particulars as one of the cast reads them; None for what they do not read."""

    def read(name: str, noted: Noted) -> tuple[str | None, Particulars | None]:
        viewer = cast.home.viewer(name, at=now)
        with acting_for(viewer.partnership_id, channels=viewer.opens(), read_only=True):
            row = queries.one(viewer, noted.public_id)
            return row and row.text, queries.particulars_of(viewer, noted.observation)

    return read


def is_late(noted: Noted) -> bool:
    row = noted.observation
    return row.noted_at.astimezone(COPENHAGEN).date() > row.occurred_at.astimezone(COPENHAGEN).date()


def test_1_knife(tell, reads):
    """Today the threat path would have been offered first; the briefing shows both days."""
    text = "Mødte en person med en stor kniv i kælderen. Gik straks op igen."
    noted = tell(
        "2017-02-09T07:40", Kind.WEAPON, text, at=ENTERED, particulars=NotedParticulars(description="Grå jakke")
    )
    assert (is_late(noted), noted.observation.is_incident) == (True, True)
    assert (noted.observation.occurred_at.date().isoformat(), noted.observation.noted_at) == ("2017-02-09", ENTERED)
    assert reads("manager", noted)[1].description == "Grå jakke"
    assert reads("kindergarten_leader", noted) == (text, None)


def test_2_tag(cast, tell, reads):
    """The evidence stop asks for a photo with a scale before anybody cleans."""
    noted = tell(
        "2017-04-03T08:15",
        Kind.GRAFFITI,
        "Nyt tag, sort spray, 1 m, til højre for døren.",
        at=ENTERED,
        photos=(holding.photo(shows_nobody=True),),
    )
    assert (is_late(noted), noted.observation.is_incident) == (True, True)
    assert reads("project_head", noted) == ("Nyt tag, sort spray, 1 m, til højre for døren.", None)


def test_3_padlocks(tell, reads):
    """Becomes a work order: locks changed with the police present."""
    text = "Hængelås skiftet på tre pulterrum. Ikke vores."
    noted = tell("2017-05-09T06:50", Kind.LOCK_FORCED, text, at=ENTERED, how_known=HowKnown.FOUND)
    assert (noted.observation.certainty, is_late(noted)) == ("found", True)
    assert reads("officer", noted) == (text, None)


def test_4_threat_to_staff(tell, reads):
    """The threat path; the police get "employee 3" until the employee agrees to more."""
    text = "Medarbejder fik at vide, at han ikke skulle komme i Syd mere."
    given = NotedParticulars(description="»Kom ikke her mere.« Høj, mørk jakke", names="Rasmus")
    noted = tell("2017-05-22T13:10", Kind.THREAT, text, by="manager", at=ENTERED, particulars=given)
    assert reads("office", noted)[1].names == "Rasmus"
    assert reads("caretaker", noted) == (text, None)  # it is the manager's note, not theirs


def test_5_dog(tell, reads):
    """Told on the public site on 10 August in mode 2: the reporter's name lies in a vault of its own."""
    text = "Stor hund uden snor bed en kvinde i hånden. Hun gik til læge."
    at = datetime(2017, 8, 10, 12, 0, tzinfo=UTC)
    noted = tell("2017-06-15T20:30", Kind.DANGEROUS_DOG, text, by="office", at=at, how_known=HowKnown.TOLD)
    assert (is_late(noted), noted.observation.certainty) == (True, "told")
    assert reads("kindergarten_leader", noted) == (text, None)


def test_6_blocking_group(tell, reads):
    """Number and act, no looks: what the briefing and the map count."""
    text = "5–10 personer stoppede cyklister og spurgte, hvor de skulle hen."
    noted = tell("2017-07-05T21:45", Kind.GROUP, text, number_of_people=NumberOfPeople.SEVERAL)
    assert (noted.observation.number_of_people, noted.observation.is_incident) == ("5-10", False)
    assert reads("manager", noted) == (text, None)


def test_7_deal_at_a_car(tell, reads):
    """Handed over to the police on Friday by rule D05: the plate with its incident."""
    text = "Bil holdt to minutter, noget blev rakt ind ad vinduet."
    given = NotedParticulars(plate="QX 12 345", act_at_vehicle=ActAtVehicle.HANDED_OVER)
    noted = tell("2017-08-08T22:10", Kind.DRUG_DEALING, text, particulars=given)
    kept = reads("manager", noted)[1]
    assert (kept.plate, kept.erase_on.isoformat(), noted.notices) == ("QX12345", "2018-08-08", ())
    for name in ("kindergarten_leader", "officer", "investigator", "project_head"):
        assert reads(name, noted) == (text, None)


def test_8_only_parked(tell, reads):
    """The report counts in the picture; there is no plate to hand over."""
    text = "Mørk varebil har holdt her hele natten."
    given = NotedParticulars(plate="QX 54 321", act_at_vehicle=ActAtVehicle.ONLY_PARKED)
    noted = tell("2017-08-09T09:05", Kind.CAR, text, particulars=given)
    assert (noted.notices, noted.observation.is_incident) == ((Notice.PLATE_DROPPED,), False)
    assert reads("manager", noted) == (text, None)


def test_9_needle(tell, reads):
    """On the kindergarten's card of today, in words of place."""
    text = "Små poser og en kanyle ved gyngerne. Samlet op."
    noted = tell("2017-08-18T16:20", Kind.DRUG_LITTER, text, photos=(holding.photo(),))
    assert reads("kindergarten_leader", noted) == (text, None)


def test_10_flat(tell, reads):
    """A welfare check comes first; what goes to the police goes by rule D04."""
    text = "Bolig bruges døgnet rundt af skiftende personer. Lejeren er ikke set i fire uger."
    noted = tell("2017-08-28T10:30", Kind.TAKEN_OVER, text, particulars=NotedParticulars(dwelling="43, 2. tv"))
    assert reads("caretaker", noted)[1].dwelling == "43, 2. tv"
    assert reads("project_head", noted) == (text, None)
    assert [one.sort for one in guard.judged("Bolig 43, 2. tv bruges døgnet rundt")] == [Sort.DWELLING]


def test_11_told_in_arabic(tell, reads):
    """Arrives by the public site's choices, is warned about "my son", and is answered by a ready sentence in Arabic."""
    text = "De står i opgangen om aftenen og siger til min søn, at han skal hente noget for dem."
    arabic = "يقفون في المدخل مساءً ويطلبون من ابني أن يحضر لهم شيئاً"
    noted = tell("2017-08-29T18:00", Kind.THREAT, text, by="office", precision=Precision.DAY, how_known=HowKnown.TOLD)
    assert (noted.observation.precision, guard.judged(arabic)) == ("day", [])
    assert reads("officer", noted) == (text, None)


def test_12_drilled(tell, reads):
    """Second-hand is marked "was told" wherever it is shown and handed over."""
    text = "Vores nye cylinder boret ud. Hørte boremaskine kl. 2, siger en beboer."
    noted = tell("2017-09-07T07:20", Kind.LOCK_FORCED, text, how_known=HowKnown.TOLD)
    assert noted.observation.certainty == "told"
    assert reads("officer", noted)[0] == text


def test_13_deal_on_camera(tell, reads):
    """The clip, its clock's offset and the police's request number are handed over by rule D06."""
    text = "Handel ved bænken kl. 13.40–13.55. Optagelse sikret."
    noted = tell("2017-09-12T14:02", Kind.DRUG_DEALING, text)
    assert noted.observation.is_incident
    assert reads("officer", noted) == (text, None)


def test_14_rumour(tell, reads):
    """A rumour: the neighbour path, and nothing that is handed over unread."""
    with pytest.raises(PointsToPerson) as refused:
        tell("2017-09-20T11:00", Kind.OTHER, "Naboen Jonas sælger hash, det ved alle.")
    (finding,) = refused.value.findings
    moved = guard.moved(refused.value.text, finding)
    assert (moved.text, moved.field, moved.words) == ("Naboen sælger hash, det ved alle.", "names", "Jonas")
    assert refused.value.may_protect
    noted = tell("2017-09-20T11:00", Kind.OTHER, moved.text, particulars=NotedParticulars(names=moved.words))
    assert (noted.observation.is_incident, reads("manager", noted)[1].names) == (False, "Jonas")
    assert reads("officer", noted) == (moved.text, None)


def test_15_shouting_at_the_kindergarten(cast, tell, reads):
    """The kindergarten's leader tells the police herself; she is a partner, and keeps no description here."""
    text = "En voksen råbte ad personalet hen over hegnet og kastede en dåse."
    noted = tell("2017-10-02T15:35", Kind.THREAT, text, by="kindergarten_leader")
    by_office = tell(
        "2017-10-02T15:35",
        Kind.THREAT,
        text,
        by="office",
        particulars=NotedParticulars(description="Ca. 40 år, rød jakke"),
    )
    assert reads("manager", by_office)[1].description == "Ca. 40 år, rød jakke"
    assert reads("kindergarten_leader", by_office) == reads("kindergarten_leader", noted) == (text, None)


def test_16_recruiting(tell, reads):
    """The notification about a child comes first and leaves a receipt alone; the place is kept without the child."""
    text = "Ældre unge giver penge til børn for at holde udkig."
    noted = tell("2017-10-18T17:10", Kind.RECRUITING, text)
    assert noted.observation.is_incident
    assert reads("kindergarten_leader", noted) == (text, None)


def test_17_nothing_to_report(tell, reads, place_ids):
    """Coverage: South was heard, which is not the same as calm."""
    text = "Intet at melde. Første dag tilbage, to sammen."
    noted = tell("2017-11-13T08:00", Kind.NOTHING, text, place_id=place_ids["syd"])
    assert not noted.observation.is_incident
    assert reads("officer", noted) == (text, None)


def test_18_tag_with_a_name(tell, reads):
    """The stop yields the same day: a name or a threat on a wall is removed at once, after its photo."""
    text = "Tag med et navn og 'stikker'. Fotograferet med målestok, fjernet kl. 9."
    given = NotedParticulars(description="Der står »Jonas stikker«", names="Jonas")
    noted = tell("2018-01-16T07:30", Kind.GRAFFITI, text, particulars=given, photos=(holding.photo(),))
    assert reads("manager", noted)[1].names == "Jonas"
    assert reads("project_head", noted) == (text, None)


def test_19_light(tell, reads):
    """A concern becomes a measure, and the measure "you said – we did"."""
    text = "Tre spurgte efter lys på stien langs mosen. Én turde ikke gå hjem alene."
    noted = tell("2018-05-09T16:45", Kind.OTHER, text, by="officer", how_known=HowKnown.TOLD)
    assert reads("board_member", noted) == (None, None)  # the public level alone
    assert reads("project_head", noted) == (text, None)


def test_20_mopeds(tell, reads):
    """Ordinary life goes on: no incident, nothing to hand over."""
    text = "Knallerter kører om kap, en halv time. Ingen kom til skade."
    noted = tell("2018-08-23T22:30", Kind.NOISE, text)
    assert (noted.observation.is_incident, is_late(noted)) == (False, False)
    assert reads("manager", noted) == (text, None)
