"""A second factor is demanded: before it there is only enrolment, after it a device is remembered for the day."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from karlemose.accounts import actions, factors
from karlemose.accounts.models import Device, User
from karlemose.foundation import clock
from tests.accounts.people import PASSWORD, code, give_code, give_password, instance_log, new_person, sign_in
from tests.harness.routes import routes

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def user():
    return new_person()


@pytest.fixture
def newcomer():
    return new_person("ny@moseby.example", factor=False)


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


def test_a_password_alone_leads_to_the_second_factor(user, client):
    answer = give_password(client, user.email)
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_password_and_code_lead_in(user, client):
    assert sign_in(client, user).url == "/"
    assert is_in(client)
    events = [event for event, _ in instance_log()]
    assert events == ["accounts.factor.used", "accounts.session.started", "accounts.device.enrolled"]


def test_a_code_that_does_not_fit_leads_nowhere_and_leaves_its_line(user, client):
    give_password(client, user.email)
    wrong = "000000" if code() != "000000" else "111111"
    assert give_code(client, wrong).status_code == 200
    assert not is_in(client)
    assert instance_log() == [("accounts.factor.refused", f"person:{user.pk}")]


def test_a_code_fits_once(user, client):
    used = code()
    give_password(client, user.email)
    give_code(client, used)
    watcher = Client()
    give_password(watcher, user.email)
    assert give_code(watcher, f" {used[:3]} {used[3:]} ").status_code == 200
    assert not is_in(watcher)


def test_a_code_typed_slowly_still_fits(user, client):
    give_password(client, user.email)
    assert give_code(client, code(periods=-1)).status_code == 302


def test_a_recovery_code_fits_once(user, client):
    first = RecoveryCodes.activate(user).get_unused_codes()[0]
    give_password(client, user.email)
    assert give_code(client, first).status_code == 302
    again = Client()
    give_password(again, user.email)
    assert give_code(again, first).status_code == 200
    assert not is_in(again)


def test_secrets_lie_encrypted(user):
    codes = RecoveryCodes.activate(user)
    stored = str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))
    assert "KRSXG5CT" not in stored
    assert codes.get_unused_codes()[0] not in stored


def test_somebody_without_a_factor_sees_enrolment_alone(newcomer, client):
    assert give_password(client, newcomer.email).url == "/"
    for name in ("partnerships", "me", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).url == reverse("enrol"), name
    assert client.get("/moseby/moseby/week/").url == reverse("enrol")
    for name in ("enrol", "mfa_activate_totp", "mfa_add_webauthn", "password", "account_logout"):
        assert client.get(reverse(name)).status_code == 200, name


def test_somebody_without_a_factor_can_send_nothing(newcomer, client):
    give_password(client, newcomer.email)
    for name in ("sign_out_everywhere", "remove_factor", "mfa_generate_recovery_codes"):
        assert client.post(reverse(name)).status_code == 404, name
    assert client.post("/moseby/moseby/note/car/", {"place": "1"}).status_code == 404


def test_no_page_is_open_before_a_factor_that_nobody_listed():
    listed = {route.name for route in routes() if getattr(route.view, "while_enrolling", False)}
    assert listed == {
        *("account_logout", "enrol", "password", "account_reauthenticate", "mfa_reauthenticate"),
        *("mfa_reauthenticate_webauthn", "mfa_add_webauthn", "mfa_activate_totp"),
        *("favicon", "set_language", "appearance"),
        "link",  # opens one thing for whoever holds it, signed in or not
    }


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_setting_up_a_code_app_opens_everything_under_another_key(transactional_db, client):
    newcomer = new_person("ny@moseby.example", factor=False)
    give_password(client, newcomer.email)
    before = client.session.session_key
    page = client.get(reverse("mfa_activate_totp"))
    shown = code(secret=page.context["secret"].replace(" ", ""))
    assert client.post(reverse("mfa_activate_totp"), {"code": shown}).url == reverse("mfa_view_recovery_codes")
    assert is_in(client)
    assert client.session.session_key != before
    assert User.objects.get(pk=newcomer.pk).has_enrolled
    assert "accounts.factor.added" in dict(instance_log())


def test_whoever_lost_every_factor_is_not_let_to_enrolment_by_a_password(user, client):
    Authenticator.objects.filter(user=user).delete()
    answer = client.get(give_password(client, user.email).url)
    assert "_auth_user_id" not in client.session
    assert "kontaktperson" in answer.content.decode()


def test_beginning_anew_opens_enrolment_and_ends_what_there_was(user, client):
    sign_in(client, user)
    actions.begin_anew(user.pk)
    assert not is_in(client)
    assert not factors.has_any(user.pk)
    assert Device.objects.filter(user=user).count() == 0
    give_password(client, user.email)
    assert client.get("/").url == reverse("enrol")


def test_the_last_factor_cannot_be_removed(user, client):
    sign_in(client, user)
    only = factors.of_user(user.pk).code_app
    assert client.post(reverse("remove_factor"), {"factor": only.id}).status_code == 404
    assert factors.has_any(user.pk)


def test_one_of_two_can_be_removed(user, client):
    sign_in(client, user)
    passkey = Authenticator(user=user, type="webauthn", data={"name": "Telefon"})
    passkey.save()
    assert client.post(reverse("remove_factor"), {"factor": passkey.pk}).status_code == 302
    assert factors.of_user(user.pk).passkeys == []
    assert instance_log()[-1] == ("accounts.factor.removed", f"person:{user.pk}")


def test_what_is_nobodys_factor_or_somebody_elses_is_not_there(user, client):
    other = new_person("anden@moseby.example")
    theirs = factors.of_user(other.pk).code_app
    sign_in(client, user)
    for number in (theirs.id, "", "x", "0", "9" * 30, "-1", "١"):
        assert client.post(reverse("remove_factor"), {"factor": number}).status_code == 404
    assert factors.has_any(other.pk)


def test_a_change_after_a_while_asks_again_who_one_is(user, client):
    now = clock.current_time()
    sign_in(client, user)
    clock.freeze(now + timedelta(minutes=10))
    try:
        answer = client.get(reverse("password"))
        assert answer.url.startswith(reverse("account_reauthenticate"))
        client.post(answer.url, {"password": PASSWORD})
        assert client.get(reverse("password")).status_code == 200
    finally:
        clock.freeze(None)


def test_a_new_password_ends_other_sessions(user, client):
    elsewhere = Client()
    sign_in(elsewhere, user)
    give_password(client, user.email)
    give_code(client, code(periods=1))
    assert client.post(reverse("password"), {"password": "tre fire ord i rad"}).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert instance_log()[-1] == ("accounts.password.set", f"person:{user.pk}")


def test_a_weak_password_is_not_taken(user, client):
    sign_in(client, user)
    for bad in ("kort", "password1234", "a" * 300):
        assert client.post(reverse("password"), {"password": bad}).status_code == 422
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_demos_mark_counts_in_a_demonstration_alone(newcomer, client, settings):
    give_password(client, newcomer.email)
    session = client.session
    session["entry"] = "demo"
    session.save()
    assert is_in(client)
    settings.IS_DEMO = False
    assert not is_in(client)
