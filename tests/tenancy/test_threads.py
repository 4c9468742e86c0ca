"""Many threads, many switches, errors in between: never a row of somebody else."""

import threading

import pytest
from django.db import connection, connections

from karlemose.partners.models import Organisation
from karlemose.tenancy.acting import acting_for

SWITCHES = 60


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_switching_between_partnerships_in_threads_leaks_nothing(cast):
    worlds = [cast.home, cast.elsewhere]
    expected = {world.partnership.id: sorted(one.name for one in world.organisations.values()) for world in worlds}
    leaks: list[str] = []

    def switch(number: int) -> None:
        try:
            for turn in range(SWITCHES):
                _look(worlds[(turn + number) % 2].partnership.id, turn, expected, leaks)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=switch, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert leaks == []


def _look(partnership_id: int, turn: int, expected: dict[int, list[str]], leaks: list[str]) -> None:
    try:
        with acting_for(partnership_id):
            rows = Organisation.objects.unscoped("what this thread sees").order_by("name")
            if sorted(row.name for row in rows) != expected[partnership_id]:
                leaks.append(f"wrong rows for {partnership_id}")
            if turn % 5 == 0:
                raise ZeroDivisionError
            if turn % 7 == 0:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1/0")
    except Exception as error:
        if "zero" not in str(error) and not isinstance(error, ZeroDivisionError):
            leaks.append(repr(error))
    if Organisation.objects.unscoped("after the wall closed").exists():
        leaks.append("seen without a partnership")
