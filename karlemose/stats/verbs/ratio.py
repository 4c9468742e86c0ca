"""`karlemose evaluate rate-ratio`: two counts, two exposures, one honest ratio."""

from typing import Any

import click

from karlemose.stats import rates
from karlemose.stats.verbs import answer
from karlemose.stats.verbs.answer import Answer, Form


@click.command("rate-ratio")
@click.option("--before", nargs=2, required=True, metavar="COUNT EXPOSURE", help="Events before, and months (or area).")
@click.option("--after", nargs=2, required=True, metavar="COUNT EXPOSURE", help="Events after, in the same unit.")
@answer.answering
def rate_ratio(*, before: tuple[str, str], after: tuple[str, str], level: str) -> Answer:
    """Ratio of the rate after to the rate before, with its exact interval and the p-value that agrees with it.

    Example: karlemose evaluate rate-ratio --before 85 25 --after 9 8
    """
    result = rates.rate_ratio(
        before=(answer.whole(before[0], name="count before"), answer.real(before[1], name="exposure before")),
        after=(answer.whole(after[0], name="count after"), answer.real(after[1], name="exposure after")),
        level=answer.level(level),
    )

    def draw(charts: Any, form: Form) -> Any:
        found = result.as_json()
        row = {"name": form.speak(result.measure), **{key: found[key] for key in ("estimate", "low", "high")}}
        return charts.intervals(rows=[row], label=form.speak(result.measure), zero=1)

    return Answer(result, draw=draw)
