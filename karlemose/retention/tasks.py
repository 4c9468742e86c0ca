"""Every night at three (UTC) each partnership is swept, and the installation itself."""

from karlemose.foundation import clock
from karlemose.ledger.recording import INSTANCE
from karlemose.partners.queries import job_viewer
from karlemose.retention import actions
from karlemose.tenancy import jobs

SWEEP = "retention.sweep"


@jobs.job(SWEEP)
def sweep(partnership: int, timestamp: int) -> None:
    actions.sweep(by=job_viewer("retention", partnership), at=clock.current_time())


jobs.periodic("retention.sweep_everywhere", cron="0 3 * * *", each=SWEEP, also=(INSTANCE,))
