"""An attack list of our own on the way in: each line of it a test."""

import re
from typing import ClassVar

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.html import escape

from karlemose.accounts.models import Session, User
from karlemose.web.headers import NOT_KEPT
from tests.accounts.people import PASSWORD, code, give_code, give_password, instance_lines, new_person, sign_in
from tests.harness.routes import routes

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ACCESS = [route for route in routes() if str(route.view.__module__).startswith(("karlemose.web.access", "allauth"))]
NO_PASSKEYS = ("", "{}", "[]", "null", '{"id":"x"}')
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "http://localhost:9/",
    "http://127.0.0.1/",
    "javascript:alert(1)",
    "/\\evil.example",
    "https:evil.example",
    "\thttps://evil.example",
    "http://testserver@evil.example/",
]


@pytest.fixture
def user():
    return new_person()


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


# -- fixation --------------------------------------------------------------------------------------------------------


def test_a_session_key_from_before_signing_in_opens_nothing_after(user, client):
    client.get(reverse("account_login"))
    client.post(reverse("appearance"), {"appearance": "dark"})
    planted = client.session.session_key
    sign_in(client, user)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert not is_in(thief)


def test_the_key_between_the_factors_opens_nothing_after(user, client):
    give_password(client, user.email)
    between = client.session.session_key
    give_code(client, code())
    thief = Client()
    thief.cookies["session"] = between
    assert not is_in(thief)


def test_a_key_that_was_never_given_out_is_not_taken(user, client):
    client.cookies["session"] = "a" * 32
    sign_in(client, user)
    assert client.session.session_key != "a" * 32


def test_the_hash_that_lies_in_the_database_is_no_key(user, client):
    sign_in(client, user)
    thief = Client()
    thief.cookies["session"] = Session.objects.get().session_key
    assert not is_in(thief)


# -- redirects and hosts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ELSEWHERE)
def test_no_next_leads_away_after_signing_in(user, client, to):
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": to})
    assert answer.url == reverse("mfa_authenticate")
    assert give_code(client, code()).url == "/"


def test_no_next_leads_away_after_signing_out_or_being_asked_again(user, client):
    for to in ELSEWHERE:
        client.force_login(user)
        assert client.get(reverse("account_login"), {"next": to}).url == "/"
        again = client.post(f"{reverse('account_reauthenticate')}?next={to}", {"password": PASSWORD, "next": to})
        assert again.url == "/"
        assert client.post(reverse("account_logout"), {"next": to}).url == "/"


def test_a_next_of_our_own_is_followed(user, client):
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": "/moseby/"})
    assert give_code(client, code()).url == "/moseby/"


def test_another_host_is_not_answered(client, settings):
    settings.ALLOWED_HOSTS = ["karlemose.example"]
    for host in ("evil.example", "testserver.evil.example", "localhost@evil.example", ""):
        assert client.get(reverse("account_login"), headers={"host": host}).status_code == 400


# -- what is not there -----------------------------------------------------------------------------------------------


def test_nobody_signs_up_changes_an_address_or_switches_a_factor_off(rf):
    assert get_adapter().is_open_for_signup(rf.get("/")) is False
    for name in (
        *("account_signup", "account_email", "account_reset_password", "account_change_password"),
        *("account_set_password", "account_confirm_email", "account_request_login_code", "account_inactive"),
        *("mfa_signup_webauthn", "mfa_trust", "mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_remove_webauthn"),
        "mfa_download_recovery_codes",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_no_address_stands_in_an_address():
    text = str(list(get_resolver().reverse_dict))
    assert "email" not in text


def test_ids_cannot_be_guessed(user, client):
    sign_in(client, user)
    page = client.get(reverse("me")).content.decode()
    assert re.findall(r"/device/([0-9A-Z]{10})/", page)
    assert re.findall(r"/device/\d{1,6}/", page) == []


# -- enumeration -----------------------------------------------------------------------------------------------------


def body(response) -> bytes:
    once = rb'(name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]*"|value="[^"]*@[^"]*")'
    return re.sub(once, b"", response.content)


def test_a_wrong_password_tells_nobody_who_is_known(user):
    bare = User(email="noegle@moseby.example", name="Only a passkey")
    bare.set_unusable_password()
    bare.save()
    left = new_person("forbi@moseby.example")
    User.objects.filter(pk=left.pk).update(is_active=False)
    addresses = [user.email, bare.email, "ingen@moseby.example"]
    answers = [give_password(Client(), address, "gættet forkert") for address in addresses]
    answers.append(give_password(Client(), left.email, PASSWORD))
    assert len({(answer.status_code, body(answer)) for answer in answers}) == 1


def test_a_wrong_password_is_reckoned_as_often_for_somebody_as_for_nobody(user, settings):
    """What takes time is reckoning hashes: an address that nobody has costs as many, each as dear."""
    settings.PASSWORD_HASHERS = ["tests.accounts.test_attacks.Counted"]
    user.set_password(PASSWORD)
    bare = User(email="n@moseby.example", name="Only a passkey")
    bare.set_unusable_password()
    left = User(email="forbi@moseby.example", name="No longer active", is_active=False)
    left.set_password(PASSWORD)
    for one in (user, bare, left):
        one.save()
    reckoned = {}
    for address in (user.email, bare.email, left.email, "ingen@moseby.example"):
        Counted.rounds.clear()
        give_password(Client(), address, "gættet forkert")
        reckoned[address] = list(Counted.rounds)
    assert set(map(tuple, reckoned.values())) == {(Counted.iterations,)}, reckoned


class Counted(PBKDF2PasswordHasher):
    iterations = 1000
    rounds: ClassVar[list[int]] = []  # of each hash that was reckoned

    def encode(self, password, salt, iterations=None):
        self.rounds.append(iterations or self.iterations)
        return super().encode(password, salt, iterations)


def test_what_a_passkey_is_asked_with_tells_of_nobody(user, client):
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"].get("allowCredentials", []) == []
    assert asked["request_options"]["publicKey"]["userVerification"] == "required"


def test_a_passkey_that_is_none_is_answered_like_one_that_nobody_knows(user, client):
    for credential in (*NO_PASSKEYS, "1", '"x"', '{"response":{"userHandle":"MQ"}}', "{" * 2000, "\0"):
        client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert answer.url == reverse("account_login")
        assert "ikke kendt her" in client.get(answer.url).content.decode()
        assert not is_in(client)


def test_the_log_of_refusals_names_nobody(user, client):
    give_password(client, user.email, "gættet forkert")
    give_password(client, "ingen@moseby.example", "gættet forkert")
    lines = [line for line in instance_lines() if line["event"] == "accounts.session.refused"]
    assert [line["actor"] for line in lines] == ["nobody", "nobody"]
    assert "@" not in str(lines)
    assert "192." not in str(lines)
    assert "127." not in str(lines)


# -- forgery and caches ----------------------------------------------------------------------------------------------


def address(route) -> str:
    return reverse(route.name, args=["0000000000"] if route.parameters else [])


def test_no_form_is_taken_without_its_token(user):
    strict = Client(enforce_csrf_checks=True)
    for name in ("account_login", "mfa_login_webauthn", "mfa_authenticate", "openid_back"):
        assert strict.post(reverse(name), {}).status_code in {403, 405}, name
    strict.force_login(user)
    for route in ACCESS:
        assert strict.post(address(route), {}).status_code in {403, 405}, route.name
        assert is_in(strict)


def test_no_page_of_the_way_in_is_kept_by_the_browser(user, client):
    for signed_in in (False, True):
        if signed_in:
            client.force_login(user)
        for route in ACCESS:
            assert client.get(address(route)).headers["Cache-Control"] == NOT_KEPT, route.name


def test_every_page_of_the_way_in_is_looked_at():
    assert {"account_login", "mfa_login_webauthn", "mfa_authenticate", "me", "device", "openid_back"} <= {
        route.name for route in ACCESS
    }


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_authenticate", "mfa_reauthenticate_webauthn"])
def test_what_is_no_passkey_breaks_no_page(user, client, name):
    give_password(client, user.email)
    if name != "mfa_authenticate":
        give_code(client, code())
    for credential in (*NO_PASSKEYS, '{"rawId":1}'):
        cache.clear()  # who tries so often is stopped, and tries nothing
        client.get(reverse(name))
        assert client.post(reverse(name), {"credential": credential}).status_code in {200, 302}


def test_a_devices_name_is_words(user, client):
    sign_in(client, user)
    public_id = re.search(r"/device/([0-9A-Z]{10})/", client.get(reverse("me")).content.decode()).group(1)
    for words in ("<script>alert(1)</script>", '"><img src=x>', "{{ 7 }}", "'; DROP TABLE x; --"):
        client.post(reverse("device", args=[public_id]), {"name": words})
        page = client.get(reverse("me")).content.decode()
        assert escape(words) in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
