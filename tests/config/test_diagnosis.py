"""What `karlemose doctor` and the page of the state say: green, yellow and red, with what helps, in two languages."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from karlemose.config import diagnosis, state
from karlemose.config.environment import Environment
from karlemose.web.staff.state import words
from tests.accounts.people import new_person

NO_WORDS = {"address", "PostgreSQL"}  # a public address and a version are said alike in every language


class Answering:
    """A database that answers each question with the next of these rows."""

    def __init__(self, *rows: tuple[object, ...]) -> None:
        self.rows = list(rows)

    def execute(self, _question: str) -> "Answering":
        return self

    def fetchone(self) -> tuple[object, ...]:
        return self.rows.pop(0)


@pytest.fixture
def database(db):
    connection.ensure_connection()
    return connection.connection


@pytest.fixture
def keys(tmp_path, now):
    """An installation with a key of so many days."""

    def made(*days: int) -> Environment:
        folder = tmp_path / "keys"
        folder.mkdir(exist_ok=True)
        for number, age in enumerate(days):
            file = folder / f"key-{number}"
            file.touch()
            moment = (now - timedelta(days=age)).timestamp()
            os.utime(file, (moment, moment))
        return Environment({"KARLEMOSE_DATA": str(tmp_path)})

    return made


def test_the_role_of_the_application_obeys_row_security(database):
    found = diagnosis.role_of(database)
    assert (found.mark, found.found) == ("✓", "owns nothing and obeys row security")


@pytest.mark.parametrize(
    ("row", "found"), [((True, 0), "may bypass row security"), ((False, 3), "owns 3 tables"), ((True, 3), "may bypass")]
)
def test_a_role_that_walls_do_not_hold_is_red_and_says_what_helps(row, found):
    finding = diagnosis.role_of(Answering(row))
    assert finding.is_bad
    assert finding.found.startswith(found)
    assert finding.helps


def test_connections_of_all_processes_threads_and_workers_are_counted(database):
    few, many = (Environment({"KARLEMOSE_WEB_PROCESSES": number}) for number in ("1", "4"))
    said = [diagnosis.connections_of(Answering(("100",)), one).found for one in (few, many)]
    needed = [int(one.split()[0]) for one in said]
    assert needed[1] - needed[0] == 3 * diagnosis.THREADS
    assert diagnosis.connections_of(database, few).mark == "✓"


def test_too_few_connections_are_red():
    finding = diagnosis.connections_of(Answering(("5",)), Environment({}))
    assert (finding.is_bad, finding.found.endswith("5 allowed"), "max_connections" in finding.helps) == (
        True,
        True,
        True,
    )


def test_people_without_a_second_factor_are_counted(database):
    new_person()
    new_person("uden@moseby.example", factor=False)
    assert diagnosis.factors_of(database).found == "1 of 2 people have one"


def test_without_a_server_no_mail_is_promised():
    assert diagnosis.mail_of(Environment({})).found == "none is sent: links are handed over by people"


def test_the_server_of_mail_is_named_without_its_password():
    given = {"KARLEMOSE_MAIL_URL": "smtps://me:s%40fe@mail.example", "KARLEMOSE_MAIL_FROM": "k@kommune.example"}
    assert diagnosis.mail_of(Environment(given)).found == "by mail.example:465, from k@kommune.example"


def test_keys_are_told_with_their_age_and_on_the_page_without_their_folder(keys, now, tmp_path):
    environment = keys(3, 40)
    assert "key-1 40 days old" in diagnosis.keys_of(environment, at=now).found
    page = diagnosis.keys_of(environment, at=now, says_where=False).found
    assert page == "2 in files, the oldest 40 days old"
    assert str(tmp_path) not in page


@pytest.mark.parametrize(("days", "mark"), [(3 * 365, "✓"), (3 * 365 + 1, "!")])
def test_an_old_key_is_yellow(keys, now, days, mark):
    finding = diagnosis.keys_of(keys(1, days), at=now)
    assert (finding.mark, bool(finding.helps)) == (mark, mark == "!")


def test_keys_of_the_environment_have_no_age_here(now, tmp_path):
    assert diagnosis.keys_of(Environment({"KARLEMOSE_DATA": str(tmp_path)}), at=now).found == "from environment"


@pytest.mark.parametrize(("row", "mark"), [((2, 0), "✓"), ((0, 1), "!")])
def test_jobs_that_failed_are_yellow(row, mark):
    assert state._jobs(Answering(row)).mark == mark


@pytest.mark.parametrize(("lag", "mark"), [(0, "✓"), (diagnosis.NEWEST_KNOWN_LAG + 1, "!")])
def test_a_ledger_that_waits_for_its_seal_is_yellow(lag, mark):
    assert diagnosis._seals(Answering((lag,))).mark == mark


def test_the_page_says_every_line_in_danish(db, now):
    for finding in state.told(at=now):
        assert finding.what in words.SENTENCES | NO_WORDS
        assert finding.what in NO_WORDS or finding.says in words.SENTENCES
    with translation.override("da"):
        untranslated = {one for one in words.SENTENCES if translation.gettext(one) == one}
    assert untranslated == {"mail"}  # the same word


def test_what_is_not_a_sentence_of_ours_stays_as_it_is():
    with translation.override("da"):
        assert words.said("https://karlemose.example/100%", {}) == "https://karlemose.example/100%"
        assert words.said("%(waiting)d wait, none failed", {"waiting": 2}) == "2 venter, ingen er fejlet"
