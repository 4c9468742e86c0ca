"""What the architecture tests look at."""

import configparser
import subprocess
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "karlemose"


@cache
def ladder() -> list[set[str]]:
    """The rooms of `.importlinter`, highest first; parentheses mean "not built yet"."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    lines = parser["importlinter:contract:ladder"]["layers"].strip().splitlines()
    return [{name.strip(" ()") for name in line.split("|")} for line in lines]


def floor_of(room: str) -> int:
    """How high a room lies; 0 is the top."""
    return next(number for number, rooms in enumerate(ladder()) if room in rooms)


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("karlemose.")]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


@cache
def source_files() -> list[Path]:
    """Files git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return [path for name in listed if (path := ROOT / name).exists()]


def python_files() -> list[Path]:
    return [path for path in source_files() if path.suffix == ".py"]
