"""How long a session lasts, and how often one may guess, whichever process is asked."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from karlemose.accounts.models import Session
from karlemose.foundation import clock
from tests.accounts.people import code, give_code, give_password, instance_log, new_person, sign_in

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def user():
    return new_person()


@pytest.fixture
def later():
    begun = clock.current_time()

    def go(**by: int) -> None:
        clock.freeze(begun + timedelta(**by))

    go(seconds=0)
    yield go
    clock.freeze(None)


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


def test_two_hours_without_a_request_end_a_session(user, client, later):
    sign_in(client, user)
    later(minutes=119)
    assert is_in(client)
    later(minutes=119 + 121)
    assert not is_in(client)
    assert instance_log()[-1] == ("accounts.session.ended", f"person:{user.pk}")


def test_twelve_hours_end_a_session_that_is_in_use(user, client, later):
    sign_in(client, user)
    for hour in range(1, 13):
        later(hours=hour)
        assert is_in(client), hour
    later(hours=12, minutes=1)
    assert not is_in(client)


def test_a_session_in_use_is_written_every_five_minutes_at_most(user, client, later):
    sign_in(client, user)
    begun = Session.objects.get().last_seen_at
    later(minutes=4)
    assert is_in(client)
    assert Session.objects.get().last_seen_at == begun
    later(minutes=6)
    assert is_in(client)
    assert Session.objects.get().last_seen_at == begun + timedelta(minutes=6)


def test_a_session_that_cannot_say_when_it_began_is_over(user, client):
    sign_in(client, user)
    session = client.session
    del session["begun_at"]
    session.save()
    assert not is_in(client)


def test_a_form_sent_after_the_end_is_not_taken(user, client, later):
    sign_in(client, user)
    later(hours=3)
    assert client.post(reverse("sign_out_everywhere")).url.startswith(reverse("account_login"))


def test_passwords_are_guessed_five_times(user, client):
    for _ in range(5):
        give_password(client, user.email, "gættet forkert")
    answer = give_password(client, user.email)
    assert answer.status_code == 200
    assert "For mange forsøg" in answer.content.decode()


def test_a_right_code_opens_nothing_after_five_wrong_ones_wherever_they_were_typed(user):
    for number in range(5):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        give_password(guesser, user.email)
        give_code(guesser, "00000x")
    last = Client(REMOTE_ADDR="192.0.2.99")
    give_password(last, user.email)
    answer = give_code(last, code())
    assert answer.status_code == 200
    assert "For mange forsøg" in answer.content.decode()


def test_recovery_codes_share_the_count(user, client):
    give_password(client, user.email)
    for number in range(5):
        give_code(client, f"1234567{number}")
    assert "For mange forsøg" in give_code(client, "12345678").content.decode()


def test_passkeys_are_counted_by_where_they_come_from(client):
    answers = [client.post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code for _ in range(61)]
    assert set(answers[:60]) == {302}
    assert answers[60] == 429


def test_counts_lie_in_the_database_and_are_not_pushed_out(user, client):
    give_password(client, user.email, "gættet forkert")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_cache WHERE cache_key LIKE '%%login_failed%%'")
        before = cursor.fetchone()[0]
    for number in range(310):  # more than Django keeps of itself
        cache.set(f"filling-{number}", number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == before >= 1
