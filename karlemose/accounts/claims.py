"""What a provider says about somebody's groups, for the rooms above: a membership may end by it.

partners:  claims.listen(end_by_claim)      # in apps.ready
"""

from collections.abc import Callable
from datetime import datetime

Listener = Callable[[int, frozenset[str], datetime], None]
_listeners: list[Listener] = []


def listen(callback: Listener) -> None:
    """`callback(user_id, groups, at)` is called at each sign-in by the provider, before the person is let in."""
    if callback not in _listeners:
        _listeners.append(callback)


def tell(*, user_id: int, groups: frozenset[str], at: datetime) -> None:
    for callback in _listeners:
        callback(user_id, groups, at)
