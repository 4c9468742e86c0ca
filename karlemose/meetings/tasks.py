"""Background jobs of the meeting: fetch by id, call one action."""

from karlemose.foundation import clock
from karlemose.meetings import mondays, outdating
from karlemose.tenancy import jobs

MAKE_DUE = "meetings.make_due"


@jobs.job(outdating.JOB)
def mark_outdated(partnership: int, neighbourhood: int, weeks: str) -> None:
    outdating.mark(
        partnership_id=partnership, neighbourhood_id=neighbourhood, weeks=weeks.split(), at=clock.current_time()
    )


@jobs.job(MAKE_DUE)
def make_due(partnership: int, timestamp: int) -> None:
    mondays.make_due(partnership_id=partnership, at=clock.current_time())


jobs.periodic("meetings.make_due_everywhere", cron="0 * * * *", each=MAKE_DUE)
