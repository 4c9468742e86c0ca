"""Settings from outside: documented defaults, clear refusals, secrets that nobody else reads."""

import base64
import threading

import pytest

from karlemose.config.environment import SETTINGS, Environment, SettingError, kept_secret


def made(tmp_path, **variables: str) -> Environment:
    return Environment({"KARLEMOSE_DATA": str(tmp_path / "data"), **variables})


def test_defaults_are_those_that_are_documented(tmp_path):
    environment = made(tmp_path)
    assert environment.port == 8000
    assert environment.public_url == "http://localhost:8000"
    assert environment.web_processes == 1
    assert environment.stopped_at is None
    assert environment.is_https is False


def test_every_setting_has_a_meaning():
    assert [setting.name for setting in SETTINGS if len(setting.meaning) < 20] == []


@pytest.mark.parametrize(
    ("variables", "reading", "words"),
    [
        ({"PORT": "eight"}, "port", "PORT='eight': give a whole number"),
        ({"PORT": "70000"}, "port", "from 1 to 65535"),
        ({"KARLEMOSE_WEB_PROCESSES": "0"}, "web_processes", "KARLEMOSE_WEB_PROCESSES"),
        ({"KARLEMOSE_PUBLIC_URL": "http://karlemose.example"}, "public_url", "without https"),
        ({"KARLEMOSE_PUBLIC_URL": "karlemose.example"}, "public_url", "write it like https://"),
        ({"KARLEMOSE_PUBLIC_URL": "https://karlemose.example/site"}, "public_url", "write it like https://"),
        ({"KARLEMOSE_NOW": "yesterday"}, "stopped_at", "write it like 2017-09-12T10:00"),
        ({"KARLEMOSE_LEDGER_KEY": "c2hvcnQ="}, "ledger_key", "32 random bytes"),
        ({"KARLEMOSE_LEDGER_KEY": "not base64!"}, "ledger_key", "openssl rand"),
        ({"KARLEMOSE_VAULT_KEY": "c2hvcnQ="}, "vault_key", "KARLEMOSE_VAULT_KEY: give 32 random bytes"),
        ({"KARLEMOSE_VAULT_KEY_BEFORE": "c2hvcnQ="}, "vault_key_before", "KARLEMOSE_VAULT_KEY_BEFORE"),
        ({"DATABASE_OWNER_URL": "postgresql://x/y"}, "database_owner_url", "set both, or neither"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_to_write(tmp_path, variables, reading, words):
    with pytest.raises(SettingError, match=words):
        getattr(made(tmp_path, **variables), reading)


def test_now_is_the_local_time_of_copenhagen(tmp_path):
    stopped = made(tmp_path, KARLEMOSE_NOW="2017-09-12T10:00").stopped_at
    assert stopped.isoformat() == "2017-09-12T10:00:00+02:00"


def test_an_empty_variable_counts_as_absent(tmp_path):
    assert made(tmp_path, PORT=" ").port == 8000


def test_secrets_are_made_once_and_for_their_owner_alone(tmp_path):
    first, second = made(tmp_path), made(tmp_path)
    assert first.secret_key == second.secret_key
    assert first.ledger_key == second.ledger_key
    keys = tmp_path / "data" / "keys"
    assert keys.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in keys.iterdir()} == {0o600}


def test_a_secret_of_the_environment_leaves_no_file(tmp_path):
    key = base64.b64encode(b"k" * 32).decode()
    assert made(tmp_path, KARLEMOSE_LEDGER_KEY=key).ledger_key == b"k" * 32
    assert not (tmp_path / "data" / "keys" / "ledger").exists()


def test_there_is_a_former_key_of_the_vault_only_when_somebody_put_one(tmp_path):
    environment = made(tmp_path)
    present = environment.vault_key
    assert environment.vault_key_before == b""
    keys = tmp_path / "data" / "keys"
    (keys / "vault").rename(keys / "vault-before")
    assert environment.vault_key_before == present
    assert environment.vault_key != present


def test_a_secret_that_others_can_read_is_refused(tmp_path):
    environment = made(tmp_path)
    assert environment.secret_key
    (tmp_path / "data" / "keys" / "secret").chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        _ = made(tmp_path).secret_key


def test_two_who_make_a_secret_at_once_have_the_same(tmp_path):
    found: list[str] = []
    names = iter(range(100))

    def ask() -> None:
        found.append(kept_secret(tmp_path / "data" / "keys" / "one", lambda: f"secret {next(names)}"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


def test_no_folder_above_ours_changes_its_mode(tmp_path):
    above = tmp_path / "home"
    above.mkdir(mode=0o700)
    assert Environment({"KARLEMOSE_DATA": str(above / "data")}).secret_key
    assert above.stat().st_mode & 0o777 == 0o700
    assert (above / "data").stat().st_mode & 0o777 == 0o711
