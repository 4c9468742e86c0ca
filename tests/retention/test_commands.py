"""`karlemose sweep`: what it prints, and that two at once count each report once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from karlemose.foundation import clock
from karlemose.observations.models import Observation
from karlemose.observations.series import WeekCount
from karlemose.partners.queries import command_viewer
from karlemose.retention import actions, commands, tasks
from karlemose.tenancy.acting import acting_for


@pytest.fixture(autouse=True)
def another_partnership(cast):
    """A second one is there before the test begins: a command must say which is meant."""
    return cast.elsewhere


YEAR = timedelta(days=365)


@pytest.fixture
def a_year_later(now):
    clock.freeze(now + YEAR)
    yield now + YEAR
    clock.freeze(None)


def run(*options: str):
    return CliRunner().invoke(commands.sweep, options)


def number_of(model, partnership) -> int:
    with acting_for(partnership.id, read_only=True):
        return model.objects.unscoped("what is left").count()


def test_command_tells_what_went_and_how_old_it_was(cast, note, now, a_year_later):
    note(now)
    rehearsed = run("--dry-run", "--partnership", "moseby")
    assert (rehearsed.exit_code, number_of(Observation, cast.home.partnership)) == (0, 1)
    done = run("--partnership", "moseby")
    assert rehearsed.stdout == "Dry run: nothing was erased.\n" + done.stdout
    (line,) = [line for line in done.stdout.splitlines() if f"{now:%Y-%m-%d}" in line]
    assert line.split()[-2:] == ["1", f"{now:%Y-%m-%d}"]
    assert number_of(Observation, cast.home.partnership) == 0


def test_without_a_name_every_partnership_and_the_installation_are_swept(cast, a_year_later):
    told = run().stdout
    assert [name for name in ("moseby", "engby", "the installation") if name in told] == [
        "moseby",
        "engby",
        "the installation",
    ]


def test_partnership_that_is_not_there_is_said_in_one_sentence(cast):
    result = run("--partnership", "nowhere")
    assert result.exit_code == 2
    assert "no partnership 'nowhere'" in result.stderr


def test_nightly_job_sweeps_its_partnership(cast, note, now, a_year_later):
    note(now)
    tasks.sweep(partnership=cast.home.partnership.id, timestamp=0)
    assert number_of(Observation, cast.home.partnership) == 0


def test_everything_is_swept_after_a_backup_was_read(cast, note, now):
    note(now)
    actions.sweep_everything(at=now + YEAR)
    assert (number_of(Observation, cast.home.partnership), number_of(WeekCount, cast.home.partnership)) == (0, 1)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_sweeps_at_once_count_each_report_once(cast, note, now):
    for _ in range(5):
        note(now)

    def swept(_: int) -> int:
        try:
            done = actions.sweep(by=command_viewer(cast.home.partnership.id), at=now + YEAR)
            return next(one.number for one in done if one.eraser.code == "observations")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(swept, range(2))) == [0, 5]
    with acting_for(cast.home.partnership.id, read_only=True):
        assert [one.number for one in WeekCount.objects.unscoped("what is left").order_by("id")] == [5]
