"""Jobs go into the queue inside the action's transaction, and carry ids only."""

import json
from contextlib import suppress

import pytest
from django.db import connection

from karlemose.tenancy import jobs
from karlemose.tenancy.acting import acting_for

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def queued() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_a_job_goes_with_the_action_that_wanted_it(cast):
    number = cast.home.partnership.id
    with suppress(ZeroDivisionError), acting_for(number):
        jobs.defer("meetings.mark_outdated", partnership=number, neighbourhood=1, weeks="2026-W46")
        raise ZeroDivisionError
    assert queued() == []


def test_a_note_queues_the_marking_of_its_week_and_nothing_it_says(furnished):
    names = {name for name, _ in queued()}
    assert names == {"meetings.mark_outdated"}
    arguments = json.loads(queued()[0][1])
    assert set(arguments) == {"partnership", "neighbourhood", "weeks"}
    assert furnished.text not in str(queued())
