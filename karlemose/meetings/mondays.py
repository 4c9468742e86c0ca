"""On Mondays at six, on the neighbourhood's clock, last week's briefings are made for every partner.

Asked every hour and safe to repeat: whatever is not there by then is made, also after the machine was off on Monday.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from karlemose.documents.content import Language
from karlemose.foundation.clock import Week
from karlemose.meetings.actions import make
from karlemose.meetings.briefing import Wanted
from karlemose.meetings.queries import made_of
from karlemose.partners.queries import PARTNERS, job_viewer, organisation_of_kind
from karlemose.places.queries import neighbourhoods_of
from karlemose.tenancy.acting import acting_for

SIX_O_CLOCK = timedelta(hours=6)
LANGUAGE = Language.DANISH


def make_due(*, partnership_id: int, at: datetime) -> int:
    """Make what is due and not made; the number of briefings made.

    One that cannot be made keeps none behind it from being made: `ExceptionGroup` of what failed is raised at the end.
    """
    with acting_for(partnership_id, read_only=True):
        due = [wanted for wanted in _due(partnership_id, at) if not made_of(wanted).exists()]
    failed = []
    for wanted in due:
        try:
            make(by=job_viewer("briefings", partnership_id), at=at, wanted=wanted)
        except Exception as error:  # whatever it is: the next partner meets on Monday too
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)} of {len(due)} briefings were not made", failed)
    return len(due)


def _due(partnership_id: int, at: datetime) -> Iterator[Wanted]:
    receivers = [organisation_of_kind(partnership_id=partnership_id, kind=kind) for kind in PARTNERS]
    for neighbourhood in neighbourhoods_of(partnership_id):
        week = Week.of(at - SIX_O_CLOCK, ZoneInfo(neighbourhood.timezone)).previous()
        for receiver in receivers:
            if receiver is not None:
                yield Wanted(neighbourhood=neighbourhood, week=week, receiver=receiver, language=LANGUAGE)
