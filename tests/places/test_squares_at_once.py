"""Imports at the same moment make each square once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.places.conftest import located


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_imports_at_once_share_their_squares(byen):
    positions = [(-71.0 - step / 100, 42.3) for step in range(40)]

    def take_in(_number):
        try:
            return located(byen, *positions)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(take_in, range(4)))
    assert sorted(one.squares_added for one in found) == [0, 0, 0, 40]
    assert {tuple(one.place_ids) for one in found} == {tuple(found[0].place_ids)}
