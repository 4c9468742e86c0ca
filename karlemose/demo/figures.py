"""The story's months on a page: the table, reports as bars, and the sentence that may be said of the entry's totals."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from karlemose.demo.door import open_door
from karlemose.demo.months import Month, months
from karlemose.stats.result import Result

# The entry's two totals, and how long before and after lasted under every reading of its periods.
TOTALS = (85, 9)
CUTS = {
    "A": (_("25 and 8 months"), 25, 8),
    "A-days": (_("762 and 242 days"), 762, 242),
    "B": (_("25 and 7 months"), 25, 7),
    "C": (_("26 and 7 months"), 26, 7),
    "D": (_("26 and 8 months, February in both"), 26, 8),
    "E": (_("25½ and 7½ months"), 25.5, 7.5),
    "F": (_("26 and 6 months"), 26, 6),
}
AFTER = date(2018, 2, 1)
SHOWN = ("estimate", "low", "high")
COLUMNS = (
    ("reports", _("Reports to the police")),
    ("graffiti", _("Tags of the group")),
    ("moves_out", _("Moves out")),
    ("naming_the_group", _("of them naming the group")),
    ("threats", _("Threats to staff")),
    ("locks", _("Locks changed")),
    ("days_withdrawn", _("Days service was withdrawn in Syd")),
    ("arrests", _("Arrests")),
)
BAR, STEP, HEIGHT, UNIT = 12, 18, 100, 10  # of the drawing


@dataclass(frozen=True)
class Bar:
    month: Month
    x: int
    y: int
    height: int
    is_after: bool


@open_door(queries=2)
@never_cache
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Invented month by month; the two totals are the award entry's own."""
    told = months()
    shown = {
        "columns": [label for _name, label in COLUMNS],
        "rows": [(month, [(label, getattr(month, name)) for name, label in COLUMNS]) for month in reversed(told)],
        "sums": [(label, sum(getattr(month, name) for month in told)) for name, label in COLUMNS],
        "bars": _bars(told),
        "width": STEP * len(told),
        "bar": BAR,
        "cuts": _cuts(),
        "sentence": _sentence(),
    }
    return TemplateResponse(request, "demo/months.html", shown)


@cache
def effect() -> Result:
    """What the two totals allow to say, over every cut of the periods."""
    from karlemose.stats.cuts import rate_ratio_by_cut  # noqa: PLC0415 -- statsmodels takes seconds to import

    before, after = TOTALS
    return rate_ratio_by_cut(
        cuts={name: ((before, one), (after, other)) for name, (_words, one, other) in CUTS.items()}
    )


def _sentence() -> str:
    return effect().sentence_da if (get_language() or "").startswith("da") else effect().sentence


def _cuts() -> list[dict[str, object]]:
    """Each reading in words, with its ratio and limits in the language's numerals."""
    found = effect().details["cuts"]
    return [{"words": CUTS[name][0], **{key: _ratio(found[name][key]) for key in SHOWN}} for name in CUTS]


def _ratio(value: float) -> str:
    return number_format(round(value, 2), 2)  # which would cut it off otherwise


def _bars(told: tuple[Month, ...]) -> list[Bar]:
    """From the left to the right as time goes; what the entry calls after is another tone."""
    return [
        Bar(month, number * STEP, HEIGHT - month.reports * UNIT, month.reports * UNIT, month.starts_on >= AFTER)
        for number, month in enumerate(told)
    ]
