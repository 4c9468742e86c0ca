"""Sign-in by an organisation's own provider, against one that really runs, and that lies when it is told to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from karlemose.accounts import claims
from karlemose.accounts.models import Identity, User
from karlemose.config.environment import Environment, SettingError
from karlemose.foundation import clock
from karlemose.partners import inviting, links
from karlemose.partners.models import Membership
from karlemose.policy.words import OrganisationKind, Role
from karlemose.tenancy.acting import acting_for
from tests.accounts.people import PASSWORD, instance_lines, new_person
from tests.accounts.provider import running

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
BACK = "http://testserver"


@pytest.fixture
def provider(settings):
    with running() as one:
        settings.OPENID = one.settings
        settings.PUBLIC_URL = BACK
        one.claims = {"sub": "kmd-17", "email": "lone@moseby.example", "email_verified": True, "amr": ["pwd", "mfa"]}
        yield one


@pytest.fixture
def user():
    return new_person(factor=False)


@pytest.fixture
def told():
    heard = []

    def hear(user_id, groups, at):
        heard.append((user_id, groups))

    claims.listen(hear)
    yield heard
    claims._listeners.remove(hear)


def go(client: Client, provider, *, state: str | None = None):
    """Out to the provider and back; the browser's part is played here."""
    left = client.get(reverse("openid_leave"))
    asked = {name: values[0] for name, values in parse_qs(urlsplit(left.url).query).items()}
    back = urlsplit(provider.authorize(asked))
    sent = {name: values[0] for name, values in parse_qs(back.query).items()}
    return client.get(back.path, {**sent, **({"state": state} if state is not None else {})})


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


def refused_because() -> list[str]:
    return [line["detail"]["why"] for line in instance_lines() if line["event"] == "accounts.session.refused"]


def test_somebody_invited_comes_in_when_the_provider_saw_a_second_factor(provider, user, client):
    assert go(client, provider).url == "/"
    assert is_in(client)
    assert Identity.objects.get(user=user).subject == "kmd-17"
    assert "accounts.identity.linked" in [line["event"] for line in instance_lines()]


def test_without_a_second_factor_there_ours_is_demanded(provider, user, client):
    provider.claims["amr"] = ["pwd"]
    go(client, provider)
    assert client.get(reverse("me")).url == reverse("enrol")


def test_whoever_has_ours_is_asked_for_it(provider, client):
    new_person()
    provider.claims["amr"] = ["pwd"]
    assert go(client, provider).url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_acr_counts_as_well(provider, user, client):
    del provider.claims["amr"]
    provider.claims["acr"] = "mfa"
    go(client, provider)
    assert is_in(client)


def test_the_address_may_come_from_userinfo(provider, user, client):
    provider.lie = {"email": None, "email_verified": None}
    go(client, provider)
    assert is_in(client)
    assert "/userinfo" in provider.seen


def test_afterwards_one_is_known_by_the_providers_own_id(provider, user, client):
    go(client, provider)
    client.post(reverse("account_logout"))
    provider.claims["email"] = "gift@moseby.example"
    go(client, provider)
    assert is_in(client)


def test_an_address_that_was_given_to_somebody_else_opens_nothing(provider, user, client):
    go(client, provider)
    other = Client()
    provider.claims["sub"] = "kmd-18"
    assert go(other, provider).url == reverse("account_login")
    assert not is_in(other)
    assert refused_because() == ["openid.not-invited"]


def test_nobody_else_comes_in_and_nobody_is_made(provider, user, client):
    invited = dict(provider.claims)
    for who in (
        {"email": "fremmed@example.org"},
        {"email_verified": False},
        {"email_verified": "true"},  # a word instead of a truth
        {"email_verified": None},
        {"email": ""},
    ):
        provider.claims = invited | who
        assert go(client, provider).url == reverse("account_login")
        assert not is_in(client)
        assert "arbejdskonto" in client.get(reverse("account_login")).content.decode()
    assert (User.objects.count(), Identity.objects.count()) == (1, 0)


def test_somebody_who_is_no_longer_active_does_not_come_in(provider, user, client):
    go(client, provider)
    client.post(reverse("account_logout"))
    User.objects.update(is_active=False)
    assert go(client, provider).url == reverse("account_login")
    assert not is_in(client)


def test_a_token_that_is_not_for_us_now_is_refused(provider, user, client):
    lies = [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"iss": "https://login.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": 4_000_000_000},  # the year 2096
        {"azp": "somebody-else"},
        {"sub": None},
    ]
    for provider.lie in lies:
        assert go(client, provider).url == reverse("account_login")
        assert not is_in(client), provider.lie
    assert len(refused_because()) == len(lies)


def test_a_token_that_the_provider_did_not_sign_is_refused(provider, user, client):
    for how in ("signs_with_another_key", "unsigned"):
        setattr(provider, how, True)
        go(client, provider)
        assert not is_in(client)
        setattr(provider, how, False)
    go(client, provider)
    assert is_in(client)


def test_another_issuer_at_the_same_address_is_refused(provider, user, client):
    provider.issuer_said = "https://login.example"
    assert client.get(reverse("openid_leave")).url == reverse("account_login")
    assert refused_because() == ["openid.another-issuer"]


def test_another_state_is_refused(provider, user, client):
    for state in ("", "guessed", "\u00e6"):
        go(client, provider, state=state)
        assert not is_in(client)
    assert refused_because() == ["openid.another-state"] * 3


def test_coming_back_without_having_left_is_refused(provider, user, client):
    client.get(reverse("openid_back"), {"code": "x", "state": "y"})
    assert not is_in(client)


def test_the_way_back_works_once(provider, user, client):
    go(client, provider)
    client.post(reverse("account_logout"))
    assert client.get(reverse("openid_back"), {"code": "x", "state": ""}).url == reverse("account_login")
    assert not is_in(client)


def test_another_sessions_way_back_leads_nowhere(provider, user):
    """Somebody sends a victim the link of their own sign-in."""
    attacker, victim = Client(), Client()
    left = attacker.get(reverse("openid_leave"))
    asked = {name: values[0] for name, values in parse_qs(urlsplit(left.url).query).items()}
    back = provider.authorize(asked)
    victim.get(back.removeprefix(BACK))
    assert not is_in(victim)


def test_groups_are_told_to_whoever_listens(provider, user, client, told):
    provider.claims["groups"] = ["karlemose", "drift"]
    go(client, provider)
    assert told == [(user.pk, frozenset({"karlemose", "drift"}))]


@pytest.fixture
def bound(cast, provider, now):
    """Lone, whose membership is bound to a group of her organisation's own sign-in."""
    what = inviting.Invited(
        email="lone@moseby.example", name="Lone", role=Role.CARETAKER, from_on=now.date(), claim_group="karlemose"
    )
    housing = cast.home.organisations[OrganisationKind.HOUSING]
    _, token = inviting.invite(by=cast.home.viewer("contact"), at=now, organisation_id=housing.id, what=what)
    link = links.find_link(partnership_id=cast.home.partnership.id, token=token, at=now)
    clock.freeze(now)
    yield inviting.accept(by=links.holder(link), at=now, link_id=link.id, password=PASSWORD)
    clock.freeze(None)


def ended_because(cast, member) -> str:
    with acting_for(cast.home.partnership.id, read_only=True):
        return Membership.objects.unscoped("what it is now").get(id=member.id).ended_because


def test_whoever_is_in_the_group_works(cast, provider, client, bound):
    provider.claims["groups"] = ["karlemose", "drift"]
    go(client, provider)
    assert client.get("/").url == "/moseby/"
    assert ended_because(cast, bound) == ""


@pytest.mark.parametrize("groups", [[], ["drift"], ["Karlemose"], ["karlemose-2"]])
def test_whoever_has_left_the_group_works_no_more(cast, provider, client, bound, groups):
    provider.claims["groups"] = groups
    go(client, provider)
    assert ended_because(cast, bound) == "claim"
    assert client.get("/moseby/").status_code == 404


def test_work_under_way_elsewhere_ends_with_the_group(cast, provider, client, bound):
    provider.claims["groups"] = ["karlemose"]
    go(client, provider)
    client.get("/")
    assert client.get("/moseby/").status_code == 200
    provider.claims["groups"] = ["drift"]
    go(Client(), provider)
    assert client.get("/moseby/").url == "/"
    assert "/moseby/" not in client.get("/").content.decode()


def test_a_provider_that_says_nothing_of_groups_ends_nobodys_work(cast, provider, client, bound):
    go(client, provider)
    assert ended_because(cast, bound) == ""
    assert client.get("/").url == "/moseby/"


def test_silence_about_groups_is_not_no_groups(provider, user, client, told):
    go(client, provider)
    assert told == []
    client.post(reverse("account_logout"))
    provider.claims["groups"] = []
    go(client, provider)
    assert told == [(user.pk, frozenset())]


def test_a_provider_that_does_not_answer_or_babbles_is_told_of_plainly(provider, client, settings):
    provider.babbles = True
    assert client.get(reverse("openid_leave")).url == reverse("account_login")
    settings.OPENID = {**provider.settings, "issuer": "http://localhost:9"}
    assert client.get(reverse("openid_leave")).url == reverse("account_login")
    assert refused_because() == ["openid.no-answer"] * 2


def test_without_a_provider_there_is_no_such_page(client, settings):
    settings.OPENID = {}
    assert client.get(reverse("openid_leave")).status_code == 404
    assert client.get(reverse("openid_back")).status_code == 404
    assert b"provider" not in client.get(reverse("account_login")).content


def test_the_button_bears_the_providers_name(provider, client):
    assert "Log ind med Kommunens login" in client.get(reverse("account_login")).content.decode()


def test_half_a_setting_is_refused_with_what_to_write():
    for given in (
        {"KARLEMOSE_OIDC_URL": "http://login.example"},
        {"KARLEMOSE_OIDC_URL": "login.example"},
        {"KARLEMOSE_OIDC_URL": "https://login.example", "KARLEMOSE_OIDC_CLIENT_ID": "x"},
        {"KARLEMOSE_OIDC_URL": "https://login.example", "KARLEMOSE_OIDC_SECRET": "x"},
    ):
        with pytest.raises(SettingError, match="_OIDC_"):
            _ = Environment(given).openid


def test_a_whole_setting_is_read():
    given = {
        "KARLEMOSE_OIDC_URL": "https://login.example/",
        "KARLEMOSE_OIDC_CLIENT_ID": "karlemose",
        "KARLEMOSE_OIDC_SECRET": "x",
        "KARLEMOSE_OIDC_FACTOR": "mfa, urn:nsis:high",
    }
    found = Environment(given).openid
    assert (found["issuer"], found["name"]) == ("https://login.example", "login.example")
    assert found["factor"] == ("mfa", "urn:nsis:high")
    assert Environment({}).openid == {}
