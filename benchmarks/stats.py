"""Each statistical method beside the plain library call that gives its numbers, and 1,000 estates shuffled 999 times.

The floor gives estimate and interval alone; ours also checks its input and puts the result and its doubts into words.
`limit` is the number of estates; a month's series has 120 points.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import statsmodels.api as sm
from rich.console import Console
from rich.progress import Progress
from scipy import optimize, stats
from scipy.spatial import distance
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.stats import proportion as plain_proportion
from statsmodels.stats import rates as plain_rates

from benchmarks.table import Line, beside, in_words
from karlemose.stats import (
    cost_benefit,
    differences,
    dispersion,
    displacement,
    displacement_quotient,
    interrupted,
    near_repeat,
    panel,
    permutation,
    power,
    proportions,
    rates,
    ratios,
    relative_ratio,
    segmented,
    suppression,
    synthetic,
)
from karlemose.stats.cost_benefit import Basis, Side, Uncertainty
from karlemose.stats.cost_benefit import Line as Entry
from karlemose.stats.displacement import Areas
from karlemose.stats.interrupted import Model
from karlemose.stats.near_repeat import Bands
from karlemose.stats.permutation import Shuffling

ESTATES, MONTHS, SHUFFLES = 1_000, 120, 999
LEAST = 0.2  # seconds that a method is run again and again
Work = Callable[[], Any]


def measure(*, limit: int | None = None) -> list[Line]:
    """The lines of the table."""
    taken = partial(_best, least=LEAST if limit is None else 0)
    pairs = [*_ratios(), *_plans(), *_shares(), *_series(), *_comparisons(), *_events()]
    alone = list(_alone())
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("methods", total=len(pairs) + len(alone))
        lines = []
        for what, ours, floor, floor_is in pairs:
            lines.append(beside(what, ours=taken(ours), floor=taken(floor), floor_is=floor_is))
            progress.advance(task)
        for what, ours in alone:
            lines.append(Line(what=what, ours=in_words(taken(ours)), floor="no library has it"))
            progress.advance(task)
        lines.append(_estates(limit or ESTATES, progress))
    return lines


def _best(work: Work, *, least: float) -> float:
    """Seconds of the fastest run in `least` seconds; the first, which fills caches, does not count."""
    work()
    best, ends = float("inf"), time.perf_counter() + least
    while time.perf_counter() < ends or best == float("inf"):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


Pairs = Iterator[tuple[str, Work, Work, str]]


def _ratios() -> Pairs:
    entry = {"before": (85, 25), "after": (9, 8)}
    yield (
        "one rate",
        lambda: rates.rate(count=9, exposure=8),
        lambda: stats.chi2.ppf([0.025, 0.975], [18, 20]),
        "chi2.ppf",
    )

    def exact() -> Any:
        found = stats.binomtest(9, 94, 8 / 33)
        return found.pvalue, found.proportion_ci(0.95)

    def e_test() -> Any:
        limits = plain_rates.confint_poisson_2indep(9, 8, 85, 25, method="score", compare="ratio")
        return stats.poisson_means_test(9, 8, 85, 25), limits

    yield "exact rate ratio", lambda: rates.rate_ratio(**entry), exact, "binomtest with its interval"
    yield (
        "Wald rate ratio",
        lambda: ratios.wald_rate_ratio(**entry),
        lambda: plain_rates.confint_poisson_2indep(9, 8, 85, 25, method="waldcc", compare="ratio"),
        "confint_poisson_2indep",
    )
    yield (
        "E-test",
        lambda: ratios.e_test_rate_ratio(**entry),
        e_test,
        "poisson_means_test, confint_poisson_2indep",
    )
    yield (
        "Jeffreys",
        lambda: ratios.jeffreys_rate_ratio(**entry),
        lambda: stats.f.ppf([0.025, 0.5, 0.975], 19, 171),
        "f.ppf",
    )


def _plans() -> Pairs:
    yield (
        "months to see a half",
        lambda: power.months_to_see(rate_before=3.4, months_before=25, ratio=0.5, phi=2),
        lambda: [
            plain_rates.power_poisson_ratio_2indep(
                1.7, 3.4, m, nobs_ratio=25 / m, value=1, dispersion=2, alternative="two-sided", return_results=False
            )
            for m in range(1, 121)
        ],
        "power_poisson_ratio_2indep, without the limits of the rate",
    )


def _shares() -> Pairs:
    yield (
        "share",
        lambda: proportions.proportion(count=45, total=60),
        lambda: plain_proportion.proportion_confint(45, 60, method="wilson"),
        "proportion_confint",
    )
    yield (
        "difference of shares",
        lambda: proportions.difference(before=(48, 80), after=(56, 70)),
        lambda: plain_proportion.confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff"),
        "confint_proportions_2indep",
    )


def _series() -> Pairs:
    rng = np.random.default_rng(1)
    y = rng.negative_binomial(4, 0.3, MONTHS).astype(float)
    t = np.arange(1.0, MONTHS + 1)
    step = (t > 80).astype(float)
    design = np.column_stack([np.ones(MONTHS), t, step])
    slopes = np.column_stack([design, step * (t - 80)])
    yield (
        "interrupted series, quasi-Poisson",
        lambda: interrupted.interrupted_series(counts=y, number_before=80),
        lambda: sm.GLM(y, design, family=sm.families.Poisson()).fit(scale="X2").conf_int(),
        "GLM",
    )
    yield (
        "quasi-Poisson rate ratio",
        lambda: ratios.quasi_poisson_rate_ratio(before=y[:80], after=y[80:]),
        lambda: sm.GLM(y, sm.add_constant(step), family=sm.families.Poisson()).fit(scale="X2").conf_int(),
        "GLM",
    )
    yield "dispersion", lambda: dispersion.dispersion(counts=y), lambda: stats.chisquare(y), "chisquare"
    start = np.append(sm.GLM(y, design, family=sm.families.Poisson()).fit().params, 0.2)
    yield (
        "interrupted series, negative binomial",
        lambda: interrupted.interrupted_series(counts=y, number_before=80, model=Model.NEGATIVE_BINOMIAL),
        lambda: NegativeBinomial(y, design).fit(start_params=start, method="newton", disp=0).conf_int(),
        "NegativeBinomial",
    )
    yield (
        "segmented regression",
        lambda: segmented.segmented_regression(values=y, number_before=80),
        lambda: sm.OLS(y, slopes).fit(cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": True}).conf_int(),
        "OLS with HAC",
    )


def _comparisons() -> Pairs:
    table = np.random.default_rng(2).normal(50, 5, (31, 39))
    data = panel.panel(treated=table[:, 0], others=table[:, 1:], number_before=19)

    def fits() -> None:
        for j in range(39):
            rows = np.vstack([np.delete(table[:19], j, axis=1), np.full(38, 1e7)])
            optimize.nnls(rows, np.append(table[:19, j], 1e7), maxiter=4000)

    first, second = table[:, 0], table[:, 1]
    yield (
        "difference in differences",
        lambda: differences.difference_of_changes(treated_changes=first, control_changes=second),
        lambda: stats.ttest_ind(first, second, equal_var=False).confidence_interval(),
        "ttest_ind, Welch",
    )
    yield "synthetic control with 38 placebos", lambda: synthetic.synthetic_control(data=data), fits, "39 × nnls"


def _events() -> Pairs:
    rng = np.random.default_rng(3)
    places, days = rng.uniform(0, 5_000, (600, 2)), rng.integers(0, 60, 600)
    bands = Bands(metres=(0, 200, 400), days=(0, 7, 14))

    def ours() -> Any:
        shuffling = Shuffling(rng=np.random.default_rng(1), number=99)
        return near_repeat.near_repeat(positions=places, days=days, bands=bands, shuffling=shuffling)

    def floor() -> None:
        apart = distance.pdist(places, "cityblock")
        for _ in range(99):
            soon = distance.pdist(rng.permutation(days)[:, None], "cityblock")
            np.histogram2d(apart, soon, bins=[bands.metres, bands.days])

    yield "near repeats, 600 events, 99 shuffles", ours, floor, "pdist and histogram2d"


def _alone() -> Iterator[tuple[str, Work]]:
    """Methods that no kept library has, so there is nothing to stand beside."""
    entry: Any = {"before": (85, 25), "after": (9, 8)}
    areas = Areas(treated=(207, 110), control=(308, 318), displaced=(178, 157), displaced_control=(150, 140))
    table = np.random.default_rng(2).normal(50, 5, (31, 39))
    data = panel.panel(treated=table[:, 0], others=table[:, 1:], number_before=19)
    counts = np.random.default_rng(3).poisson(8, (12, 6))
    line = Entry(name="threats", side=Side.BENEFIT, amount=50_000, basis=Basis.PER_EVENT)
    yield "mid-p rate ratio", lambda: rates.mid_p_rate_ratio(**entry)
    yield (
        "relative rate ratio",
        lambda: relative_ratio.relative_rate_ratio(treated=((207, 1), (110, 1)), control=((308, 1), (318, 1))),
    )
    yield "displacement difference", lambda: displacement.weighted_displacement_difference(areas=areas)
    yield (
        "displacement quotient, 200,000 draws",
        lambda: displacement_quotient.weighted_displacement_quotient(areas=areas, rng=np.random.default_rng(1)),
    )
    yield "synthetic difference with 38 placebos", lambda: synthetic.synthetic_difference(data=data)
    yield "suppression of 12 × 6 cells with its audit", lambda: suppression.suppress(table=counts)
    yield (
        "cost and benefit, 10,000 draws",
        lambda: cost_benefit.cost_benefit(lines=[line], uncertainty=Uncertainty(rng=np.random.default_rng(1), **entry)),
    )


def _estates(estates: int, progress: Progress) -> Line:
    counts = np.random.default_rng(4).poisson(3, (estates, MONTHS)).astype(float)
    task = progress.add_task(f"{estates:,} estates", total=SHUFFLES)
    shuffling = Shuffling(
        rng=np.random.default_rng(5), number=SHUFFLES, progress=lambda done: progress.advance(task, done)
    )
    started = time.perf_counter()
    permutation.steps(counts=counts, number_before=80, shuffling=shuffling)
    ours = time.perf_counter() - started
    return beside(
        f"{estates:,} estates × {MONTHS} months × {SHUFFLES} permutations",
        ours=ours,
        floor=_one_at_a_time(counts, progress),
        floor_is="scipy.stats.permutation_test's way: one shuffle at a time",
    )


def _one_at_a_time(counts: np.ndarray, progress: Progress) -> float:
    rng, started = np.random.default_rng(5), time.perf_counter()
    task = progress.add_task("one shuffle at a time", total=SHUFFLES)
    observed = np.abs(counts[:, 80:].mean(axis=1) - counts[:, :80].mean(axis=1))
    beyond = np.zeros(len(counts))
    for _ in range(SHUFFLES):
        shuffled = counts[:, rng.permutation(MONTHS)]
        beyond += np.abs(shuffled[:, 80:].mean(axis=1) - shuffled[:, :80].mean(axis=1)) >= observed
        progress.advance(task)
    return time.perf_counter() - started


if __name__ == "__main__":
    import click

    from benchmarks import table

    @click.command()
    @click.option("--limit", type=click.IntRange(min=1), help="Number of estates.")
    def main(limit: int | None) -> None:
        """Measure the statistics beside the plain library calls."""
        table.show("stats: each method beside the plain library call", measure(limit=limit))

    main()
