"""Public data is read where it lies, never copied."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[3] / "shared" / "data"


def shared_file(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not there")
    return path


@pytest.fixture
def shared() -> Callable[[str], Path]:
    """The path of a public data file; skips where the folder is absent."""
    return shared_file


@pytest.fixture
def expected() -> dict[str, Any]:
    """Numbers that a right program must give for the public data."""
    return json.loads(shared_file("EXPECTED_dev.json").read_text())


@pytest.fixture
def rows() -> Callable[[str], list[dict[str, str]]]:
    def read(name: str) -> list[dict[str, str]]:
        with shared_file(name).open(newline="") as file:
            return list(csv.DictReader(file))

    return read
