"""Who read what of the protected, and by which rule: what whoever looks after data protection sees on one page."""

import re

import pytest
from django.urls import reverse

from karlemose.ledger.events import Event
from karlemose.ledger.refs import Ref
from karlemose.observations.enums import ActAtVehicle, Kind
from karlemose.observations.parts import NotedParticulars
from karlemose.partners.readings import leave_reading
from karlemose.policy.words import Channel
from tests.at_work import at_work
from tests.observations import holding

PLATE = "QX 12 345"


@pytest.fixture
def deal(cast, noted, now):
    holding.signed(cast.home, at=now)
    given = NotedParticulars(plate=PLATE, act_at_vehicle=ActAtVehicle.HANDED_OVER)
    return noted(kind=Kind.DRUG_DEALING, place="torvet", particulars=given)


@pytest.fixture
def seen(cast):
    """A page of the partnership, as one of the cast."""

    def get(name: str, *, who: str = "data_protection", data=None) -> str:
        answer = at_work(cast.home.user(who)).get(reverse(name, args=[cast.home.partnership.slug]), data)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def investigator_reads(cast, now, number: str = "AFL1") -> None:
    leave_reading(
        by=cast.home.viewer("investigator"),
        at=now,
        event=Event.HAND_OVER_OPENED,
        subjects=[Ref("hand_over", number)],
        channels=(Channel.EVIDENCE,),
    )


def test_each_reading_stands_beside_the_rule_that_its_role_reads_by(cast, page, deal, seen, now):
    page("manager", "observations-one", public_id=deal.public_id)
    investigator_reads(cast, now)
    html = seen("whole-ledger-readings")
    lines = [text_of(line) for line in re.findall(r'<li class="ledger-line">.*?</li>', html, re.DOTALL)]
    assert ["investigator of moseby" in line and "Efter regel D04" in line for line in lines] == [True, False]
    assert "manager of moseby" in lines[1]
    assert "Efter regel D50" in lines[1]
    assert "rolle: Driftsleder" in lines[1]
    assert f"observation {deal.public_id}" in lines[1]
    said = text_of(html)
    assert "I boligorganisationen læser kun de, der har brug for det, de særlige oplysninger." in said
    assert "GDPR art. 5, stk. 1, litra f, og art. 32" in said
    assert PLATE not in said
    assert re.findall(r'href="([^"]*rules[^"]*#D50)"', html)[0] == "/moseby/rules/?rule=D50#D50"


def test_the_rule_of_a_line_is_open_on_its_page(seen, deal):
    opened = re.findall(
        r'<details class="section" id="(D\d+)" open>', seen("rules-of-partnership", data={"rule": "D50"})
    )
    assert opened == ["D50"]


def test_what_is_open_to_all_partners_names_no_rule_and_is_no_reading_of_the_protected(page, noted, seen):
    page("manager", "observations-one", public_id=noted().public_id)
    assert "Ingen har læst noget beskyttet endnu." in seen("whole-ledger-readings")
    assert "Ingen har læst noget beskyttet endnu." in seen("oversight")


def test_a_line_keeps_the_rule_of_its_day(cast, estate, seen, now, monkeypatch):
    """Another text of the rulebook comes into force afterwards; a line of former times has none at all."""
    investigator_reads(cast, now)
    leave_reading(
        by=cast.home.viewer("investigator"), at=now, event=Event.PLATE_LOOKED_UP, subjects=[Ref("hand_over", "AFL2")]
    )
    monkeypatch.setattr("karlemose.web.staff.ledger.presenters.in_force", lambda: type("Law", (), {"version": "0"}))
    said = text_of(seen("whole-ledger-readings"))
    assert re.search(r"Efter regel D04 , i en tidligere tekst \([0-9a-f]{12}\)", said)
    assert "Ingen regel noteret" in said


def test_the_newest_readings_stand_on_the_first_page_and_all_of_them_on_their_own(cast, page, deal, seen, now):
    for number in range(4):
        investigator_reads(cast, now, f"AFL{number}")
    first = seen("oversight")
    assert [number for number in range(4) if f"aflevering AFL{number}" in first] == [1, 2, 3]
    assert 'href="/moseby/oversight/readings/"' in first
    assert 'href="/moseby/oversight/readings/"' in seen("whole-ledger")
    assert "oversight/readings" not in seen("ledger", who="contact")
