"""What is missing, and what this installation cannot open, is said before somebody needs it."""

import pytest
from click.testing import CliRunner

from karlemose.tenancy.acting import acting_for
from karlemose.vault import disk, files
from karlemose.vault.commands import vault
from karlemose.vault.inspection import Condition, look, under_another_key

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
OTHER = b"another key of thirty-two bytes!"


@pytest.fixture
def stored(home, now):
    with acting_for(home):
        return files.keep(partnership_id=home, at=now, content=b"twelve bytes")


def said(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(vault, arguments)
    assert result.exit_code == code, result.output
    return result.output


def test_a_whole_vault_is_said_to_be_whole(stored, elsewhere):
    assert look(partnership_id=stored.partnership_id) == Condition(1, 12, 0, True)
    assert look(partnership_id=elsewhere) == Condition(0, 0, 0, True)
    assert "moseby: 1 files, 12 bytes, 0 missing\n" in said("look")


def test_a_missing_file_is_counted(stored):
    disk.path_of(stored.partnership_id, stored.digest).unlink()
    assert look(partnership_id=stored.partnership_id).missing == 1
    assert "1 missing" in said("look", code=1)


def test_another_key_is_noticed_without_opening_a_file(stored, settings):
    assert under_another_key() == []
    settings.VAULT_KEY = OTHER
    assert under_another_key() == ["moseby"]
    assert "ANOTHER KEY" in said("look", code=1)


def test_keys_are_wrapped_anew_and_a_second_time_there_is_nothing_to_do(stored, settings):
    settings.VAULT_KEY, settings.VAULT_KEY_BEFORE = OTHER, settings.VAULT_KEY
    assert "moseby: wrapped anew" in said("rewrap")
    settings.VAULT_KEY_BEFORE = b""
    assert "moseby: nothing to do" in said("rewrap")
    with acting_for(stored.partnership_id, read_only=True):
        assert files.read(stored) == b"twelve bytes"


def test_without_the_former_key_nothing_is_wrapped(stored, settings):
    settings.VAULT_KEY = OTHER
    assert "bring back keys/vault" in said("rewrap", code=1)
