"""The number that the police gave a request or a report, wherever somebody writes it down."""

import re

from django.utils.translation import gettext_lazy as _

from karlemose.observations.limits import LONGEST_NUMBER
from karlemose.observations.refusals import Refused, refuse_cpr

NUMBER = re.compile(rf"[0-9A-ZÆØÅa-zæøå][0-9A-ZÆØÅa-zæøå ./-]{{2,{LONGEST_NUMBER - 1}}}")


def as_given(written: str, *, field: str) -> str:
    """The number without blanks around it, or nothing where none was written.

    Raises `Refused`, and among those `PointsToPerson` for a CPR number.
    """
    number = written.strip()
    if number and not NUMBER.fullmatch(number):
        raise Refused(field, _("Write the number as the police gave it, 30 characters at most."))
    refuse_cpr(field, number)
    return number
