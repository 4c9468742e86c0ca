"""Two partnerships and nobody in them: the vault knows no people."""

import pytest

from karlemose.partners.actions import found_partnership


@pytest.fixture
def home(db: None) -> int:
    return found_partnership(slug="moseby", name="Moseby").id


@pytest.fixture
def elsewhere(db: None) -> int:
    return found_partnership(slug="engby", name="Engby").id
