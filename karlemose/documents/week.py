"""The parts of the weekly briefing, in reading order: figures, questions, changes, when, where, coverage, list."""

import math

from karlemose.documents import asking, listing, maps, shading
from karlemose.documents.composition import LONGEST_IN_SENTENCE, Composer, Page, cover
from karlemose.documents.content import Briefing, Change, Comparison, Heard, Plan, Turn, Voice
from karlemose.documents.phrases import Phrases, capital
from karlemose.documents.text import BREAK, clipped

LONGEST_GROUP = 25  # lines of one turn; the rest is counted, and stands on the page in the house
MOST_NAMED = 4  # silent sections beside the key figure; the coverage names them all
BY_CHANCE = 0.05  # of comparisons outside limits of 95 %
ARROWS = {Turn.NEW: "+", Turn.RISING: "↗", Turn.RECURRING: "→", Turn.COOLING: "↘"}


def briefing(content: Briefing, composer: Composer) -> Page:
    """Everything the template sets but the two drawings."""
    return cover(content.cover, composer, is_public=False) | {
        "figures": _figures(content, composer),
        "empty": None if content.rows else _empty(content, composer),
        "lead": [_sentence(changes[0], composer) for turn in Turn if (changes := _of(content, turn))],
        "questions": asking.questions(content.questions, composer),
        "answers": asking.answers(content.answers, composer),
        "changes": _changes(content, composer),
        "hours": _hours(content, composer),
        "map": _map(content.plan, composer) if content.plan and content.rows else None,
        "coverage": _coverage(content, composer),
        "list": listing.listed(content.rows, composer),
    }


def _of(content: Briefing, turn: Turn) -> list[Change]:
    return [change for change in content.changes if change.turn == turn]


def _figures(content: Briefing, composer: Composer) -> list[Page]:
    phrases, number = composer.phrases, len(content.rows)
    turns = {turn: phrases.whole(len(_of(content, turn))) for turn in Turn}
    figures = [
        {
            "value": phrases.whole(number),
            "label": phrases.say("observations.one" if number == 1 else "observations"),
            "note": _beside(content.total, phrases),
        },
        {"value": turns[Turn.NEW], "label": phrases.say("figure.new"), "note": phrases.say("figure.new.note")},
        {
            "value": turns[Turn.RISING],
            "label": phrases.say("figure.rising"),
            "note": phrases.say("figure.rising.note", recurring=turns[Turn.RECURRING], cooling=turns[Turn.COOLING]),
        },
    ]
    return [*figures, _figure_of_voices(content.sections, composer)] if content.sections else figures


def _beside(total: Comparison | None, phrases: Phrases) -> str:
    """'normalt 12,3 om ugen (10,0–14,9), sidste år 9,5'"""
    if total is None:
        return phrases.say("usual.none")
    last_year = phrases.say("last_year", last_year=phrases.decimal(total.last_year))
    return phrases.usual(total) if total.last_year is None else f"{phrases.usual(total)}, {last_year}"


def _figure_of_voices(sections: tuple[Heard, ...], composer: Composer) -> Page:
    phrases = composer.phrases
    silent = [heard.name for heard in sections if heard.voice == Voice.SILENT]
    named = [composer.cleaner.name(clipped(name, LONGEST_IN_SENTENCE)) for name in silent[:MOST_NAMED]]
    names = ", ".join([*named, "…"]) if len(silent) > MOST_NAMED else phrases.listed(named) if named else ""
    note = phrases.say("figure.heard.silent", names=names) if silent else phrases.say("figure.heard.all")
    return {
        "value": phrases.say("of", part=len(sections) - len(silent), whole=len(sections)),
        "label": phrases.say("figure.heard"),
        "note": note,
    }


def _sentence(change: Change, composer: Composer) -> Page:
    """'Våben, K-G syd: 3 mod normalt 0,5 om ugen (0,1–1,2).'"""
    phrases, name = composer.phrases, composer.cleaner.name
    usual = change.comparison.usual
    key = "sentence.alone" if usual is None else "sentence" if usual else "sentence.new"
    sentence = phrases.say(
        key,
        kind=capital(name(change.kind)),
        place=name(change.place),
        count=phrases.whole(change.comparison.count),
        usual=phrases.usual(change.comparison),
    )
    return {"arrow": ARROWS[change.turn], "turn": phrases.say(change.turn), "sentence": sentence}


def _empty(content: Briefing, composer: Composer) -> str:
    """'Ingen meldinger i denne uge.', and whom we heard: silence is not calm."""
    phrases, name = composer.phrases, composer.cleaner.name
    sentences = [phrases.say("empty")]
    calm = [heard for heard in content.sections if heard.voice == Voice.NOTHING_TO_REPORT]
    silent = [name(heard.name) for heard in content.sections if heard.voice == Voice.SILENT]
    if content.sections:
        sentences.append(phrases.say("empty.sections", part=len(calm), whole=len(content.sections)))
    if silent:
        sentences.append(phrases.say("empty.silent", names=phrases.listed(silent)))
    return " ".join(sentences)


def _changes(content: Briefing, composer: Composer) -> Page | None:
    phrases = composer.phrases
    if not content.changes and not content.rows:
        return None
    notes = []
    if content.changes and content.number_of_weeks_before:
        notes.append(phrases.say("changes.note", weeks=content.number_of_weeks_before))
    if content.number_of_comparisons:
        chance = phrases.whole(math.ceil(content.number_of_comparisons * BY_CHANCE))
        number = phrases.whole(content.number_of_comparisons)
        notes.append(phrases.say("changes.chance", number=number, chance=chance))
    if content.begins_on is not None:
        notes.append(phrases.say("last_year.none", begins=phrases.day(content.begins_on, with_year=True)))
    return {
        "title": phrases.say("changes"),
        "columns": [
            phrases.say(key)
            for key in ("what", "where", "this_week", "usual.column", "last_year.column", "ratio.column")
        ],
        "groups": [_group(turn, changes, composer) for turn in Turn if (changes := _of(content, turn))],
        "none": phrases.say("changes.none"),
        "note": " ".join(notes),
    }


def _group(turn: Turn, changes: list[Change], composer: Composer) -> Page:
    phrases = composer.phrases
    left_out = len(changes) - LONGEST_GROUP
    return {
        "arrow": ARROWS[turn],
        "title": phrases.say(turn),
        "rows": [_line(change, composer) for change in changes[:LONGEST_GROUP]],
        "more": phrases.count("more", left_out) if left_out > 0 else None,
    }


def _line(change: Change, composer: Composer) -> list[str]:
    """Kind, place, count, usual, its limits, last year, ratio, its limits."""
    phrases, name, compared = composer.phrases, composer.cleaner.name, change.comparison
    return [
        capital(name(change.kind)),
        name(change.place),
        phrases.whole(compared.count),
        phrases.decimal(compared.usual),
        phrases.limits(compared.usual_low, compared.usual_high),
        phrases.decimal(compared.last_year),
        phrases.decimal(compared.ratio),
        phrases.limits(compared.ratio_low, compared.ratio_high),
    ]


def _hours(content: Briefing, composer: Composer) -> Page | None:
    phrases = composer.phrases
    number = sum(map(sum, content.hours))
    if not number:
        return None
    peak = _peak(content.hours, phrases)
    total = f"{phrases.whole(number)} {phrases.say('observations.one' if number == 1 else 'observations')}"
    return {
        "title": phrases.say("hours"),
        "alt": phrases.say("hours.alt", total=total, most=peak).strip(),
        "caption": f"{phrases.say('hours.caption')} {peak}".strip(),
    }


def _peak(hours: tuple[tuple[int, ...], ...], phrases: Phrases) -> str:
    """'Flest: fredag kl. 22.00–23.00 (4).'; nothing where several hours share the most."""
    counts = [(count, day, hour) for day, row in enumerate(hours) for hour, count in enumerate(row)]
    most, day, hour = max(counts, key=lambda entry: entry[0])
    if [count for count, _, _ in counts].count(most) > 1:
        return ""
    start, end = phrases.hour(hour), phrases.hour((hour + 1) % 24)
    return phrases.say("hours.most", day=phrases.weekday(day), start=start, end=end, count=phrases.whole(most))


def _map(plan: Plan, composer: Composer) -> Page | None:
    phrases, name = composer.phrases, composer.cleaner.name
    units = maps.most(plan)
    if not any(unit.rings for unit in plan.units):
        return None
    lines = [
        [str(number), name(unit.name), phrases.whole(unit.count or 0)]
        for number, unit in enumerate(units[: maps.LISTED], start=1)
    ]
    rest, unplaced = len(units) - len(lines), plan.number_without_place
    named = [f"{name(clipped(unit.name, 60))} ({phrases.whole(unit.count or 0)})" for unit in units[:3]]
    top = phrases.say("map.most", names=phrases.listed(named)) if named else ""
    return {
        "title": phrases.say("map"),
        "alt": phrases.say("map.alt", most=top).replace(BREAK, "").strip(),
        "caption": phrases.say("map.caption"),
        "columns": [phrases.say("number"), phrases.say("where"), phrases.say("count")],
        "rows": lines,
        "rest": phrases.count("map.rest", rest) if rest else None,
        "unplaced": phrases.count("map.unplaced", unplaced) if unplaced else None,
        "legend": [[colour, words] for colour, words in shading.legend(maps.limits(plan))],
        "unknown": phrases.say("map.unknown") if any(unit.count is None for unit in plan.units) else None,
    }


def _coverage(content: Briefing, composer: Composer) -> Page | None:
    phrases = composer.phrases
    tables = [
        {
            "caption": phrases.say(key),
            "columns": [phrases.say(key), phrases.say("state"), phrases.say("count")],
            "rows": [_heard(heard, composer) for heard in group],
        }
        for key, group in (("sections", content.sections), ("organisations", content.organisations))
        if group
    ]
    if not tables:
        return None
    return {"title": phrases.say("coverage"), "tables": tables, "note": phrases.say("silence.note")}


def _heard(heard: Heard, composer: Composer) -> Page:
    return {
        "name": composer.cleaner.name(heard.name),
        "voice": heard.voice.value,
        "words": composer.phrases.say(heard.voice),
        "count": composer.phrases.whole(heard.number_of_observations) if heard.voice == Voice.REPORTED else "–",
    }
