"""The weekly briefing of a week of 500 observations, more than a year of others behind it, beside Typst alone.

Typst remembers what it has set before; the house lets it forget after each paper, and so does the floor here. Warm
means that modules, fonts and templates have been loaded once.
"""

import json
from datetime import timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import typst

from benchmarks.filling import fill
from benchmarks.founding import AT, House
from benchmarks.progress import busy
from benchmarks.table import Line, beside, within
from benchmarks.timing import best
from karlemose.documents import render
from karlemose.documents.content import Briefing, Language
from karlemose.foundation.clock import Week
from karlemose.meetings import actions, briefing
from karlemose.meetings.briefing import Wanted
from karlemose.partners.queries import receiver
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for

ROWS = 500
BEFORE = 100  # observations in each of the weeks before
WEEKS_BEFORE = 60
SECONDS_OF_WEEK = 7 * 24 * 3600
MOST_SECONDS = 1.0


def measure(house: House, *, limit: int | None) -> list[Line]:
    number = limit or ROWS
    wanted = _wanted(house)
    _fill(house, wanted, number)
    with busy("Making briefings …"):
        content = _gather(wanted)
        template, page, drawings, fonts = _prepared(content)
        gather = best(lambda: _gather(wanted))
        printing = best(lambda: render.briefing(content))
        floor = best(lambda: _typst_alone(template, page, drawings, fonts))
        whole = best(lambda: actions.make(by=house.command, at=AT, wanted=wanted, fresh=True))
    what = f"{len(content.rows)} observations"
    return [
        within(f"{what}: gathered, set and kept, with its ledger line", ours=whole, most=MOST_SECONDS),
        beside(f"{what}: gathered and set", ours=gather + printing, floor=floor, floor_is="Typst alone"),
        beside(f"{what}: set", ours=printing, floor=floor, floor_is="Typst alone"),
        within(f"{what}: gathered", ours=gather, most=MOST_SECONDS),
    ]


def _wanted(house: House) -> Wanted:
    week = Week.of(AT, ZoneInfo(house.neighbourhood.timezone)).previous()
    receiver_of = house.organisations[OrganisationKind.HOUSING]
    return Wanted(neighbourhood=house.neighbourhood, week=week, receiver=receiver_of, language=Language.DANISH)


def _fill(house: House, wanted: Wanted, number: int) -> None:
    last = wanted.week.end(wanted.zone) - timedelta(seconds=1)
    fill(house, house.neighbourhood, number=number, until=last, every=(SECONDS_OF_WEEK - 1) / number)
    earlier = wanted.week.start(wanted.zone) - timedelta(seconds=1)
    older, every = BEFORE * WEEKS_BEFORE, SECONDS_OF_WEEK / BEFORE
    fill(house, house.neighbourhood, number=older, until=earlier, every=every, first=number + 1)


def _gather(wanted: Wanted) -> Briefing:
    with acting_for(wanted.neighbourhood.partnership_id, read_only=True):
        reader = receiver(wanted.receiver, on=AT.date())
        content = briefing.gather(wanted, reader=reader, at=AT, head_code="0-0000")
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
