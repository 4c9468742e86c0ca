"""What the installation calls when it starts a demonstration: found it, tell it once, introduce it."""

from collections.abc import Iterable

from rich.console import Console
from rich.progress import track

from karlemose.demo import founding, mark, telling
from karlemose.demo.people import DOOR, by_organisation
from karlemose.demo.told import Event
from karlemose.foundation import clock


def found() -> None:
    """Mark the database and make partnership, people and plan, where they are missing."""
    founding.found(at=clock.current_time())


def tell_once() -> None:
    """Add the demonstration's events, unless they are all there."""
    if not mark.is_told():
        telling.tell(now=clock.current_time(), progress=_shown)


def introduction(public_url: str) -> str:
    """Where the door is, and who one can be."""
    groups = [f"  {name}: {', '.join(one.name for one in people)}" for name, people in by_organisation()]
    return "\n".join([f"Be one of its invented people: {public_url}{DOOR}", *groups])


def _shown(events: Iterable[Event]) -> Iterable[Event]:
    return track(events, description="Telling the demonstration …", console=Console(stderr=True), transient=True)
