"""The weekly briefing of 50, 500 and 5,000 observations, more than a year of others behind, beside Typst alone.

Each is a fresh version beside a kept one, so that what changed since is asked for too.

Typst remembers what it has set before; the house lets it forget after each paper, and so does the floor here. Warm
means that modules, fonts and templates have been loaded once.
"""

import json
from datetime import timedelta
from itertools import count
from unittest.mock import patch
from zoneinfo import ZoneInfo

import typst

from benchmarks.filling import fill
from benchmarks.founding import AT, House
from benchmarks.progress import busy
from benchmarks.table import Line, beside, in_words, within
from benchmarks.timing import best
from karlemose.documents import render
from karlemose.documents.content import Briefing, Language
from karlemose.foundation.clock import Week
from karlemose.meetings import actions, briefing
from karlemose.meetings.briefing import Moment, Wanted
from karlemose.partners.queries import receiver
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for

SIZES = (50, 500, 5_000)
BOUNDED = 500
BEFORE = 100  # observations in each of the weeks before
WEEKS_BEFORE = 60
SECONDS_OF_WEEK = 7 * 24 * 3600
MOST_SECONDS = 1.0


def measure(house: House, *, limit: int | None) -> list[Line]:
    sizes = (limit,) if limit else SIZES
    weeks = {number: _wanted(house, back) for back, number in enumerate(reversed(sizes), start=1)}
    _fill(house, weeks)
    return [line for number in sizes for line in _measured(house, weeks[number], number, is_bounded=number <= BOUNDED)]


def _measured(house: House, wanted: Wanted, number: int, *, is_bounded: bool) -> list[Line]:
    moments = (AT + timedelta(minutes=minute) for minute in count(1))
    with busy(f"Making briefings of {number:,} …"):
        actions.make(by=house.command, at=AT, wanted=wanted)
        content = _gather(wanted)
        template, page, drawings, fonts = _prepared(content)
        gather = best(lambda: _gather(wanted))
        printing = best(lambda: render.briefing(content))
        floor = best(lambda: _typst_alone(template, page, drawings, fonts))
        whole = best(lambda: actions.make(by=house.command, at=next(moments), wanted=wanted, fresh=True))
    what = f"{len(content.rows):,} observations"
    return [
        _alone(f"{what}: gathered, set and kept, with its ledger line", whole, is_bounded=is_bounded),
        beside(f"{what}: gathered and set", ours=gather + printing, floor=floor, floor_is="Typst alone"),
        beside(f"{what}: set", ours=printing, floor=floor, floor_is="Typst alone"),
        _alone(f"{what}: gathered", gather, is_bounded=is_bounded),
    ]


def _alone(what: str, seconds: float, *, is_bounded: bool) -> Line:
    return within(what, ours=seconds, most=MOST_SECONDS) if is_bounded else Line(what=what, ours=in_words(seconds))


def _wanted(house: House, back: int) -> Wanted:
    week = Week.of(AT, ZoneInfo(house.neighbourhood.timezone)).previous(back)
    receiver_of = house.organisations[OrganisationKind.HOUSING]
    return Wanted(neighbourhood=house.neighbourhood, week=week, receiver=receiver_of, language=Language.DANISH)


def _fill(house: House, weeks: dict[int, Wanted]) -> None:
    for number, wanted in weeks.items():
        last = wanted.week.end(wanted.zone) - timedelta(seconds=1)
        every = (SECONDS_OF_WEEK - 1) / number
        fill(house, house.neighbourhood, number=number, until=last, every=every)
    earlier = min(one.week.start(one.zone) for one in weeks.values()) - timedelta(seconds=1)
    older, every = BEFORE * WEEKS_BEFORE, SECONDS_OF_WEEK / BEFORE
    fill(house, house.neighbourhood, number=older, until=earlier, every=every)


def _gather(wanted: Wanted) -> Briefing:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        reader = receiver(wanted.receiver, on=AT.date())
        content = briefing.gather(wanted, reader=reader, moment=Moment(at=AT, head_code="0-0000"))
    if not isinstance(content, Briefing):
        raise TypeError("the housing organisation reads single records")
    return content


def _prepared(content: Briefing):
    """What the house hands to Typst: template, page, drawings and fonts."""
    with patch.object(render, "_set", wraps=render._set) as setting:
        render.briefing(content)
    return setting.call_args.args


def _typst_alone(template, page, drawings, fonts) -> bytes:
    compiler = typst.Compiler(
        render.TEMPLATES / template,
        root=render.TEMPLATES,
        font_paths=render._fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(page), **drawings},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=render.STANDARDS)
    for _ in range(render.REMEMBERED):
        compiler.compile(b"", format="svg")
    return pdf
