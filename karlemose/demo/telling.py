"""The story, told through the same actions as everybody's work, by a clock that walks towards now.

Each step carries a key of its own, so an interrupted telling is completed by the next start and nothing is told twice.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from karlemose.demo import mark
from karlemose.demo.stage import Step, set_stage
from karlemose.demo.steps import steps

Progress = Callable[[Sequence[Step]], Iterable[Step]]
HERE = Path(__file__).parent


def tell(*, now: datetime, progress: Progress = iter) -> None:
    """Take every step that has not been taken yet. Raises `NotADemo` on a database without the mark."""
    mark.refuse_unmarked()
    stage = set_stage()
    for step in progress(steps(now=now)):
        step.do(stage)
    mark.note_told(at=now, story=story())


def story() -> str:
    """Which story this is: the digest of its chapters and of the code that tells it."""
    found = hashlib.sha256()
    for path in sorted([*HERE.glob("*.py"), *HERE.glob("story/*.toml")]):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
