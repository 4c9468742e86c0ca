"""Of which day the law is asked."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from karlemose.policy.rulebook import in_force


def law_day(on: date) -> date:
    """The day whose law applies to something that happens on `on`: that day itself.

    The demonstration tells of years in which several rules were not yet in force. There the present rulebook applies to
    every day (`PRESENT_LAW_ON_EVERY_DAY`), so the day asked is never before the youngest rule. Raises
    `ImproperlyConfigured` where a real installation would bend its law so.
    """
    if not settings.PRESENT_LAW_ON_EVERY_DAY:
        return on
    if not settings.IS_DEMO:
        raise ImproperlyConfigured("PRESENT_LAW_ON_EVERY_DAY is for the demonstration alone")
    return max(on, *(rule.valid_from for rule in in_force().rules))
