"""Pages of people, links and the way in: attacks, and what each role finds."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from karlemose.foundation import clock
from karlemose.partners import actions, inviting, links, memberships, restoring
from karlemose.places.rules import RESERVED
from karlemose.policy.words import OrganisationKind, Role
from karlemose.web.urls import urlpatterns
from tests.at_work import at_work
from tests.observations.conftest import lay_out

PASSWORD = "fire nye ord i mosen"
PAGES = {
    "people": {"contact"},
    "people-invite": {"contact"},
    "devices": {"contact"},
    "ledger": {"contact"},
    "agreements": {"contact", "data_protection"},
    "oversight": {"data_protection"},
    "whole-ledger": {"data_protection"},
    "state": {"operations"},
}
ONCE_ONLY = re.compile(rb'value="[^"]*"')  # keys of forms, and the address one asked for
EVERYBODY = ["caretaker", "manager", "chief", "officer", "investigator", "board_member", "ssp_consultant", "mentor"]


def address(cast, name: str, **more) -> str:
    return reverse(name, kwargs={"partnership": cast.home.partnership.slug, **more})


def invite(cast, now, **more) -> tuple[object, str]:
    what = {"email": "ny@moseby.example", "name": "Ny Person", "role": Role.CARETAKER, "from_on": now.date()} | more
    housing = cast.home.organisations[OrganisationKind.HOUSING].id
    contact = cast.home.viewer("contact")
    return inviting.invite(by=contact, at=now, organisation_id=housing, what=inviting.Invited(**what))


def second_work(cast, now, name: str = "manager") -> None:
    actions.add_work(
        by=cast.home.command,
        at=now,
        organisation=cast.home.organisations[OrganisationKind.HOUSING],
        email=cast.home.user(name).email,
        role=Role.CONTACT,
    )


def test_pages_are_there_for_their_roles_alone(cast):
    people = [*EVERYBODY, "contact", "data_protection", "operations"]
    clients = {who: at_work(cast.home.user(who)) for who in people}
    for name, roles in PAGES.items():
        where = address(cast, name)
        assert {who for who, client in clients.items() if client.get(where).status_code == 200} == roles, name


def test_the_first_page_of_those_without_a_neighbourhood_greets_and_says_what_waits(cast, now):
    for who, name, waits in (
        ("contact", "people", "intet venter på dig"),
        ("data_protection", "oversight", r"\d+ venter på dig"),
        ("operations", "state", r"(\d+|intet) venter på dig"),
    ):
        html = at_work(cast.home.user(who)).get(address(cast, name)).content.decode()
        assert re.search(rf'<p class="lead">Tirsdag uge 47 · {waits}\. ', html)
    memberships.renew(by=cast.home.command, at=now - timedelta(days=170), membership_ids=[due(cast)])
    html = at_work(cast.home.user("contact")).get(address(cast, "people")).content.decode()
    assert "Tirsdag uge 47 · 1 venter på dig. " in html


def due(cast) -> int:
    return cast.home.memberships["caretaker"].id


def test_ids_of_others_people_are_not_there(cast):
    client = at_work(cast.home.user("contact"))
    for number in (cast.home.memberships["officer"].id, cast.elsewhere.memberships["caretaker"].id, 10**9):
        for name in ("people-person", "people-end", "people-link"):
            answer = client.post(address(cast, name, membership=number), {"role": "caretaker"})
            assert answer.status_code == 404, (name, number)
        assert client.post(address(cast, "people-renew"), {"membership": number}).status_code == 404


def test_nobody_wears_a_membership_of_somebody_else(cast, now):
    second_work(cast, now)
    client = Client()
    client.force_login(cast.home.user("manager"))
    for number in (cast.home.memberships["contact"].id, "0", "x", "", "-1"):
        assert client.post("/", {"membership": number}).status_code == 404
    assert "membership" not in client.session


def test_whoever_has_several_chooses_once_and_signs_in_anew_for_the_other(cast, now):
    second_work(cast, now)
    user = cast.home.user("manager")
    client = at_work(user)
    html = client.get("/").content.decode()
    numbers = re.findall(r'name="membership" value="(\d+)"', html)
    assert len(numbers) == 2
    assert client.get(address(cast, "people")).headers["Location"] == "/"
    before = client.session.session_key
    assert client.post("/", {"membership": numbers[1]}).status_code == 302
    assert client.session.session_key != before
    assert client.get(address(cast, "people")).status_code == 200
    refused = client.post("/", {"membership": numbers[0]})
    assert "To formål deler aldrig en indlogning" in refused.content.decode()
    assert client.get(address(cast, "people")).status_code == 200


def test_what_ended_is_out_with_the_next_request_and_told_why(cast, now):
    client = at_work(cast.home.user("caretaker"))
    assert client.get(address(cast, "my-work")).status_code == 200
    member = cast.home.memberships["caretaker"].id
    memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=member)
    answer = client.get(address(cast, "my-work"), follow=True)
    assert "Dette arbejde er afsluttet" in answer.content.decode()
    assert client.post(address(cast, "people-renew"), {"membership": member}).status_code == 302


def test_whoever_rests_reads_who_can_wake_them(cast, now):
    clock.freeze(now + timedelta(days=61))
    client = Client()
    client.force_login(cast.home.user("caretaker"))
    answer = client.get(address(cast, "my-work"), follow=True)
    assert "adgangen hviler" in answer.content.decode()
    memberships.renew(
        by=cast.home.command, at=clock.current_time(), membership_ids=[cast.home.memberships["caretaker"].id]
    )
    assert client.get(address(cast, "my-work")).status_code == 200


def test_a_role_without_pages_reads_that_nothing_is_kept_yet(cast):
    client = at_work(cast.home.user("ssp_consultant"))
    assert "Ingen side til dette arbejde endnu" in client.get("/").content.decode()


def test_one_reads_what_was_changed_about_oneself_and_nothing_about_others(cast, now):
    memberships.renew(by=cast.home.viewer("contact"), at=now, membership_ids=[cast.home.memberships["caretaker"].id])
    own = at_work(cast.home.user("caretaker")).get(address(cast, "my-work")).content.decode()
    others = at_work(cast.home.user("officer")).get(address(cast, "my-work")).content.decode()
    assert "Fornyede et medlemskab" in own
    assert "contact of moseby" in own
    assert "Fornyede et medlemskab" not in others


def test_a_contact_person_reads_the_lines_of_their_own_organisation_alone(cast, estate, noted):
    noted("officer")
    noted("caretaker")
    own = at_work(cast.home.user("contact")).get(address(cast, "ledger")).content.decode()
    whole = at_work(cast.home.user("data_protection")).get(address(cast, "whole-ledger")).content.decode()
    assert (own.count("Meldte noget"), whole.count("Meldte noget")) == (1, 2)
    assert "officer of moseby" not in own


def test_a_long_ledger_has_pages(cast, now):
    for _ in range(30):
        memberships.renew(
            by=cast.home.command,
            at=now,
            membership_ids=[cast.home.memberships[name].id for name in ("caretaker", "manager")],
        )
    client = at_work(cast.home.user("contact"))
    first = client.get(address(cast, "ledger")).content.decode()
    older = re.search(r'href="\?before=(\d+)"', first)
    second = client.get(address(cast, "ledger"), {"before": older[1]}).content.decode()
    assert first.count("ledger-line") == 50
    assert 0 < second.count("ledger-line") < 50
    for nonsense in ("x", "-1", "²", "9" * 40, "1' OR 1=1"):
        assert client.get(address(cast, "ledger"), {"before": nonsense}).status_code == 200


# -- links -----------------------------------------------------------------------------------------------------------


def test_every_token_that_opens_nothing_gets_one_answer(cast, now):
    _, used = invite(cast, now)
    link = links.find_link(partnership_id=cast.home.partnership.id, token=used, at=now)
    inviting.accept(by=links.holder(link), at=now, link_id=link.id, password=PASSWORD)
    gone, revoked = invite(cast, now, email="anden@moseby.example")
    memberships.end(by=cast.home.viewer("contact"), at=now, membership_id=gone.id)
    pages = set()
    for slug in ("moseby", "engby", "nowhere"):
        for token in (used, revoked, "x" * 43, "x"):
            for ask in (Client().get, Client().post):
                answer = ask(reverse("link", args=[slug, token]))
                assert answer.status_code == 404
                pages.add(ONCE_ONLY.sub(b"", answer.content))
    assert len(pages) == 1


def test_an_invitation_is_replayed_in_vain(cast, now):
    _, token = invite(cast, now)
    where = reverse("link", args=["moseby", token])
    client = Client()
    assert "Ny Person" in client.get(where).content.decode()
    assert client.post(where, {"password": PASSWORD}).status_code == 302
    assert Client().post(where, {"password": "en helt anden en"}).status_code == 404
    assert Client().get(where).status_code == 404


@pytest.mark.parametrize("password", ["", "kort", "x" * 11, "x" * 2000])
def test_a_weak_password_uses_no_invitation_up(cast, now, password):
    _, token = invite(cast, now)
    where = reverse("link", args=["moseby", token])
    assert Client().post(where, {"password": password}).status_code == 200
    assert Client().get(where).status_code == 200


def test_an_invitation_of_somebody_else_is_refused_to_whoever_is_signed_in(cast, now):
    _, token = invite(cast, now)
    answer = at_work(cast.home.user("officer")).post(reverse("link", args=["moseby", token]))
    assert "Du er logget ind som en anden" in answer.content.decode()


def test_a_link_carries_the_installations_address_and_never_the_requests(cast, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = at_work(cast.home.user("contact"))
    where = address(cast, "people-link", membership=cast.home.memberships["caretaker"].id)
    html = client.post(where, headers={"host": "evil.example"}).content.decode()
    assert f"{settings.PUBLIC_URL}/moseby/link/" in html
    assert "evil.example" not in html


def test_the_title_of_a_page_names_nobody(cast):
    """A title stays in the browser's history, and in the window's frame for whoever walks past."""
    member = cast.home.memberships["caretaker"]
    html = at_work(cast.home.user("contact")).get(address(cast, "people-person", membership=member.id)).content.decode()
    title, page = html.split("</title>")
    assert member.user.name in page
    assert member.user.name not in title


def test_the_last_day_of_a_link_is_a_day_on_our_clock(cast, now):
    _, token = invite(cast, now.replace(hour=23, minute=30))  # half past midnight in Copenhagen
    assert "til og med 2. december 2026" in Client().get(reverse("link", args=["moseby", token])).content.decode()


def test_beginning_anew_ends_the_old_password_at_once(cast, now):
    member = cast.home.memberships["caretaker"]
    token = restoring.make_link(by=cast.home.viewer("contact"), at=now, membership_id=member.id)
    old = at_work(member.user)
    answer = Client().post(reverse("link", args=["moseby", token]), {"password": PASSWORD})
    assert answer.status_code == 302
    assert old.get(address(cast, "my-work")).headers["Location"].startswith("/accounts/login")


def test_links_are_asked_for_so_often_and_no_more(cast):
    client = Client()
    answers = [client.get(reverse("link", args=["moseby", f"t{number}"])).status_code for number in range(65)]
    assert answers.count(404) == 60
    assert answers[-1] == 429


def test_every_form_here_wants_its_token(cast, now):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.home.user("contact"))
    client.get("/")
    member = cast.home.memberships["caretaker"].id
    _, token = invite(cast, now)
    for where in (
        "/",
        address(cast, "people-invite"),
        address(cast, "people-renew"),
        address(cast, "devices-revoke"),
        reverse("link", args=["moseby", token]),
        *(address(cast, name, membership=member) for name in ("people-person", "people-end", "people-link")),
    ):
        assert client.post(where, {"membership": member}).status_code == 403, where


def test_no_page_of_people_is_kept_by_a_browser(cast):
    client = at_work(cast.home.user("contact"))
    for name in ("people", "people-invite", "ledger", "devices"):
        assert "no-store" in client.get(address(cast, name)).headers["Cache-Control"]


# -- addresses -------------------------------------------------------------------------------------------------------


def test_no_neighbourhood_can_be_called_like_a_page():
    words = {
        found[1]
        for one in urlpatterns
        if (found := re.match(r"<slug:partnership>/([a-z-]+)/", str(one.pattern))) is not None
    }
    assert words == RESERVED


def test_a_contact_person_of_one_neighbourhood_is_offered_that_one(cast, now):
    first, second = (lay_out(cast.home, at=now, slug=slug) for slug in ("moseby", "engen"))
    what = {"until_on": None, "confidentiality_signed_on": None}
    for name, role, where in (("contact", Role.CONTACT, (first.id,)), ("caretaker", Role.CARETAKER, (second.id,))):
        memberships.change(
            by=cast.home.command,
            at=now,
            membership_id=cast.home.memberships[name].id,
            what=memberships.Changed(role=role, neighbourhoods=where, **what),
        )
    client = at_work(cast.home.user("contact"))
    html = client.get(address(cast, "people-invite")).content.decode()
    assert re.findall(r'name="neighbourhoods" value="(\d+)"', html) == [str(first.id)]
    form = {"name": "Ny", "email": "ny@moseby.example", "role": "caretaker", "from_on": "2026-11-17"}
    assert "link/" not in client.post(address(cast, "people-invite"), form).content.decode()
    number = cast.home.memberships["caretaker"].id
    changed = {"role": "caretaker", "neighbourhoods": first.id}
    assert client.post(address(cast, "people-person", membership=number), changed).status_code == 302
    assert cast.home.viewer("caretaker").neighbourhoods == {first.id, second.id}
