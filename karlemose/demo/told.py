"""What the story tells in full sentences: the open part of its twenty observations, and of the living week.

Rows 1–6 were entered afterwards, since phones came in August 2017: they keep both days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from karlemose.foundation.clock import localise

ZONE = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Event:
    """One observation to be noted: by whom and when, what happened where and when. `code` makes it happen once."""

    code: str
    by: str  # a person's code
    noted_at: datetime
    occurred_at: datetime
    place: str  # a place's code
    kind: str
    text: str
    people: str = ""  # "1", "2-4", "5-10", "more"


# number, occurred, noted (None: ten minutes later), by, place, kind, people, text
_ROWS: tuple[tuple[int, str, str | None, str, str, str, str, str], ...] = (
    (1, "2017-02-09T07:40", "2017-06-20T11:20", "rasmus", "K-G syd", "weapon", "1",
     "Mødte en person med en stor kniv i kælderen. Gik straks op igen."),
    (2, "2017-04-03T08:15", "2017-06-20T11:25", "kim", "43", "graffiti", "",
     "Nyt tag, sort spray, 1 m, til højre for døren."),
    (3, "2017-05-09T06:50", "2017-06-20T11:30", "kim", "K-H nord", "lock_forced", "",
     "Hængelås skiftet på tre pulterrum. Ikke vores."),
    (4, "2017-05-22T13:10", "2017-06-20T11:40", "lone", "ejendomskontoret", "threat", "2-4",
     "Medarbejder fik at vide, at han ikke skulle komme i Syd mere."),
    (5, "2017-06-15T20:30", "2017-08-10T14:05", "yasmin", "baenkene-h", "dangerous_dog", "1",
     "Stor hund uden snor bed en kvinde i hånden. Hun gik til læge."),
    (6, "2017-07-05T21:45", "2017-08-02T09:15", "tobias", "tunnelen", "group", "5-10",
     "5–10 personer stoppede cyklister og spurgte, hvor de skulle hen."),
    (7, "2017-08-08T22:10", None, "rasmus", "p-syd", "drug_dealing", "2-4",
     "Bil holdt to minutter, noget blev rakt ind ad vinduet."),
    (8, "2017-08-09T09:05", None, "kim", "p-nord", "car", "",
     "Mørk varebil har holdt her hele natten."),
    (9, "2017-08-18T16:20", None, "peter", "legepladsen", "drug_litter", "",
     "Små poser og en kanyle ved gyngerne. Samlet op."),
    (10, "2017-08-28T10:30", None, "lone", "43", "taken_over", "more",
     "Bolig bruges døgnet rundt af skiftende personer. Lejeren er ikke set i fire uger."),
    (11, "2017-08-29T20:30", "2017-08-30T09:10", "yasmin", "G", "threat", "2-4",
     "De står i opgangen om aftenen og siger til min søn, at han skal hente noget for dem."),
    (12, "2017-09-07T07:20", None, "rasmus", "K-G syd", "lock_forced", "",
     "Vores nye cylinder boret ud. Hørte boremaskine kl. 2, siger en beboer."),
    (13, "2017-09-12T13:40", "2017-09-12T14:02", "lone", "torvet", "drug_dealing", "2-4",
     "Handel ved bænken kl. 13.40–13.55. Optagelse sikret."),
    (14, "2017-09-20T11:00", None, "yasmin", "H", "other", "",
     "Naboen sælger hash, det ved alle."),
    (15, "2017-10-02T15:35", None, "hanne", "boernehaven", "threat", "1",
     "En voksen råbte ad personalet hen over hegnet og kastede en dåse."),
    (16, "2017-10-18T17:10", None, "tobias", "boldburet", "recruiting", "2-4",
     "Ældre unge giver penge til børn for at holde udkig."),
    (17, "2017-11-13T08:00", None, "rasmus", "syd", "nothing", "",
     "Intet at melde. Første dag tilbage, to sammen."),
    (18, "2018-01-16T07:30", None, "kim", "40", "graffiti", "",
     "Tag med et navn og 'stikker'. Fotograferet med målestok, fjernet kl. 9."),
    (19, "2018-05-09T16:45", None, "jakob", "torvet", "other", "2-4",
     "Tre spurgte efter lys på stien langs mosen. Én turde ikke gå hjem alene."),
    (20, "2018-08-23T22:30", None, "kim", "p-vest", "noise", "2-4",
     "Knallerter kører om kap, en halv time. Ingen kom til skade."),
)  # fmt: skip

# days before now, occurred, noted, by, place, kind, people, text
_LIVING: tuple[tuple[int, str, str, str, str, str, str, str], ...] = (
    (6, "08:05", "08:09", "kim", "69", "damage", "",
     "Lampen over døren er knust, opgangen ligger i mørke."),
    (6, "21:40", "21:55", "yasmin", "torvet", "drug_dealing", "2-4",
     "En beboer skriver om larm og handel ved bænken, der står folk hver aften."),
    (5, "07:30", "07:34", "rasmus", "K-J", "lock_forced", "",
     "Hængelås på et pulterrum klippet over, rummet stod åbent."),
    (4, "16:40", "18:10", "sara", "torvet", "other", "",
     "Mobil politistation: fire spurgte efter lys, cykler på stien, larm og en bænk."),
    (4, "19:15", "19:20", "hanne", "legepladsen", "drug_litter", "",
     "Små poser ved gyngerne, samlet op med handsker."),
    (3, "09:20", "09:24", "rasmus", "miljoegaarden", "threat", "1",
     "Medarbejder fik at vide, at han skulle passe på, da han bad om, at affaldet blev sorteret."),
    (3, "13:10", "13:12", "rasmus", "syd", "nothing", "", "Intet at melde på runden i Syd."),
    (2, "10:15", "10:17", "kim", "nord", "nothing", "", "Intet at melde på runden i Nord."),
    (1, "22:05", "22:46", "kim", "K-L", "noise", "2-4", "Høj musik fra kælderen, stoppede da jeg bankede på."),
    (1, "22:09", "22:46", "kim", "K-L", "drug_litter", "", "Poser og et foliebrev på trappen ned, fejet op."),
    (1, "22:14", "22:46", "kim", "K-L", "damage", "", "Dørpumpen er revet løs, døren kan ikke lukke."),
)  # fmt: skip

# The last two weeks have nothing from this section, not even "nothing to report".
SILENT = ("oest", "D", "E", "F", *map(str, range(20, 39)), "K-D", "K-E", "p-oest")


def twenty() -> Iterator[Event]:
    """The twenty observations of the story, oldest first."""
    for number, occurred, noted, by, place, kind, people, text in _ROWS:
        occurred_at = _moment(datetime.fromisoformat(occurred))
        noted_at = _moment(datetime.fromisoformat(noted)) if noted else occurred_at + timedelta(minutes=10)
        yield Event(f"demo-{number:02d}", by, noted_at, occurred_at, place, kind, text, people)


def living_week(*, now: datetime) -> Iterator[Event]:
    """The open parts of the seven days before now."""
    today = now.astimezone(ZONE).date()
    for number, (days, occurred, noted, by, place, kind, people, text) in enumerate(_LIVING, 1):
        day = today - timedelta(days=days)
        code = f"demo-living-{number:02d}"
        yield Event(code, by, _on(day, noted), _on(day, occurred), place, kind, text, people)


def first_living_day(*, now: datetime) -> date:
    return now.astimezone(ZONE).date() - timedelta(days=max(row[0] for row in _LIVING))


def _on(day: date, written: str) -> datetime:
    return _moment(datetime.combine(day, time.fromisoformat(written)))


def _moment(naive: datetime) -> datetime:
    return localise(naive, ZONE).moment
