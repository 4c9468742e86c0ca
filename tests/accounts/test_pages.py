"""Pages of one's own access send no more than they declare, and less does not make them send more."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from tests.accounts.people import new_person, sign_in

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "SET TRANSACTION", "SELECT set_config")
OWN = ["me", "password", "mfa_add_webauthn", "mfa_generate_recovery_codes"]


def sent(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len([query for query in captured if not query["sql"].startswith(FRAME)])


@pytest.mark.parametrize("name", OWN)
def test_a_page_sends_no_more_than_it_declares(name):
    client, user = Client(), new_person()
    sign_in(client, user)
    few = sent(client, name)
    assert few <= resolve(reverse(name)).func.gate.queries
    for number in range(6):
        Client().force_login(user)  # one more device each time
        if name != "mfa_add_webauthn":  # it reads what lies in each key
            Authenticator(user=user, type="webauthn", data={"name": f"key {number}"}).save()
    assert sent(client, name) <= resolve(reverse(name)).func.gate.queries


def test_ones_own_page_names_what_one_signs_in_with():
    client, user = Client(), new_person()
    sign_in(client, user)
    page = client.get(reverse("me"), headers={"accept-language": "da"}).content.decode()
    for words in ("Kodeapp", "Ny enhed", "den her", "Log ud alle steder", "Adgangskode"):
        assert words in page
    assert user.email not in page
