"""What answers and digests promised to erase. Called by the nightly sweep, within its transaction.

An answer goes with its observation: deleting the observation deletes its answers too, and `with_observations` is for
whoever deletes without asking Django. What stays is the ledger's line of the week, which holds how many of each answer
were given and neither text nor person.
"""

from collections.abc import Iterable
from datetime import datetime

from karlemose.observations.answer_models import Answer, Digest

KEPT = Digest.Privacy.kept_for


def with_observations(observation_ids: Iterable[int]) -> int:
    """Erase the answers on these observations, the replaced ones too; how many."""
    rows = Answer.objects.unscoped("they go with their observations")
    number, _each = rows.filter(observation_id__in=list(observation_ids)).delete()
    return number


def erase_digests(*, at: datetime) -> int:
    """Erase what people were told more than a year ago; how many."""
    rows = Digest.objects.unscoped("what people were told, a year later")
    number, _each = rows.filter(made_at__lte=at - KEPT).delete()
    return number
