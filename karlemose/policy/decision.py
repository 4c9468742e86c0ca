"""What the engine answers."""

from dataclasses import dataclass
from enum import StrEnum

from karlemose.policy.rule import Verdict

NO_RULE = "none"


class Outcome(StrEnum):
    ALLOW = "ALLOW"  # may be given
    DENY = "DENY"  # may not be given, or not yet: see `missing`
    DUTY = "DUTY"  # shall be given; nobody may block, delay or approve it


class Result(StrEnum):
    """What became of a rule that speaks of these parties, this information and this purpose."""

    DECIDES = "decides"
    OUTRANKED = "outranked"  # another rule is more specific, or goes first on a tie
    NOT_IN_FORCE = "not_in_force"  # on that day
    NOT_SIGNED = "not_signed"


@dataclass(frozen=True)
class Trial:
    """One rule that was tried."""

    rule: str
    verdict: Verdict
    result: Result


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`rule` is the id of the rule that decided, or `none`; `rulebook` the version that was asked."""

    outcome: Outcome
    rule: str
    rulebook: str
    missing: tuple[str, ...] = ()
    trace: tuple[Trial, ...] = ()

    @property
    def is_refused(self) -> bool:
        return self.outcome == Outcome.DENY
