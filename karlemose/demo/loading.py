"""What the installation calls when it starts a demonstration: found it, tell it once, introduce it."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.progress import track

from karlemose.demo import founding, mark, telling
from karlemose.demo.people import DOOR, by_organisation
from karlemose.demo.stage import Step
from karlemose.foundation import clock

OLDER = (
    "This demonstration was told by another version of its story, and stays as it is. To have it told anew, stop, and "
    "start with an empty database: remove the folder KARLEMOSE_DATA (.karlemose), or give another DATABASE_URL."
)


def found() -> None:
    """Mark the database and make partnership, people and plan, where they are missing."""
    founding.found(at=clock.current_time())


def tell_once() -> None:
    """Tell the story, unless it has been told to its end; what an older version told stays as it is."""
    if not mark.is_told():
        telling.tell(now=clock.current_time(), progress=_shown)
    elif mark.told_story() != telling.story():
        Console(stderr=True).print(OLDER, highlight=False, soft_wrap=True)


def introduction(public_url: str) -> str:
    """Where the door is, and who one can be."""
    groups = [f"  {name}: {', '.join(one.name for one in people)}" for name, people in by_organisation()]
    return "\n".join([f"Be one of its invented people: {public_url}{DOOR}", *groups])


def _shown(steps: Sequence[Step]) -> Iterable[Step]:
    return track(steps, description="Telling the demonstration …", console=Console(stderr=True), transient=True)
