"""A hand-over goes a year after it was released, files and all; the ledger's line stays."""

from datetime import timedelta

import pytest

from karlemose.disclosure import erasing
from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.parcel_models import Parcel
from karlemose.ledger.models import Entry
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

MODELS = (HandOver, HandOverItem, Parcel, Step)


def swept(office, *, days: int) -> int:
    with acting_for(office.estate.partnership_id, channels=[Channel.EVIDENCE]):
        return erasing.erase(partnership_id=office.estate.partnership_id, at=office.now + timedelta(days=days))


def left(office) -> int:
    with acting_for(office.estate.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        return sum(model.objects.unscoped("for the test").count() for model in MODELS)


def test_not_before_its_day(office, seen):
    office.handed_over()
    before = left(office)
    assert swept(office, days=364) == 0
    assert left(office) == before


def test_on_its_day_nothing_of_it_is_left_but_the_ledgers_line(office, seen):
    office.handed_over()
    assert swept(office, days=365) == 1
    assert left(office) == 0
    with acting_for(office.estate.partnership_id, read_only=True):
        rows = Entry.objects.unscoped("what was done")
        assert rows.filter(event="disclosure.hand_over.released").count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_its_files_go_from_the_disk(office, seen, own_vault):
    before = {path for path in own_vault.rglob("*") if path.is_file()}
    office.handed_over()
    assert len([path for path in own_vault.rglob("*") if path.is_file()]) == len(before) + 1
    swept(office, days=365)
    assert {path for path in own_vault.rglob("*") if path.is_file()} == before


def test_a_draft_that_nobody_touched_goes_too(office, seen):
    office.assemble()
    assert swept(office, days=365) == 1
    assert left(office) == 0


def test_another_partnerships_stays(office, seen):
    office.handed_over()
    with acting_for(office.cast.elsewhere.partnership.id, channels=[Channel.EVIDENCE]):
        assert erasing.erase(partnership_id=office.estate.partnership_id, at=office.now + timedelta(days=999)) == 0
    assert left(office) > 0
