"""`karlemose people …` and `karlemose agreements …`: what they do, and the one sentence when they do not."""

import re
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.urls import get_resolver

from karlemose.foundation import clock
from karlemose.partners import claiming, links
from karlemose.partners import people as reads
from karlemose.partners.agreement_commands import agreements
from karlemose.partners.commands import partnership
from karlemose.partners.people_commands import people
from karlemose.partners.rules import RESERVED
from karlemose.policy.words import OrganisationKind
from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import SLUG, Partnership
from tests.observations.conftest import lay_out
from tests.partners.test_people import PASSWORD, accept, fresh, second_contact, seen
from tests.policy.test_never_built import addresses


@pytest.fixture(autouse=True)
def another_partnership(cast):
    """A second one is there before the test begins: a command must say which is meant."""
    return cast.elsewhere


@pytest.fixture(autouse=True)
def today(now):
    clock.freeze(now)
    yield
    clock.freeze(None)


def run(verb, *words: str):
    return CliRunner().invoke(verb, [*words, "--partnership", "moseby"])


def done(verb, *words: str) -> str:
    result = run(verb, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(verb, *words: str) -> str:
    result = run(verb, *words)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    return result.stderr


def token_in(said: str) -> str:
    return re.search(r"/moseby/link/([^/]+)/", said)[1]


# -- partnership -----------------------------------------------------------------------------------------------------


def test_a_partnership_that_no_address_leads_to_is_refused_in_one_sentence():
    for slug, why in (("X Y", "slug: Use 1–50 small letters"), ("static", "slug: This word is the address of a page")):
        result = CliRunner().invoke(partnership, ["add", slug])
        assert (result.exit_code, why in result.stderr) == (2, True)
    assert list(Partnership.objects.order_by("slug").values_list("slug", flat=True)) == ["engby", "moseby"]


def test_no_partnership_can_be_called_like_a_page():
    firsts = {address.split("/")[0] for address in addresses(get_resolver("karlemose.config.urls"))}
    assert {word for word in firsts if SLUG.regex.search(word)} | {settings.STATIC_URL.strip("/")} == RESERVED


# -- people ----------------------------------------------------------------------------------------------------------


def test_somebody_is_added_with_the_day_on_which_confidentiality_was_signed(cast, now):
    done(people, "add", "ny@moseby.example", "--role", "caretaker", "--signed", "2026-11-02")
    with acting_for(cast.home.partnership.id, read_only=True):
        everybody = reads.everybody(cast.home.command, on=now.date())
    (added,) = (one for one in everybody if one.email == "ny@moseby.example")
    assert added.confidentiality_signed_on == date(2026, 11, 2)
    assert "2. november" in refused(people, "add", "b@moseby.example", "--role", "mentor", "--signed", "2. november")


def test_the_first_contact_person_is_invited_with_a_link_that_works(cast, now):
    said = done(people, "invite", "rikke@moseby.example", "--name", "Rikke", "--organisation", "police")
    assert "contact for Lokalpolitiet moseby" in said
    made = accept(cast.home, now, token_in(said), password=PASSWORD)
    assert seen(cast.home, made, now.date()).organisation_kind is OrganisationKind.POLICE


def test_whoever_is_invited_with_a_group_of_their_own_sign_in_leaves_with_it(cast, now):
    said = done(people, "invite", "siv@moseby.example", "--role", "caretaker", "--group", "karlemose")
    made = accept(cast.home, now, token_in(said), password=PASSWORD)
    claiming.end_by_claim(made.user_id, frozenset({"karlemose"}), now)
    assert seen(cast.home, made, now.date()) is not None
    claiming.end_by_claim(made.user_id, frozenset(), now)
    assert seen(cast.home, made, now.date()) is None


def test_an_invitation_that_cannot_be_is_refused(cast):
    for words, why in (
        (["nobody"], "is not an e-mail address"),
        (["nobody@"], "is not an e-mail address"),
        (["ny@moseby.example", "--organisation", "association"], "no organisation of the kind association"),
        (["ny@moseby.example", "--role", "local_officer", "--organisation", "daycare"], "organisation af den slags"),
        (["ny@moseby.example", "--signed", "yesterday"], "yesterday"),
        (["contact@moseby.example", "--organisation", "housing"], "has the role contact already"),
        (["ny@moseby.example", "--role", "king"], "king"),
        (["ny@moseby.example", "--group", "g" * 121], "120 characters at the most"),
    ):
        assert why in refused(people, "invite", *words)


def test_a_partnership_that_is_not_there_is_named(cast):
    for words in (["list"], ["invite", "ny@moseby.example"], ["end", "caretaker@moseby.example"]):
        result = CliRunner().invoke(people, [*words, "--partnership", "nowhere"])
        assert (result.exit_code, "no partnership 'nowhere'" in result.stderr) == (2, True)


def test_the_list_shows_who_works_and_who_left_when_asked(cast):
    member = cast.home.memberships["caretaker"]
    line = f"{member.id}  running  caretaker  Boligorganisationen moseby  caretaker@moseby.example"
    assert line in done(people, "list")
    done(people, "end", "caretaker@moseby.example")
    assert str(member.id) not in [row.split()[0] for row in done(people, "list").splitlines()]
    assert f"{member.id}  ended" in done(people, "list", "--all")
    assert "engby" not in done(people, "list", "--all")


def test_whoever_is_ended_is_out(cast, now):
    assert "no longer works as caretaker" in done(people, "end", "Caretaker@moseby.example")
    assert seen(cast.home, cast.home.memberships["caretaker"], now.date()) is None
    assert "here: none" in refused(people, "end", "caretaker@moseby.example")


def test_of_several_roles_one_is_named(cast, now):
    second_contact(cast.home, now)
    assert "--role" in refused(people, "end", "office@moseby.example")
    done(people, "end", "office@moseby.example", "--role", "contact")
    assert seen(cast.home, cast.home.memberships["office"], now.date()) is not None


def test_the_last_contact_person_is_ended_on_purpose_alone(cast, now):
    refused(people, "end", "contact@moseby.example")
    done(people, "end", "contact@moseby.example", "--even-the-last")
    assert seen(cast.home, cast.home.memberships["contact"], now.date()) is None


def test_whoever_rests_is_renewed(cast, now):
    later = now + timedelta(days=61)
    clock.freeze(later)
    member = cast.home.memberships["contact"]
    assert seen(cast.home, member, later.date()) is None
    assert f"by {fresh(cast.home, member).renew_by}" not in done(people, "renew", "contact@moseby.example")
    assert seen(cast.home, member, later.date()) is not None


def test_nobody_is_renewed_who_has_left(cast):
    done(people, "end", "caretaker@moseby.example")
    assert "here: none" in refused(people, "renew", "caretaker@moseby.example")
    assert "here: none" in refused(people, "renew", "stranger@moseby.example")


def test_whoever_lost_everything_gets_a_link(cast, now):
    token = token_in(done(people, "restore", "caretaker@moseby.example"))
    assert links.find_link(partnership_id=cast.home.partnership.id, token=token, at=now) is not None


def test_nobody_gets_a_link_who_does_not_work_here(cast):
    for address in ("stranger@moseby.example", "caretaker@engby.example"):
        assert "works here" in refused(people, "restore", address)


# -- agreements ------------------------------------------------------------------------------------------------------


def number_of(organisation: str) -> str:
    (line,) = [row for row in done(agreements, "list").splitlines() if f"  {organisation}  " in row]
    return line.split()[0]


def test_an_agreement_is_listed_ended_and_made_anew(cast, now):
    number = number_of("Børnehaven moseby")
    assert f"{number}  Børnehaven moseby  record  everywhere  {now.date()} – until further notice" in done(
        agreements, "list"
    )
    assert f"ends with {now.date()}" in done(agreements, "end", number)
    tomorrow = now.date() + timedelta(days=1)
    assert seen(cast.home, cast.home.memberships["kindergarten_leader"], tomorrow).sees("PICTURE") == frozenset()
    said = done(agreements, "make", "daycare", "public", "--from", str(tomorrow))
    assert "Børnehaven moseby reads at the level public" in said


def test_an_agreement_may_be_about_one_neighbourhood(cast, now):
    estate = lay_out(cast.home, at=now)
    done(agreements, "make", "Afdelingsbestyrelsen moseby", "public", "--neighbourhood", estate.slug)
    assert f"public  {estate.name}  {now.date()}" in done(agreements, "list")


def test_an_agreement_that_cannot_be_is_refused(cast):
    before = done(agreements, "list")
    for words, why in (
        (["make", "board", "record"], "board at the level record"),
        (["make", "daycare", "record"], "says the same"),
        (["make", "nobody", "public"], "names 0 partners"),
        (["make", "daycare", "everything"], "everything"),
        (["make", "daycare", "public", "--neighbourhood", "nowhere"], "no neighbourhood 'nowhere'"),
        (["make", "daycare", "public", "--from", "2026-02-02", "--until", "2026-02-01"], "would end on 2026-02-01"),
        (["make", "daycare", "public", "--from", "tomorrow"], "tomorrow"),
        (["end", "999999"], "no agreement 999999"),
        (["end", "first"], "first"),
    ):
        assert why in refused(agreements, *words)
    assert done(agreements, "list") == before


def test_an_agreement_of_others_is_not_there(cast):
    result = CliRunner().invoke(agreements, ["list", "--partnership", "engby"])
    others = result.stdout.split()[0]
    assert f"no agreement {others}" in refused(agreements, "end", others)


def test_an_agreement_does_not_end_before_it_began(cast):
    assert "it begins on" in refused(agreements, "end", number_of("Børnehaven moseby"), "--last-day", "2014-01-01")
