"""A small neighbourhood with a plan, and one without, in the world that every test shares."""

import json
import re
from pathlib import Path

import pytest

from karlemose.places import actions, plan
from karlemose.places.locating import Located, Position, locate
from karlemose.places.models import Neighbourhood
from karlemose.tenancy.acting import acting_for

DOCUMENT = Path(__file__).parents[2] / "docs" / "plan-format.md"
EXAMPLE = re.search(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[1]


def located(neighbourhood: Neighbourhood, *positions: Position | None) -> Located:
    """Where an import finds these positions; in a transaction of its own."""
    with acting_for(neighbourhood.partnership_id):
        return locate(neighbourhood_id=neighbourhood.id, positions=positions)


@pytest.fixture
def small_plan():
    return plan.from_geojson(json.loads(EXAMPLE), source="docs/plan-format.md")


@pytest.fixture
def engparken(cast, now, small_plan):
    """At home, with the plan of the document: three stairwells, a cellar, an outdoor place."""
    return actions.add_neighbourhood(
        by=cast.home.command, at=now, slug="engparken", name="Engparken", timezone="Europe/Copenhagen", plan=small_plan
    )


@pytest.fixture
def byen(cast, now):
    """At home, without a plan."""
    return actions.add_neighbourhood(
        by=cast.home.command, at=now, slug="byen", name="Byen", timezone="America/New_York"
    )


@pytest.fixture
def theirs(cast, now, small_plan):
    """The other partnership's, with the same slug and the same plan."""
    return actions.add_neighbourhood(
        by=cast.elsewhere.command,
        at=now,
        slug="engparken",
        name="Engparken",
        timezone="Europe/Copenhagen",
        plan=small_plan,
    )
