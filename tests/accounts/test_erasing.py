"""Devices go a year after they were revoked or signed in with; what is in use stays."""

from datetime import timedelta

import pytest

from karlemose.accounts import erasing
from karlemose.accounts.models import Device
from karlemose.ledger.recording import INSTANCE
from karlemose.partners.queries import job_viewer
from karlemose.retention import actions
from tests.accounts.people import new_person

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
YEAR = timedelta(days=365)


@pytest.fixture
def device(now):
    """A device of somebody, seen and revoked so long before `now`."""
    user = new_person()

    def made(name: str, *, seen: timedelta, revoked: timedelta | None = None) -> Device:
        row = Device(user=user, name=name, token_hash=name, enrolled_at=now - 3 * YEAR)
        row.last_seen_on = (now - seen).date()
        row.revoked_at = None if revoked is None else now - revoked
        row.save()
        return row

    return made


def names() -> set[str]:
    return set(Device.objects.order_by("id").values_list("name", flat=True))


def test_what_nobody_signed_in_with_for_a_year_goes(device, now):
    device("old", seen=YEAR)
    device("used", seen=YEAR - timedelta(days=1))
    assert erasing.erase_devices(partnership_id=INSTANCE, at=now) == 1
    assert names() == {"used"}


def test_a_revoked_device_goes_a_year_after_and_not_before(device, now):
    device("revoked", seen=YEAR - timedelta(days=2), revoked=YEAR - timedelta(days=1))
    assert erasing.erase_devices(partnership_id=INSTANCE, at=now) == 0
    assert erasing.erase_devices(partnership_id=INSTANCE, at=now + timedelta(days=1)) == 1
    assert names() == set()


def test_the_nightly_sweep_of_the_installation_takes_them(device, now):
    device("old", seen=YEAR)
    swept = actions.sweep(by=job_viewer("retention", INSTANCE), at=now)
    assert {one.eraser.code: one.number for one in swept} == {"sessions": 0, "devices": 1}
    assert names() == set()
