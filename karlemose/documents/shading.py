"""Five steps of blue for counts, the same on chart and map; they darken evenly, so that black-and-white keeps order.

Red is never used: it belongs to danger, not to "many".
"""

from collections.abc import Iterable

BLUES = ("#DCEAF4", "#AFCFE4", "#78ACD0", "#3F7FAF", "#174E78")
NOTHING = "#FFFFFF"  # a count of zero
INK = "#1A1A1A"
QUIET = "#595959"
HAIRLINE = "#B8BFC6"
BUILDING = "#D0D3D6"

_STEPS = len(BLUES)
_SPREAD = {1: (1,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}  # which blues fewer steps take


def edges(counts: Iterable[int]) -> tuple[int, ...]:
    """Highest count of each step. The different counts are shared out evenly, so that one large place pales no other.

    Fewer than five steps when there are fewer than five different counts; none when all are zero.
    """
    different = sorted({count for count in counts if count > 0})
    if len(different) <= _STEPS:
        return tuple(different)
    return tuple(different[-(-len(different) * number // _STEPS) - 1] for number in range(1, _STEPS + 1))


def step(count: int, limits: tuple[int, ...]) -> int:
    """Number of the step, 0 for the palest; only for counts of at least one."""
    return next(number for number, limit in enumerate(limits) if count <= limit)


def colour(count: int, limits: tuple[int, ...]) -> str:
    if count == 0:
        return NOTHING
    return BLUES[_shade(step(count, limits), len(limits))]


def is_dark(count: int, limits: tuple[int, ...]) -> bool:
    """Whether white figures stand on it better than black ones."""
    return count > 0 and _shade(step(count, limits), len(limits)) >= _STEPS - 2


def legend(limits: tuple[int, ...]) -> list[tuple[str, str]]:
    """Colour and words ('3–4') of each step."""
    lowest, entries = 1, []
    for limit in limits:
        words = str(limit) if lowest == limit else f"{lowest}–{limit}"
        entries.append((colour(limit, limits), words))
        lowest = limit + 1
    return entries


def _shade(number: int, steps: int) -> int:
    return number if steps == _STEPS else _SPREAD[steps][number]
