"""The week's observations, day by day: what happened, how it is known, and what became of the note since."""

from datetime import date
from itertools import groupby

from karlemose.documents.composition import Composer, Page
from karlemose.documents.content import Row
from karlemose.documents.phrases import capital
from karlemose.documents.text import LONGEST_IN_NUMBERS, runs_right_to_left


def listed(rows: tuple[Row, ...], composer: Composer) -> Page | None:
    if not rows:
        return None
    phrases = composer.phrases
    days = []
    for day, seen in groupby(rows, key=lambda row: row.seen_at.date()):
        lines = [_row(row, composer) for row in seen]
        days.append({"title": capital(phrases.full_day(day)), "number": phrases.whole(len(lines)), "rows": lines})
    return {
        "title": phrases.say("list"),
        "note": phrases.say("list.note"),
        "columns": [phrases.say(key) for key in ("when", "what_where", "what_happened", "people", "reported_by")],
        "days": days,
    }


def _row(row: Row, composer: Composer) -> Page:
    phrases, name = composer.phrases, composer.cleaner.name
    return {
        "time": phrases.clock(row.seen_at) if row.is_hour_known else phrases.say("hour_unknown"),
        "kind": capital(name(row.kind)),
        "place": name(row.place),
        "text": composer.cleaner.text(row.text),
        "from_right": runs_right_to_left(row.text),
        "people": name(row.number_of_people, longest=LONGEST_IN_NUMBERS),
        "by": name(row.reported_by),
        "how": _how(row, composer),
        "came": _on("came", row.came_on, row, composer),
        "late": " ".join(filter(None, (_late(row, composer), _on("corrected", row.corrected_on, row, composer)))),
    }


def _how(row: Row, composer: Composer) -> str:
    """'så selv · 3 meldinger'"""
    reports = row.number_of_reports
    merged = composer.phrases.say("reports", number=composer.phrases.whole(reports)) if reports > 1 else ""
    return " · ".join(filter(None, (composer.cleaner.name(row.how_known), merged)))


def _on(key: str, day: date | None, row: Row, composer: Composer) -> str:
    if day is None:
        return ""
    return composer.phrases.say(key, day=composer.phrases.day(day, with_year=day.year != row.seen_at.year))


def _late(row: Row, composer: Composer) -> str:
    """'Skrevet ned 20. juni, set 9. februar.'"""
    if row.written_down_on is None:
        return ""
    phrases, written = composer.phrases, row.written_down_on
    years = written.year != row.seen_at.year
    return phrases.say(
        "late",
        written=phrases.day(written, with_year=years),
        seen=phrases.day(row.seen_at.date(), with_year=years),
    )
