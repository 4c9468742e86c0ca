"""A week's counts as a file: kind of act × place unit, with a reason, counted in the ledger.

What stays among the partners says what their paper says. What leaves them holds the week's counts alone, nothing below
five and no sums: neither a sum nor a mean of weeks may give a small number away.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from karlemose.documents import tables
from karlemose.documents.content import LEAST_COUNT_IN_PUBLIC
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.events import Event
from karlemose.ledger.recording import action, record
from karlemose.ledger.refs import Ref
from karlemose.meetings import changes, plan
from karlemose.meetings.briefing import Pair, Wanted, tabled
from karlemose.observations import counts
from karlemose.observations.exporting import Exported, Reason
from karlemose.observations.knowing import known
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, Permission


class Readers(models.TextChoices):
    """Who will read the file."""

    OUTSIDE = "outside", _("Others too: nothing below five is said")
    PARTNERS = "partners", _("The partners alone: all numbers, as on the paper")


@action(Event.COUNTS_EXPORTED)
def export(*, by: Viewer, at: datetime, wanted: Wanted, readers: Readers, reason: Reason) -> Exported:
    """The file of an ended week. Raises `NotAllowed`."""
    _check(by, wanted, at=at)
    weeks, table = _table(by, wanted, at=at)
    lines = _outside(weeks, table) if readers is Readers.OUTSIDE else _within(weeks, table)
    content = tables.written([*lines, [_foot(by, wanted, readers, at=at)]])
    exported = Exported(content, len(table), hashlib.sha256(content).hexdigest())
    record(
        Event.COUNTS_EXPORTED,
        actor=by,
        at=at,
        subjects=[Ref("neighbourhood", wanted.neighbourhood.slug)],
        detail={
            "week": str(wanted.week),
            "number": exported.number,
            "digest": exported.digest,
            "reason": reason.value,
            "readers": readers.value,
        },
    )
    return exported


def _check(viewer: Viewer, wanted: Wanted, *, at: datetime) -> None:
    if not viewer.has(Permission.EXPORT) or wanted.neighbourhood.id not in viewer.sees(Channel.PICTURE):
        raise NotAllowed(_("Your role takes no file of counts out."))
    if not wanted.week.has_ended(at=at, zone=wanted.zone):
        raise NotAllowed(_("The week has not ended: two files of it would tell what came in between."))


def _table(by: Viewer, wanted: Wanted, *, at: datetime) -> tuple[changes.Span, Mapping[Pair, changes.Series]]:
    then = known(by, wanted.neighbourhood, at=at)
    weeks = changes.span(wanted.week, first=counts.first_week(by, wanted.neighbourhood, known=then))
    table, _totals, _without_place = tabled(by, wanted, weeks, plan.Estate(by, wanted.neighbourhood), then)
    return weeks, dict(sorted(table.items(), key=lambda one: (one[0].kind, one[0].place)))


def _outside(weeks: changes.Span, table: Mapping[Pair, changes.Series]) -> Iterator[list[str]]:
    yield [gettext("Week"), gettext("Kind"), gettext("Place unit"), gettext("Observations")]
    for pair, series in table.items():
        number = series.get(weeks.week, 0)
        said = str(number) if number >= LEAST_COUNT_IN_PUBLIC else gettext("fewer than 5")
        yield [str(weeks.week), pair.kind, pair.place, said]


def _within(weeks: changes.Span, table: Mapping[Pair, changes.Series]) -> Iterator[list[str]]:
    yield [
        *(gettext("Week"), gettext("Kind"), gettext("Place unit"), gettext("Observations")),
        *(gettext("Usually a week"), gettext("from"), gettext("to"), gettext("Same weeks last year")),
    ]
    for pair, series in table.items():
        found = changes.compare(series, weeks)
        means = (found.usual, found.usual_low, found.usual_high, found.last_year)
        yield [str(weeks.week), pair.kind, pair.place, str(found.count), *map(_decimal, means)]


def _decimal(number: float | None) -> str:
    """As the spreadsheets of the language read it; nothing where nothing is known."""
    if number is None:
        return ""
    written = f"{number:.2f}"
    return written if (get_language() or "").startswith("en") else written.replace(".", ",")


def _foot(by: Viewer, wanted: Wanted, readers: Readers, *, at: datetime) -> str:
    """Who took it out and when, and who may read it, as on every paper."""
    words = {
        Readers.OUTSIDE: gettext("Public · can be read by anyone"),
        Readers.PARTNERS: gettext("Shared · read by all partners"),
    }
    return gettext("%(channel)s · taken out by %(name)s, %(organisation)s, %(moment)s") % {
        "channel": words[readers],
        "name": by.name,
        "organisation": by.organisation_name,
        "moment": at.astimezone(wanted.zone).strftime("%Y-%m-%d %H:%M"),
    }
