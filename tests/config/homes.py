"""Folders for installations that a test founds itself."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def new_home() -> Iterator[Path]:
    """A folder that is not there yet; whatever was founded in it is gone behind the block.

    Everybody may walk to it, as PostgreSQL's user must when root runs the tests: else its data would lie below /var/lib
    and stay there.
    """
    with tempfile.TemporaryDirectory(prefix="karlemose-test-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"
