"""How long something takes, on a machine that may be doing something else."""

import statistics
import time
from collections.abc import Callable


def best(work: Callable[[], object], *, times: int = 5) -> float:
    """Seconds of the quickest of `times`: the one that was disturbed least."""
    return min(_once(work) for _ in range(times))


def median(work: Callable[[], object], *, times: int = 15) -> float:
    """Seconds of the middle one, for what is asked again and again."""
    return statistics.median(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
