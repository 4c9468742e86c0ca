"""Devices: remembered for a day, named, listed, and out from the moment they are revoked."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from karlemose.accounts import devices, factors
from karlemose.accounts.models import Device, Session
from karlemose.foundation import clock
from tests.accounts.people import code, give_code, give_password, instance_lines, instance_log, new_person, sign_in

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
COOKIE = settings.DEVICE_COOKIE_NAME
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
DESK = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.fixture
def user():
    return new_person()


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


def sign_out(client: Client) -> None:
    client.post(reverse("account_logout"))


def test_a_device_is_enrolled_with_a_name_one_knows_it_by(user):
    client = Client(headers={"user-agent": PHONE, "accept-language": "da"})
    sign_in(client, user)
    (device,) = devices.of_user(user.pk)
    assert device.name == "Telefon · Chrome"
    assert "Telefon · Chrome" in client.get(reverse("me")).content.decode()
    assert [line["subjects"] for line in instance_lines() if line["event"] == "accounts.device.enrolled"] == [
        [f"device:{device.public_id}"]
    ]


def test_names_are_guessed():
    with translation.override("en"):
        assert [devices.guessed_name(agent) for agent in (PHONE, IPHONE, DESK, EDGE, "")] == [
            *("Phone · Chrome", "Phone · Safari", "Computer · Firefox", "Computer · Edge", "Computer"),
        ]


def test_only_a_hash_of_the_token_is_kept(user, client):
    sign_in(client, user)
    token = client.cookies[COOKIE].value
    assert devices.TOKEN.fullmatch(token)
    assert token not in str(list(Device.objects.values_list()))
    assert client.cookies[COOKIE]["httponly"]
    assert client.cookies[COOKIE]["samesite"] == "Lax"


def test_the_same_device_is_not_asked_again_within_a_day(user, client):
    sign_in(client, user)
    sign_out(client)
    assert give_password(client, user.email).url == "/"
    assert is_in(client)
    assert Device.objects.count() == 1


def test_the_next_day_it_is_asked(user, client):
    sign_in(client, user)
    sign_out(client)
    clock.freeze(clock.current_time() + timedelta(hours=25))
    try:
        assert give_password(client, user.email).url == reverse("mfa_authenticate")
    finally:
        clock.freeze(None)


def test_signing_in_again_does_not_make_the_day_longer(user, client):
    sign_in(client, user)
    until = Device.objects.get().trusted_until
    sign_out(client)
    give_password(client, user.email)
    assert Device.objects.get().trusted_until == until


def test_the_token_changes_at_each_sign_in(user, client):
    sign_in(client, user)
    first = client.cookies[COOKIE].value
    sign_out(client)
    give_password(client, user.email)
    assert client.cookies[COOKIE].value != first
    thief = Client()
    thief.cookies[COOKIE] = first
    assert give_password(thief, user.email).url == reverse("mfa_authenticate")


def test_a_planted_cookie_makes_no_device(user, client):
    planted = "A" * 43
    client.cookies[COOKIE] = planted
    sign_in(client, user)
    assert planted not in client.cookies[COOKIE].value.split(".")[:1]
    thief = Client()
    thief.cookies[COOKIE] = planted
    assert give_password(thief, user.email).url == reverse("mfa_authenticate")


def test_nonsense_in_the_cookie_is_no_device(user):
    for cookie in ("", ".", "x" * 5000, "A" * 42, "A" * 44, "..".join("A" * 43 for _ in range(9)), "\0"):
        client = Client()
        client.cookies[COOKIE] = cookie
        assert give_password(client, user.email).url == reverse("mfa_authenticate")


def test_one_browser_may_be_two_peoples(user, client):
    other = new_person("anden@moseby.example")
    sign_in(client, user)
    sign_out(client)
    assert give_password(client, other.email).url == reverse("mfa_authenticate")
    give_code(client, code())
    sign_out(client)
    assert give_password(client, user.email).url == "/"
    assert Device.objects.count() == 2


def test_revoking_a_device_ends_its_sessions_and_its_trust_at_once(user, client):
    phone = Client()
    sign_in(phone, user)
    give_password(client, user.email)
    give_code(client, code(periods=1))
    lost = Device.objects.order_by("id").first()
    assert client.post(reverse("revoke_device", args=[lost.public_id])).status_code == 302
    assert not is_in(phone)
    assert phone.get("/").url.startswith(reverse("account_login"))
    assert is_in(client)
    assert give_password(phone, user.email).url == reverse("mfa_authenticate")
    assert instance_log()[-1] == ("accounts.device.revoked", f"person:{user.pk}")


def test_a_request_under_way_cannot_write_its_session_back(user, client):
    sign_in(client, user)
    session = client.session
    session["more"] = "read before, written after"
    devices.revoke(device=Device.objects.get(), at=clock.current_time())
    with pytest.raises(UpdateError):
        session.save()
    assert Session.objects.count() == 0


def test_a_lost_phone_takes_its_passkeys_along(user, client):
    sign_in(client, user)
    device = Device.objects.get()
    made = Authenticator(user=user, type="webauthn", data={"name": "Telefon"})
    made.save()
    factors.made_on(made, device=device.public_id)
    Authenticator(user=user, type="webauthn", data={"name": "Computer"}).save()
    devices.revoke(device=device, at=clock.current_time())
    assert [one.name for one in factors.of_user(user.pk).passkeys] == ["Computer"]


def test_whoever_loses_the_only_factor_with_the_phone_is_out_everywhere(user, client):
    sign_in(client, user)
    Authenticator.objects.filter(user=user).delete()
    device = Device.objects.get()
    made = Authenticator(user=user, type="webauthn", data={"name": "Telefon"})
    made.save()
    factors.made_on(made, device=device.public_id)
    elsewhere = Client()
    elsewhere.force_login(user)
    devices.revoke(device=device, at=clock.current_time())
    assert not is_in(elsewhere)
    answer = client.get(give_password(client, user.email).url)
    assert "kontaktperson" in answer.content.decode()


def test_a_device_is_renamed(user, client):
    sign_in(client, user)
    device = Device.objects.get()
    assert client.post(reverse("device", args=[device.public_id]), {"name": "  Min   telefon "}).status_code == 302
    device.refresh_from_db()
    assert device.name == "Min telefon"
    assert instance_log()[-1] == ("accounts.device.renamed", f"person:{user.pk}")


def test_a_name_that_is_none_is_not_taken(user, client):
    sign_in(client, user)
    device = Device.objects.get()
    for name in ("", "   ", "x" * 61):
        assert client.post(reverse("device", args=[device.public_id]), {"name": name}).status_code == 422


def test_somebody_elses_device_is_not_there(user, client):
    theirs = Client()
    other = new_person("anden@moseby.example")
    sign_in(theirs, other)
    device = Device.objects.get()
    sign_in(client, user)
    for name in ("device", "revoke_device"):
        assert client.post(reverse(name, args=[device.public_id]), {"name": "x"}).status_code == 404
    assert client.get(reverse("device", args=[device.public_id])).status_code == 404
    assert is_in(theirs)


def test_signing_out_everywhere_ends_every_session_and_all_trust(user, client):
    phone = Client()
    sign_in(phone, user)
    give_password(client, user.email)
    give_code(client, code(periods=1))
    assert client.post(reverse("sign_out_everywhere")).url == reverse("account_login")
    assert not is_in(phone)
    assert not is_in(client)
    assert give_password(phone, user.email).url == reverse("mfa_authenticate")
    assert instance_log()[-1] == ("accounts.session.ended_everywhere", f"person:{user.pk}")
