"""Invented weeks of Karlemoseparken, as `meetings` would hand them over."""

import dataclasses
import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from karlemose.documents.content import (
    Answers,
    BoardBriefing,
    Briefing,
    Change,
    Comparison,
    Cover,
    Heard,
    Label,
    Language,
    Month,
    Plan,
    Questions,
    Ring,
    Row,
    Since,
    Turn,
    Unit,
    Voice,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY = date(2017, 8, 28)

KINDS = ("truende eller spærrende gruppe", "handel med stoffer", "graffiti", "lås eller kælder brudt op", "støj")
PLACES = ("Torvet", "Tunnelen", "G 43–45", "K-G syd", "K-H nord", "P-plads Syd", "Bænkene ved H", "Boldburet")
TEXTS = (
    "Hængelås skiftet på tre pulterrum. Ikke vores.",
    "5–10 personer stoppede cyklister og spurgte, hvor de skulle hen.",
    "Bil holdt to minutter, noget blev rakt ind ad vinduet.",
    "Nyt tag, sort spray, 1 m, til højre for døren.",
    "Små poser og en kanyle ved gyngerne. Samlet op.",
    "Bolig bruges døgnet rundt af skiftende personer. Lejeren er ikke set i fire uger.",
    "Knallerter kører om kap, en halv time. Ingen kom til skade.",
    "",
)
REPORTERS = ("Boligorganisationen Siv", "Helhedsplanen", "Børnehaven Mosehuset", "Lokalpolitiet")

_ROWS = {"Nord": (300, ("A", 0, 7), ("B", 90, 6), ("C", 170, 6)), "Syd": (0, ("G", 0, 7), ("H", 90, 7), ("J", 180, 6))}
_COLUMNS = {"Øst": (330, ("D", 280, 8), ("E", 190, 8)), "Vest": (-90, ("K", 280, 6), ("L", 210, 6), ("M", 130, 4))}
_SPOTS = {
    "Torvet": (130, 170),
    "Beboerhuset": (90, 180),
    "Legepladsen Frøen": (200, 180),
    "Boldburet": (60, 90),
    "Tunnelen": (280, 30),
    "P-plads Syd": (120, -40),
    "Bænkene ved H": (110, 25),
}


def cover(language: Language = Language.DANISH, **changed: object) -> Cover:
    values: dict[str, object] = {
        "language": language,
        "receiver": "Lokalpolitiet",
        "receiver_kind": "politi",
        "partnership": "Karlemose Kommune",
        "neighbourhood": "Karlemoseparken",
        "week": "2017-W35",
        "starts_on": MONDAY,
        "ends_on": MONDAY + timedelta(days=6),
        "made_at": datetime(2017, 9, 4, 6, 0, tzinfo=COPENHAGEN),
        "head_code": "7F3A-91C2-5E0B-44D8",
        "is_invented": True,
    }
    return Cover(**(values | changed))  # type: ignore[arg-type]


def box(west: float, south: float, east: float, north: float) -> Ring:
    return ((west, south), (east, south), (east, north), (west, north))


def plan(counts: dict[str, int]) -> Plan:
    """The estate as it is drawn at sea: blocks in rows and columns, two units to a block, squares outdoors."""
    buildings, units, labels = [], [], []
    for south, *blocks in _ROWS.values():
        for name, west, stairwells in blocks:
            buildings.append(box(west, south, west + 9 * stairwells, south + 12))
            labels.append(Label(text=f"{name}-huset", at=(west + 4.5 * stairwells, south - 13)))
            half = west + 9 * (stairwells // 2)
            for number, (start, end) in enumerate(((west, half), (half, west + 9 * stairwells)), start=1):
                label = f"{name} {number}"
                known = None if name == "J" else counts.get(label, 0)
                units.append(Unit(name=label, rings=(box(start, south - 3, end, south + 15),), count=known))
    for west, *blocks in _COLUMNS.values():
        for name, north, stairwells in blocks:
            buildings.append(box(west, north - 9 * stairwells, west + 12, north))
            labels.append(Label(text=name, at=(west + 26, north - 5 * stairwells)))
            ring = box(west - 3, north - 9 * stairwells, west + 15, north)
            units.append(Unit(name=name, rings=(ring,), count=counts.get(name, 0)))
    for name, (east, north) in _SPOTS.items():
        ring = box(east - 14, north - 11, east + 14, north + 11)
        units.append(Unit(name=name, rings=(ring,), count=counts.get(name, 0)))
    return Plan(units=tuple(units), buildings=tuple(buildings), labels=tuple(labels), number_without_place=2)


def compared(count: int, usual: float) -> Comparison:
    return Comparison(
        count=count,
        usual=usual,
        usual_low=usual * 0.4,
        usual_high=usual * 1.9 + 0.2,
        last_year=usual * 0.6,
        ratio=count / usual if usual else None,
        ratio_low=count / usual * 0.3 if usual else None,
        ratio_high=count / usual * 3.1 if usual else None,
    )


CHANGES = (
    Change(turn=Turn.NEW, kind="våben", place="K-G syd", comparison=Comparison(count=1, usual=0, last_year=0)),
    Change(turn=Turn.NEW, kind="hvervning", place="Boldburet", comparison=Comparison(count=2, usual=0)),
    Change(turn=Turn.RISING, kind="handel med stoffer", place="Torvet", comparison=compared(9, 2.4)),
    Change(turn=Turn.RISING, kind="lås eller kælder brudt op", place="K-G syd", comparison=compared(3, 0.5)),
    Change(turn=Turn.RECURRING, kind="truende eller spærrende gruppe", place="Tunnelen", comparison=compared(4, 3.9)),
    Change(turn=Turn.RECURRING, kind="bolig eller pulterrum overtaget", place="G 43–45", comparison=compared(2, 1.8)),
    Change(turn=Turn.RECURRING, kind="støj", place="Bænkene ved H", comparison=compared(2, 2.1)),
    Change(turn=Turn.COOLING, kind="graffiti", place="G 39–42", comparison=compared(0, 2.6)),
)


def rows(number: int, seed: int = 1, kinds: tuple[str, ...] = KINDS) -> tuple[Row, ...]:
    rng = random.Random(seed)
    minutes = sorted(rng.randrange(7 * 24 * 60) for _ in range(number))
    start = datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=COPENHAGEN)
    return tuple(
        Row(
            seen_at=start + timedelta(minutes=minute),
            kind=rng.choice(kinds),
            place=rng.choice(PLACES),
            text=rng.choice(TEXTS),
            number_of_people=rng.choice(("", "1", "2–4", "5–10", "flere")),
            reported_by=rng.choice(REPORTERS),
            written_down_on=MONDAY + timedelta(days=9) if rng.random() < 0.06 else None,
            **known(number),
        )
        for number, minute in enumerate(minutes)
    )


def known(number: int) -> dict[str, object]:
    """How the row of this number is known, and what became of it."""
    return {
        "how_known": ("så selv", "", "fik at vide", "fandt spor")[number % 4],
        "number_of_reports": 3 if number % 9 == 4 else 1,
        "corrected_on": MONDAY + timedelta(days=8) if number % 11 == 6 else None,
        "came_on": MONDAY + timedelta(days=9) if number % 10 == 7 else None,
        "is_hour_known": number % 8 != 5,
    }


def hours_of(observed: tuple[Row, ...]) -> tuple[tuple[int, ...], ...]:
    counts = [[0] * 24 for _ in range(7)]
    for row in observed:
        counts[row.seen_at.weekday()][row.seen_at.hour] += 1
    return tuple(tuple(day) for day in counts)


SECTIONS = (
    Heard(name="Nord", voice=Voice.REPORTED, number_of_observations=6),
    Heard(name="Øst", voice=Voice.SILENT),
    Heard(name="Syd", voice=Voice.REPORTED, number_of_observations=21),
    Heard(name="Vest", voice=Voice.NOTHING_TO_REPORT),
)
ORGANISATIONS = (
    Heard(name="Lokalpolitiet", voice=Voice.REPORTED, number_of_observations=3),
    Heard(name="Boligorganisationen Siv", voice=Voice.REPORTED, number_of_observations=19),
    Heard(name="Helhedsplanen", voice=Voice.REPORTED, number_of_observations=4),
    Heard(name="Kommunen", voice=Voice.SILENT),
    Heard(name="Børnehaven Mosehuset", voice=Voice.REPORTED, number_of_observations=1),
)


SINCE = Since(made_at=datetime(2017, 9, 4, 6, 0, tzinfo=COPENHAGEN), came=2, corrected=1, withdrawn=1)
QUESTIONS = Questions(unanswered=4, only_told=3, without_place=2, still_silent=("Øst",))
ANSWERS = (
    Answers(week="2017-W34", number=19, given=(("Nye for os", 2), ("Kendt", 11), ("Nyttig", 3))),
    Answers(week="2017-W35", number=27),
)


def full(number: int = 27, language: Language = Language.DANISH, **changed: object) -> Briefing:
    observed = rows(number)
    counts = {"Torvet": 9, "Tunnelen": 4, "G 1": 2, "G 2": 5, "P-plads Syd": 3, "Bænkene ved H": 2, "Boldburet": 2}
    content = Briefing(
        cover=cover(language),
        rows=observed,
        changes=CHANGES,
        total=compared(number, 18.25),
        number_of_weeks_before=13,
        number_of_comparisons=214,
        hours=hours_of(observed),
        plan=plan(counts),
        sections=SECTIONS,
        organisations=ORGANISATIONS,
        questions=QUESTIONS,
        answers=ANSWERS,
    )
    return dataclasses.replace(content, **changed)  # type: ignore[arg-type]


def empty(language: Language = Language.DANISH) -> Briefing:
    calm = Voice.NOTHING_TO_REPORT
    voices = {"Nord": calm, "Øst": calm, "Syd": Voice.SILENT, "Vest": calm}
    return Briefing(
        cover=cover(language),
        total=Comparison(count=0, usual=9.4, usual_low=7.8, usual_high=11.2, last_year=8.0),
        number_of_weeks_before=13,
        plan=plan({}),
        hours=hours_of(()),
        sections=tuple(Heard(name=name, voice=voice) for name, voice in voices.items()),
    )


def board(language: Language = Language.DANISH) -> BoardBriefing:
    counts = (31, 27, 40, 52, 61, 48, None, 22, 12, 9, 6, None)
    months = [date(2016 + (8 + number) // 12, (8 + number) % 12 + 1, 1) for number in range(len(counts))]
    receiver = "Afdelingsbestyrelsen" if language == Language.DANISH else "Residents’ board"
    return BoardBriefing(
        cover=cover(language, receiver=receiver, receiver_kind=""),
        months=tuple(Month(starts_on=month, count=count) for month, count in zip(months, counts, strict=True)),
    )
