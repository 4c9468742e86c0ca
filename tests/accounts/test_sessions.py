"""A session works under one membership, and for another one signs in anew."""

import pytest

from karlemose.accounts import sessions
from karlemose.accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def request_of_a_session(rf):
    request = rf.get("/")
    request.session = SessionStore()
    request.session.create()
    return request


def test_nothing_is_worn_before_it_is_chosen(request_of_a_session):
    assert sessions.worn(request_of_a_session) is None


def test_wearing_a_membership_gives_the_session_another_key(request_of_a_session):
    request = request_of_a_session
    known_before = request.session.session_key
    sessions.wear(request, 7)
    assert sessions.worn(request) == 7
    assert request.session.session_key != known_before
    assert not SessionStore().exists(known_before)


def test_choosing_the_same_again_changes_nothing(request_of_a_session):
    sessions.wear(request_of_a_session, 7)
    key = request_of_a_session.session.session_key
    sessions.wear(request_of_a_session, 7)
    assert request_of_a_session.session.session_key == key


def test_a_second_membership_needs_a_second_sign_in(request_of_a_session):
    sessions.wear(request_of_a_session, 7)
    with pytest.raises(sessions.AnotherIsWorn):
        sessions.wear(request_of_a_session, 8)
    assert sessions.worn(request_of_a_session) == 7
