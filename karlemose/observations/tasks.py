"""Background jobs of observations: fetch by id, call one action."""

from karlemose.foundation import clock
from karlemose.observations import digests
from karlemose.tenancy import jobs

TELL_DUE = "observations.tell_due"


@jobs.job(TELL_DUE)
def tell_due(partnership: int, timestamp: int) -> None:
    digests.make_due(partnership_id=partnership, at=clock.current_time())


jobs.periodic("observations.tell_due_everywhere", cron="0 * * * *", each=TELL_DUE)
