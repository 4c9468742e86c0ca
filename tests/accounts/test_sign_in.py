"""Who comes in: people who were added, with their password; everybody else is told the same."""

import pytest
from django.test import Client
from django.urls import reverse

from karlemose.ledger.models import Entry
from karlemose.partners import actions as partners
from karlemose.policy.words import OrganisationKind, Purpose, Role
from karlemose.tenancy.acting import acting_for
from tests.accounts.people import PASSWORD, give_password, instance_log

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def member(cast, now):
    return partners.add_member(
        by=cast.home.command,
        at=now,
        organisation=cast.home.organisations[OrganisationKind.HOUSING],
        email="Lone@moseby.example",
        name="Lone",
        role=Role.HOUSING_MANAGER,
        purpose=Purpose.SAFETY,
        password=PASSWORD,
    )


def sign_in(email: str, password: str, client: Client | None = None):
    return give_password(client or Client(), email, password)


def test_a_person_comes_in_whatever_the_capitals_of_the_address(member):
    assert sign_in("lone@MOSEBY.example", PASSWORD).status_code == 302
    assert instance_log() == [("accounts.session.started", f"person:{member.user_id}")]


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(member):
    wrong, unknown = sign_in("lone@moseby.example", "guessed wrong"), sign_in("nobody@moseby.example", "guessed wrong")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert said(wrong) == said(unknown)
    assert instance_log() == [("accounts.session.refused", "nobody")] * 2


def said(response) -> list[str]:
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_a_person_without_a_password_cannot_come_in(cast):
    user = cast.home.user("caretaker")
    assert sign_in(user.email, "").status_code == 200
    assert sign_in(user.email, "!").status_code == 200


def test_somebody_who_is_no_longer_active_does_not_come_in(member):
    member.user.is_active = False
    member.user.save()
    answered = sign_in("lone@moseby.example", PASSWORD)
    assert said(answered) == said(sign_in("nobody@moseby.example", PASSWORD))
    assert ("accounts.session.started", f"person:{member.user_id}") not in instance_log()


def test_signing_out_leaves_its_line_and_ends_the_session(member):
    client = Client()
    sign_in("lone@moseby.example", PASSWORD, client)
    client.post(reverse("account_logout"))
    assert instance_log()[-1] == ("accounts.session.ended", f"person:{member.user_id}")
    assert client.get("/moseby/").status_code == 302


def test_asking_for_the_sign_out_page_signs_nobody_out(member):
    client = Client()
    sign_in("lone@moseby.example", PASSWORD, client)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("enrol")).status_code == 200


def test_the_instances_log_is_not_seen_from_a_partnership(member, cast):
    sign_in("lone@moseby.example", PASSWORD)
    with acting_for(cast.home.partnership.id, read_only=True):
        rows = Entry.objects.unscoped("what a partnership sees")
        assert not rows.filter(event__startswith="accounts.").exists()
