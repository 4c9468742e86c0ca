"""From content to what the templates set: plain strings in reading order, cleaned, in one language.

The templates decide where things stand and how they look; every word and number is decided here.
"""

from dataclasses import dataclass
from typing import Any

from karlemose.documents.content import BoardBriefing, Cover, Month
from karlemose.documents.phrases import NO_BREAK, Phrases, capital
from karlemose.documents.text import BREAK, Cleaner, clipped

LONGEST_IN_TITLE = 100  # characters of a name; PDF/A refuses titles and bookmarks beyond 32,767
LONGEST_IN_FOOT = 30
LONGEST_IN_SENTENCE = 30  # of a section, among others

Page = dict[str, Any]


@dataclass(frozen=True)
class Composer:
    """The two things that every part of a document needs."""

    phrases: Phrases
    cleaner: Cleaner


def cover(cover: Cover, composer: Composer, *, is_public: bool) -> Page:
    """Edge, marks, title and feet: the same on every document."""
    phrases, name = composer.phrases, composer.cleaner.name
    say, channel = phrases.say, "public" if is_public else "shared"
    receiver, neighbourhood = (name(clipped(of, LONGEST_IN_TITLE)) for of in (cover.receiver, cover.neighbourhood))
    year, number = _week(cover)
    made = phrases.moment(cover.made_at)
    return {
        "language": cover.language.value,
        "date": [cover.made_at.year, cover.made_at.month, cover.made_at.day],
        "edge": {"word": say(channel), "reader": say(f"{channel}.reader"), "is_public": is_public},
        "marks": _marks(cover, phrases),
        "genre": say("board" if is_public else "briefing"),
        "receiver": say("for", receiver=receiver),
        "receiver_kind": name(clipped(cover.receiver_kind, LONGEST_IN_TITLE)),
        "partnership": name(clipped(cover.partnership, LONGEST_IN_TITLE)),
        "title": f"{say('board' if is_public else 'briefing')} · {neighbourhood} · {cover.week}".replace(BREAK, ""),
        "heading": neighbourhood if is_public else say("title", week=number, neighbourhood=neighbourhood),
        "span": _span(cover, phrases),
        "foot": say(
            "foot",
            receiver=name(clipped(cover.receiver, LONGEST_IN_FOOT)),
            week=f"{number},{NO_BREAK}{year}",
            neighbourhood=name(clipped(cover.neighbourhood, LONGEST_IN_FOOT)),
        ),
        "made": say("made.version", made=made) if not is_public else say("made", made=made),
        "page": say("page", number="{number}", total="{total}"),  # Typst counts
        "so_far": say("so_far.note", made=made) if cover.is_so_far and not is_public else None,
        "since": None if is_public else _since(cover, phrases),
        "check": {
            "title": say("check"),
            "code": composer.cleaner.text(cover.head_code),
            "note": say("check.note"),
        },
    }


def board(content: BoardBriefing, composer: Composer) -> Page:
    """Months of the whole estate. Nothing else is there to be composed."""
    say = composer.phrases.say
    largest = max((month.count or 0 for month in content.months), default=0)
    return cover(content.cover, composer, is_public=True) | {
        "span": _months(content.months, composer.phrases),
        "months": {
            "caption": say("months.caption"),
            "columns": [say("month"), capital(say("observations"))],
            "rows": [_month(month, largest, composer.phrases) for month in content.months],
            "note": say("months.note") if content.months else say("months.none"),
        },
    }


def replaced(composer: Composer) -> str | None:
    """How many characters stand on the page as codes. Asked last, when everything has been cleaned."""
    cleaner, phrases = composer.cleaner, composer.phrases
    if not cleaner.texts:
        return None
    key = "replaced.one" if cleaner.texts == 1 else "replaced.many"
    return phrases.say(key, texts=phrases.whole(cleaner.texts), number=phrases.whole(cleaner.characters))


def _month(month: Month, largest: int, phrases: Phrases) -> Page:
    return {
        "month": phrases.month(month.starts_on),
        "count": phrases.say("fewer") if month.count is None else phrases.whole(month.count),
        "share": month.count / largest if month.count else 0,
    }


def _since(cover: Cover, phrases: Phrases) -> Page | None:
    """'Siden papiret 18. september kl. 06.00: 2 meldinger kom til, 1 rettet.'"""
    since = cover.since
    if since is None:
        return None
    told = [phrases.count(f"since.{name}", number) for name, number in since.numbers.items()]
    changes = phrases.listed(told) if told else phrases.say("since.none")
    return {
        "sentence": phrases.say("since", made=phrases.moment(since.made_at), changes=changes),
        "note": phrases.say("since.note") if since.came else "",
    }


def _marks(cover: Cover, phrases: Phrases) -> list[str]:
    marks = [phrases.say("so_far")] if cover.is_so_far else []
    return [*marks, phrases.say("invented")] if cover.is_invented else marks


def _week(cover: Cover) -> tuple[int, int]:
    """The ISO year and week of '2015-W23'."""
    year, _, week = cover.week.partition("-W")
    return int(year), int(week)


def _months(months: tuple[Month, ...], phrases: Phrases) -> str:
    """'September 2016 – september 2017'"""
    if not months:
        return ""
    first, last = phrases.month(months[0].starts_on), phrases.month(months[-1].starts_on)
    return capital(phrases.say("span", first=first, last=last))


def _span(cover: Cover, phrases: Phrases) -> str:
    first = phrases.full_day(cover.starts_on, with_year=cover.starts_on.year != cover.ends_on.year)
    return capital(phrases.say("span", first=first, last=phrases.full_day(cover.ends_on, with_year=True)))
