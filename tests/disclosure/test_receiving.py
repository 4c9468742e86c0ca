"""The receipt in three ways; and whose key a parcel is sealed with."""

import random
from datetime import timedelta

import pyrage
import pytest

from karlemose.disclosure import queries, receiving, releasing, sealing, states
from karlemose.disclosure.codes import receipt_code
from karlemose.disclosure.enums import How, RecallReason, State
from karlemose.disclosure.receiving import NotAJournalNumber, WrongReceipt
from karlemose.foundation.refusals import NotAllowed
from karlemose.partners import links
from karlemose.partners.enums import LinkKind
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.at_once import at_once
from tests.disclosure.conftest import Office
from tests.made_once import made_once

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

JOURNAL = "0700-2026-4711"


@pytest.fixture
def sent(office: Office, seen, own_vault):
    def make():
        row = office.assemble()
        office.approve(row)
        return office.release(row, rng=random.Random(7))

    return made_once("a deal, handed over", make, files=own_vault)


@pytest.fixture
def code() -> str:
    return receipt_code(random.Random(7))


def cover(office, row):
    return office.read(queries.one, office.manager, row.public_id)


@pytest.mark.parametrize("who", ["officer", "investigator"])
def test_somebody_of_the_police_who_is_signed_in(office, sent, who):
    by = office.viewer(who)
    receiving.acknowledge(by=by, at=office.now, hand_over=sent.public_id, journal_number=JOURNAL)
    found = cover(office, sent)
    assert (found.state, found.acknowledged_how, found.journal_number) == (State.ACKNOWLEDGED, How.SIGNED_IN, JOURNAL)


def test_nobody_else(office, sent):
    for who in ("manager", "caretaker", "kindergarten_leader", "project_head", "chief", "board_member"):
        with pytest.raises(NotAllowed):
            receiving.acknowledge(by=office.viewer(who), at=office.now, hand_over=sent.public_id)


def test_once(office, sent):
    receiving.acknowledge(by=office.viewer("officer"), at=office.now, hand_over=sent.public_id)
    with pytest.raises(states.WrongState):
        receiving.acknowledge(by=office.viewer("investigator"), at=office.now, hand_over=sent.public_id)


def test_not_before_it_is_released(office, seen):
    row = office.assemble()
    with pytest.raises(states.WrongState):
        receiving.acknowledge(by=office.viewer("officer"), at=office.now, hand_over=row.public_id)


def test_not_after_it_was_recalled(office, sent):
    releasing.recall(by=office.manager, at=office.now, hand_over=sent.public_id, because=RecallReason.TOO_MUCH)
    with pytest.raises(states.WrongState):
        receiving.acknowledge(by=office.viewer("officer"), at=office.now, hand_over=sent.public_id)


def test_by_a_link_without_an_account(office, sent):
    token = receiving.make_receipt_link(by=office.manager, at=office.now, hand_over=sent.public_id)
    told = {"partnership_id": sent.partnership_id, "token": token, "journal_number": JOURNAL}
    receiving.acknowledge_by_link(at=office.now + timedelta(days=3), **told)
    assert cover(office, sent).acknowledged_how == How.LINK
    with pytest.raises(links.LinkIsClosed):
        receiving.acknowledge_by_link(at=office.now + timedelta(days=3), **told)


def test_a_link_that_is_too_old_opens_nothing(office, sent):
    token = receiving.make_receipt_link(by=office.manager, at=office.now, hand_over=sent.public_id)
    for days in (14, 400):
        at = office.now + timedelta(days=days)
        with pytest.raises(links.LinkIsClosed):
            receiving.acknowledge_by_link(partnership_id=sent.partnership_id, token=token, at=at)


def test_a_link_is_of_one_partnership_and_of_one_kind(office, sent):
    token = receiving.make_receipt_link(by=office.manager, at=office.now, hand_over=sent.public_id)
    elsewhere = office.cast.elsewhere.partnership.id
    with pytest.raises(links.LinkIsClosed):
        receiving.acknowledge_by_link(partnership_id=elsewhere, token=token, at=office.now)
    manager, ref = office.manager, links.Ref("hand_over", sent.public_id)
    with acting_for(sent.partnership_id):
        _, other = links.add_link(by=manager, at=office.now, kind=LinkKind.INVITATION, ref=ref)
    with pytest.raises(links.LinkIsClosed):
        receiving.acknowledge_by_link(partnership_id=sent.partnership_id, token=other, at=office.now)


@pytest.mark.parametrize("end", ["recalled", "acknowledged"])
def test_a_link_closes_with_what_it_is_for(office, sent, end):
    token = receiving.make_receipt_link(by=office.manager, at=office.now, hand_over=sent.public_id)
    if end == "recalled":
        releasing.recall(by=office.manager, at=office.now, hand_over=sent.public_id, because=RecallReason.TOO_MUCH)
    else:
        receiving.acknowledge(by=office.viewer("officer"), at=office.now, hand_over=sent.public_id)
    with pytest.raises(links.LinkIsClosed):
        receiving.acknowledge_by_link(partnership_id=sent.partnership_id, token=token, at=office.now)


def test_only_who_hands_over_makes_a_link(office, sent):
    for who in ("caretaker", "officer", "chief"):
        with pytest.raises(NotAllowed):
            receiving.make_receipt_link(by=office.viewer(who), at=office.now, hand_over=sent.public_id)


def test_by_telephone_with_the_code_that_stands_on_the_folder(office, sent, code):
    spoken = f"{code[:4].lower()} {code[4:]}"
    receiving.acknowledge_by_telephone(
        by=office.office, at=office.now, hand_over=sent.public_id, receipt=spoken, journal_number=JOURNAL
    )
    assert cover(office, sent).acknowledged_how == How.TELEPHONE


def test_another_code_gives_no_receipt_and_the_journal_number_belongs_to_it(office, sent, code):
    told = {"by": office.office, "at": office.now, "hand_over": sent.public_id}
    for spoken in ("", "AAAA AAAA", "K7NM", "0"):
        with pytest.raises(WrongReceipt):
            receiving.acknowledge_by_telephone(**told, receipt=spoken, journal_number=JOURNAL)
    for journal in ("", "   ", "?", "x" * 50, "a\nb"):
        with pytest.raises(NotAJournalNumber):
            receiving.acknowledge_by_telephone(**told, receipt=code, journal_number=journal)
    assert cover(office, sent).state == State.RELEASED


def test_the_telephone_is_the_senders(office, sent, code):
    told = {"at": office.now, "hand_over": sent.public_id, "receipt": code, "journal_number": JOURNAL}
    for who in ("officer", "caretaker"):
        with pytest.raises(NotAllowed):
            receiving.acknowledge_by_telephone(by=office.viewer(who), **told)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_at_once_give_one_receipt(office, sent):
    token = receiving.make_receipt_link(by=office.manager, at=office.now, hand_over=sent.public_id)

    def signed_in() -> None:
        receiving.acknowledge(by=office.viewer("officer"), at=office.now, hand_over=sent.public_id)

    def by_link() -> None:
        receiving.acknowledge_by_link(partnership_id=sent.partnership_id, token=token, at=office.now)

    def recalled() -> None:
        releasing.recall(by=office.manager, at=office.now, hand_over=sent.public_id, because=RecallReason.TOO_MUCH)

    *receipts, recall = at_once(signed_in, by_link, by_link, recalled)
    assert recall is None  # whoever was first, it can be called back
    assert {type(one) for one in receipts} <= {type(None), states.WrongState, links.LinkIsClosed}
    assert receipts.count(None) <= 1


class TestKeys:
    @pytest.fixture
    def key(self) -> str:
        return str(pyrage.x25519.Identity.generate().to_public())

    def test_the_newest_stands(self, office, key):
        mette = office.viewer("investigator")
        other = str(pyrage.x25519.Identity.generate().to_public())
        for text in (key, other):
            receiving.set_receiver_key(by=mette, at=office.now, organisation_id=office.police, text=text)
        assert office.read(queries.receiver_key, mette, office.police).text == other

    def test_an_empty_text_ends_sealing(self, office, key):
        mette = office.viewer("investigator")
        for text in (key, "  "):
            receiving.set_receiver_key(by=mette, at=office.now, organisation_id=office.police, text=text)
        assert office.read(queries.receiver_key, mette, office.police) is None

    def test_nobody_sets_anothers(self, office, key):
        for who in ("manager", "officer", "contact", "data_protection", "caretaker"):
            by = office.viewer(who)
            with pytest.raises(NotAllowed):
                receiving.set_receiver_key(by=by, at=office.now, organisation_id=office.police, text=key)

    def test_a_contact_person_sets_their_own_organisations(self, office, key):
        housing = office.cast.home.organisations[OrganisationKind.HOUSING].id
        made = receiving.set_receiver_key(by=office.viewer("contact"), at=office.now, organisation_id=housing, text=key)
        assert made.fingerprint == key

    def test_a_secret_key_is_not_kept(self, office):
        secret = str(pyrage.x25519.Identity.generate())
        with pytest.raises(sealing.SecretKeyGiven):
            receiving.set_receiver_key(
                by=office.cast.home.command, at=office.now, organisation_id=office.police, text=secret
            )
        assert office.read(queries.receiver_key, office.manager, office.police) is None
