"""New, rising, recurring, cooling: what a week looks like beside the weeks before and the same weeks last year.

Plain arithmetic on counts: a pair is one kind of act at one place unit. The rules, in the order they are tried:

* new: noted this week, and in none of the weeks before;
* rising: the exact 95 % interval of this week's rate against the weeks before lies above 1;
* cooling: the interval lies below 1, or nothing this week nor last week after at least three of the weeks before;
* recurring: noted this week and in a week before.

Among many pairs some stand out by chance alone, so whoever prints changes prints how many pairs were compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from karlemose.documents.content import Comparison, Turn
from karlemose.foundation.clock import Week
from karlemose.stats.rates import garwood, ratio_limits

WEEKS_BEFORE = 8
LEAST_WEEKS_OF_COOLING = 3

Pair = TypeVar("Pair")
Series = Mapping[Week, int]  # counts by week; a week that is not named counts 0


@dataclass(frozen=True)
class Span:
    """Which weeks a week is held against."""

    week: Week
    before: tuple[Week, ...]  # nearest first; fewer than eight where the record is younger
    last_year: tuple[Week, ...]  # the same weeks a year earlier; empty where the record is younger

    @property
    def earliest(self) -> Week:
        return min([self.week, *self.before, *self.last_year])

    @property
    def all(self) -> frozenset[Week]:
        return frozenset([self.week, *self.before, *self.last_year])


@dataclass(frozen=True)
class Changed(Generic[Pair]):
    pair: Pair
    turn: Turn
    comparison: Comparison


def span(week: Week, *, first: Week | None) -> Span:
    """The weeks to compare with, as far as the record reaches; `first` is the first week with any observation."""
    if first is None or first >= week:
        return Span(week, (), ())
    before = tuple(one for number in range(1, WEEKS_BEFORE + 1) if (one := week.previous(number)) >= first)
    a_year_ago = tuple(one.same_week_last_year() for one in (week, *before))
    return Span(week, before, a_year_ago if min(a_year_ago) >= first else ())


def compare(series: Series, weeks: Span) -> Comparison:
    """One pair's count this week beside what is usual. Weeks are equal exposures of one week each."""
    count = series.get(weeks.week, 0)
    if not weeks.before:
        return Comparison(count=count)
    total, number = sum(series.get(week, 0) for week in weeks.before), len(weeks.before)
    low, high = garwood(total)
    ratio_low, ratio_high = ratio_limits(before=(total, number), after=(count, 1)) if total or count else (None, None)
    return Comparison(
        count=count,
        usual=total / number,
        usual_low=low / number,
        usual_high=high / number,
        last_year=_mean([series.get(week, 0) for week in weeks.last_year]),
        ratio=count * number / total if total else None,
        ratio_low=ratio_low,
        ratio_high=ratio_high,
    )


def turn(series: Series, weeks: Span, comparison: Comparison) -> Turn | None:
    """Which of the four a pair is; None for a pair that is none of them."""
    if not weeks.before:
        return None
    weeks_noted = sum(1 for week in weeks.before if series.get(week, 0))
    if comparison.count and not weeks_noted:
        return Turn.NEW
    if comparison.ratio_low is not None and comparison.ratio_low > 1:
        return Turn.RISING
    is_below = comparison.ratio_high is not None and comparison.ratio_high < 1
    if is_below or _has_gone_quiet(series, weeks, weeks_noted):
        return Turn.COOLING
    return Turn.RECURRING if comparison.count else None


def changes(table: Mapping[Pair, Series], weeks: Span) -> list[Changed[Pair]]:
    """Every pair that is new, rising, recurring or cooling, the heaviest first within each turn."""
    found = []
    for pair, series in table.items():
        comparison = compare(series, weeks)
        its_turn = turn(series, weeks, comparison)
        if its_turn is not None:
            found.append(Changed(pair, its_turn, comparison))
    order = list(Turn)
    return sorted(found, key=lambda one: (order.index(one.turn), -_weight(one), str(one.pair)))


def _weight(changed: Changed[Pair]) -> float:
    comparison = changed.comparison
    return (comparison.usual or 0) - comparison.count if changed.turn is Turn.COOLING else comparison.count


def _has_gone_quiet(series: Series, weeks: Span, weeks_noted: int) -> bool:
    recent = [weeks.week, weeks.before[0]]
    return weeks_noted >= LEAST_WEEKS_OF_COOLING and not any(series.get(week, 0) for week in recent)


def _mean(counts: Iterable[int]) -> float | None:
    counts = list(counts)
    return sum(counts) / len(counts) if counts else None
