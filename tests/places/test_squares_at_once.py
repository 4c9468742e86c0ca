"""Two imports at the same moment make each square once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from karlemose.places import actions


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_imports_share_their_squares(cast, now, byen):
    positions = [(-71.0 - step / 100, 42.3) for step in range(40)]

    def take_in(_number):
        try:
            return actions.add_squares(by=cast.home.command, at=now, neighbourhood_id=byen.id, positions=positions)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        located = list(threads.map(take_in, range(4)))
    assert sorted(one.squares_added for one in located) == [0, 0, 0, 40]
    assert {tuple(one.place_ids) for one in located} == {tuple(located[0].place_ids)}
