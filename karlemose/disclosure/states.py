"""What a hand-over may become, as data. `docs/generated/states.md` is drawn from it."""

from collections.abc import Mapping
from types import MappingProxyType

from karlemose.disclosure.enums import State

TRANSITIONS: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.DRAFT: frozenset({State.DRAFT, State.APPROVED, State.REFUSED}),
        State.APPROVED: frozenset({State.DRAFT, State.RELEASED, State.REFUSED}),
        State.RELEASED: frozenset({State.ACKNOWLEDGED, State.RECALLED}),
        State.ACKNOWLEDGED: frozenset({State.RECALLED}),
        State.RECALLED: frozenset(),
        State.REFUSED: frozenset(),
    }
)
OPEN = frozenset({State.DRAFT, State.APPROVED})  # work of the sender, nothing of it has left
OUT = frozenset({State.RELEASED, State.ACKNOWLEDGED, State.RECALLED})  # with the receiver


class WrongState(Exception):
    """The hand-over is not where this step begins; somebody else was quicker, or the page is old."""

    def __init__(self, *, state: State, wanted: State) -> None:
        super().__init__(f"a hand-over that is {state.value} cannot become {wanted.value}")
        self.state = state
        self.wanted = wanted


def check(*, state: str, wanted: State) -> None:
    """Raises `WrongState`."""
    if wanted not in TRANSITIONS[State(state)]:
        raise WrongState(state=State(state), wanted=wanted)
