"""A parcel is made once, by whoever is first; what was released never changes, and a mistake is a recall."""

import pyrage
import pytest
from django.db import connections
from django.db.utils import ProgrammingError

from karlemose.disclosure import actions, inside, queries, receiving, releasing, states
from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.enums import RecallReason, State
from karlemose.disclosure.models import HandOver, HandOverItem
from karlemose.disclosure.parcel_models import Parcel
from karlemose.policy.words import Channel
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once
from tests.disclosure.conftest import DESCRIPTION, digest

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_what_was_released_is_never_changed(office, seen):
    office.handed_over()
    never = {"released_to": None, "content": None, "place_in_parcel": None, "plate": "", "file_digest": ""}
    for model, change in (
        (HandOverItem, {"content": {}}),
        (HandOverItem, {"plate": "XX11111"}),
        (HandOverItem, never),
        (HandOver, {"week": "2020-W01"}),
        (HandOver, {"released_at": None}),
        (Parcel, {"digest": "0" * 64}),
        (Step, {"by_name": "Somebody else"}),
    ):
        with pytest.raises(ProgrammingError), acting_for(office.estate.partnership_id, channels=[Channel.EVIDENCE]):
            model.objects.unscoped("for the test").update(**change)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_not_even_by_the_owner_of_the_tables(office, seen):
    office.handed_over()
    with connections["owner"].cursor() as cursor, pytest.raises(ProgrammingError, match="never changed"):
        cursor.execute("UPDATE disclosure_parcel SET digest = repeat('0', 64)")


def test_asking_again_gives_the_same_bytes(office, seen):
    row = office.handed_over()
    first = office.fetched(office.manager, row.public_id)
    assert office.fetched(office.viewer("investigator"), row.public_id) == first
    shown = office.read(queries.released, office.manager, row.public_id)
    assert digest(first.content) == shown.parcel.digest
    with acting_for(row.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        assert inside.check(shown.parcel).is_whole


def test_a_flipped_bit_in_the_vault_is_found(office, seen, own_vault):
    row = office.handed_over()
    parcel = office.read(queries.released, office.manager, row.public_id).parcel
    (path,) = own_vault.glob(f"*/*/{parcel.digest}")
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    path.write_bytes(content)
    with acting_for(row.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        assert not inside.check(parcel).is_whole


def test_nothing_lies_readable_on_the_disk(office, seen, own_vault):
    office.handed_over()
    kept = [path.read_bytes() for path in own_vault.rglob("*") if path.is_file()]
    assert kept
    assert all(b"AB12345" not in content and DESCRIPTION.encode() not in content for content in kept)


def test_the_same_is_not_handed_over_twice_and_what_is_new_goes_in_a_second(office, seen):
    office.handed_over()
    with pytest.raises(actions.NothingToHandOver):
        office.assemble()
    office.note(description="En til, mand med hund")
    second = office.assemble()
    assert (second.number, len(office.draft(second).lines)) == (2, 1)


def test_a_recalled_one_stays_and_says_so_and_may_go_again(office, seen):
    row = office.handed_over()
    before = office.fetched(office.viewer("investigator"), row.public_id)
    releasing.recall(by=office.office, at=office.now, hand_over=row.public_id, because=RecallReason.WRONG_FACTS)
    shown = office.read(queries.released, office.viewer("investigator"), row.public_id)
    assert (shown.hand_over.state, shown.hand_over.recalled_because) == (State.RECALLED, RecallReason.WRONG_FACTS)
    assert {item.recalled_at for item in shown.items} == {office.now}
    assert office.fetched(office.viewer("investigator"), row.public_id) == before
    again = office.assemble()
    assert len(office.draft(again).lines) == 2
    with pytest.raises(states.WrongState):
        releasing.recall(by=office.office, at=office.now, hand_over=row.public_id, because=RecallReason.TOO_MUCH)


def test_it_is_sealed_for_a_receiver_who_gave_a_key(office, seen):
    identity = pyrage.x25519.Identity.generate()
    receiving.set_receiver_key(
        by=office.viewer("investigator"), at=office.now, organisation_id=office.police, text=str(identity.to_public())
    )
    row = office.handed_over()
    fetched = office.fetched(office.viewer("investigator"), row.public_id)
    kept = office.read(queries.released, office.manager, row.public_id).parcel
    assert (fetched.is_sealed, fetched.name) == (True, f"aflevering-{row.week}-{row.public_id}.zip.age")
    assert digest(pyrage.decrypt(fetched.content, [identity])) == kept.digest
    assert kept.key_fingerprint == str(identity.to_public())


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_who_release_at_once_make_one_parcel(office, seen):
    row = office.assemble()
    office.approve(row)
    came = at_once(*[lambda: office.release(row)] * 3)
    assert sorted(type(one).__name__ for one in came) == ["HandOver", "WrongState", "WrongState"]
    with acting_for(row.partnership_id, channels=[Channel.EVIDENCE], read_only=True):
        assert Parcel.objects.unscoped("for the test").count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_who_begin_at_once_begin_one(office, seen):
    whos = [office.manager, office.office, office.manager]
    came = at_once(*(lambda by=by: office.assemble(by=by) for by in whos))
    (begun,) = (one for one in came if isinstance(one, HandOver))
    assert [one.hand_over for one in came if isinstance(one, actions.AlreadyOpen)] == [begun.public_id] * 2
