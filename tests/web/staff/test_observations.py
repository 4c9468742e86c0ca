"""The list: what it is narrowed to, its pages, and the part that htmx puts in."""

import re

import pytest

from karlemose.observations.enums import Kind
from tests.web.htmx import PART, part_of, swapped


def listed(response) -> list[str]:
    return re.findall(r'<p class="line-title"><a [^>]*>([^<]+)</a>', response.content.decode())


def test_the_newest_stands_first_under_its_day(page, a_week):
    response = page("manager", "observations")
    assert listed(response) == ["Graffiti", "Intet at melde", "Bil", "Støj"]
    assert "tirsdag 17. november 2026" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "car"}, ["Bil"]),
        ({"from_on": "2026-11-17"}, ["Graffiti", "Intet at melde", "Bil"]),
        ({"until_on": "2026-11-16"}, ["Støj"]),
        ({"from_on": "2026-11-01", "until_on": "2026-11-10", "kind": "noise"}, ["Støj"]),
        ({"kind": "fire"}, ["Graffiti", "Intet at melde", "Bil", "Støj"]),
        ({"from_on": "i går"}, ["Graffiti", "Intet at melde", "Bil", "Støj"]),
    ],
)
def test_list_is_narrowed_to_what_is_asked(page, a_week, asked, found):
    assert listed(page("manager", "observations", data=asked)) == found


def test_a_place_includes_what_lies_in_it(page, a_week, place_ids):
    assert listed(page("manager", "observations", data={"place": place_ids["nord"]})) == ["Graffiti"]


def test_what_could_not_be_read_is_said_beside_its_field(page, a_week):
    html = page("manager", "observations", data={"from_on": "i går"}).content.decode()
    assert 'id="id_from_on-error"' in html


@pytest.mark.parametrize("asked", [{}, {"kind": "car"}, {"kind": "noise", "from_on": "2026-11-17"}])
def test_swapping_the_part_gives_the_page_that_a_fresh_load_gives(page, a_week, asked):
    whole = page("manager", "observations").content.decode()
    answer = page("manager", "observations", data=asked, headers=PART).content.decode()
    fresh = page("manager", "observations", data=asked).content.decode()
    assert part_of(swapped(whole, "rows", answer), "rows") == part_of(fresh, "rows")


def test_part_is_the_part_alone(page, a_week):
    answer = page("manager", "observations", headers=PART)
    assert answer.content.decode().lstrip().startswith('<section id="rows"')
    assert answer.headers["Vary"].startswith("HX-Request")


def test_page_restored_from_the_history_is_whole(page, a_week):
    headers = {**PART, "HX-History-Restore-Request": "true"}
    assert "<html" in page("manager", "observations", headers=headers).content.decode()


def test_pages_join_without_a_gap_or_a_repetition(page, noted):
    for number in range(55):
        noted(days=0.1 + number / 10, kind=Kind.NOISE, text=f"nr. {number}")
    seen, address = [], {}
    for _ in range(2):
        html = page("manager", "observations", data=address).content.decode()
        seen += re.findall(r"nr\. (\d+)", html)
        older = re.search(r"href=\"[^\"]*\?after=([^\"]+)\"", html)
        address = {"after": older[1]} if older else None
    assert seen == [str(number) for number in range(55)]
    assert address is None


def test_a_cursor_that_is_none_is_the_start(page, a_week):
    assert listed(page("manager", "observations", data={"after": "'; DROP TABLE"}))[0] == "Graffiti"


def test_text_is_shown_as_it_was_written_and_never_as_markup(page, noted):
    noted(text="<script>alert(1)</script> & 'æøå'")
    html = page("manager", "observations").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#x27;æøå&#x27;" in html


def test_an_empty_list_does_not_call_it_calm(page):
    assert "ikke det samme som" in page("manager", "observations").content.decode()
