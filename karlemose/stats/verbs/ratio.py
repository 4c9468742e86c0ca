"""`karlemose evaluate rate-ratio`: two counts, two exposures, one honest ratio."""

import click

from karlemose.stats import rates
from karlemose.stats.verbs import answer


@click.command("rate-ratio")
@click.option("--before", nargs=2, required=True, metavar="COUNT EXPOSURE", help="Events before, and months (or area).")
@click.option("--after", nargs=2, required=True, metavar="COUNT EXPOSURE", help="Events after, in the same unit.")
@answer.level_option
@answer.outputs
def rate_ratio(before: tuple[str, str], after: tuple[str, str], level: str, as_json: bool, language: str) -> None:
    """Ratio of the rate after to the rate before, with its exact interval and the p-value that agrees with it.

    Example: karlemose evaluate rate-ratio --before 85 25 --after 9 8
    """
    with answer.refusing(language):
        result = rates.rate_ratio(
            before=(answer.whole(before[0], name="count before"), answer.real(before[1], name="exposure before")),
            after=(answer.whole(after[0], name="count after"), answer.real(after[1], name="exposure after")),
            level=answer.real(level, name="level"),
        )
    answer.show(result, as_json=as_json, language=language)
