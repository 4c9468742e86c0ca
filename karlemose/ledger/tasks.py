"""Sealing goes on by itself: every minute each partnership's entries get their place in the tree, and a signed head."""

from karlemose.foundation import clock
from karlemose.ledger.heads import make_head
from karlemose.ledger.recording import INSTANCE
from karlemose.tenancy import jobs

SEAL = "ledger.seal"


@jobs.job(SEAL)
def seal(partnership: int, timestamp: int) -> None:
    make_head(partnership_id=partnership, at=clock.current_time())


jobs.periodic("ledger.seal_all", cron="* * * * *", each=SEAL, also=(INSTANCE,))
