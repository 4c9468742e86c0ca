"""A small fuzzer: everybody walks every page they can reach and sends every form with strings that break programs.

Nothing may fail: an exception in a page is an exception here. What is refused is refused with words (400, 404, 422 …).
"""

import json
import random
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve

from tests.at_work import at_work
from tests.cast import PEOPLE
from tests.harness.forms import Form, Page
from tests.harness.routes import routes

NAUGHTY_LIST = Path(__file__).resolve().parents[3] / "shared/data/hostile/blns.json"
OWN = (
    *("", " ", "0", "-1", "99999999999999999999", "1e309", "NaN", "null", "\x00", "a\x00b", "\r\nSet-Cookie: a=b"),
    *("'; DROP TABLE x; --", "<script>alert(1)</script>", "{{ 7*7 }}", "%s%d%n", "../../../etc/passwd", "\\\\host\\x"),
    *("æøå ÆØÅ", "🔥" * 50, "\u202eabc", "\ud83d", "ا" * 300, "a" * 5000, "=cmd|' /C calc'!A0", "2017-13-45T99:99"),
    *("0000-00-00", "9999-12-31T23:59", "QX 12 345", "000000-0000", "https://evil.example/", "//evil.example"),
)
REFUSALS = {400, 403, 404, 405, 409, 410, 413, 415, 422, 429}
FINE = {200, 204, 301, 302, 303} | REFUSALS
LEAVES = {"account_logout", "enter", "sign_out_everywhere", "revoke_device"}  # whoever leaves can send nothing more
MOST_PAGES = 80


@cache
def strings() -> list[str]:
    more = json.loads(NAUGHTY_LIST.read_text(encoding="utf-8")) if NAUGHTY_LIST.exists() else []
    return [*OWN, *more]


@pytest.mark.parametrize("name", [*PEOPLE, None], ids=lambda name: name or "a stranger")
def test_no_form_breaks_a_page_whatever_is_sent(furnished, name):
    rng = random.Random(f"fuzz/{name}")
    client = client_of(furnished, name)
    pages = walked(client, start="/")
    assert pages
    sent = {}
    for address, page in pages.items():
        for form in page.forms:
            target = form.action.split("?")[0] or address
            if is_new(form, target, sent) and name_of(target) not in LEAVES:
                answers = [send(client, form, target, rng) for _round in range(2)]
                assert [answer for answer in answers if answer not in FINE] == [], (target, form)
    assert sent


@pytest.mark.parametrize("name", ["manager", "board_member", None], ids=lambda name: name or "a stranger")
def test_no_address_breaks_a_page_whatever_stands_in_it(furnished, name):
    rng = random.Random(f"addresses/{name}")
    client = client_of(furnished, name)
    naughty = strings()
    for route in routes():
        address = route.address(furnished)
        for _round in range(3):
            query = "&".join(f"{key}={escaped(rng.choice(naughty))}" for key in ("after", "week", "kind", "q", "next"))
            assert client.get(f"{address}?{query}").status_code in FINE, (address, query)
        parts = address.strip("/").split("/")
        parts[rng.randrange(len(parts))] = escaped(rng.choice(naughty)) or "-"
        assert client.get(f"/{'/'.join(parts)}/").status_code in FINE, parts


def client_of(furnished, name: str | None) -> Client:
    return Client() if name is None else at_work(furnished.world.user(name))


def walked(client: Client, *, start: str) -> dict[str, Page]:
    """Every page that links lead to, one of each route."""
    found: dict[str, Page] = {}
    waiting, seen = [start, "/accounts/login/"], set()
    while waiting and len(found) < MOST_PAGES:
        address = waiting.pop(0).split("#")[0]
        key = name_of(address) or address
        if key in seen or address.startswith("/static/"):
            continue
        seen.add(key)
        response = client.get(address, follow=True)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            here = response.redirect_chain[-1][0] if response.redirect_chain else address
            found[here] = page = Page(response.content.decode())
            waiting += page.links
    return found


def is_new(form: Form, target: str, sent: dict) -> bool:
    """The same form stands on many pages; it is sent from the first of them."""
    key = (name_of(target), form.method, tuple(sorted(form.fields)))
    return sent.setdefault(key, form) is form


def name_of(address: str) -> str | None:
    try:
        return resolve(address.split("?", maxsplit=1)[0]).url_name
    except Resolver404:
        return None


def send(client: Client, form: Form, target: str, rng: random.Random) -> int:
    filled = {name: fill(field, rng) for name, field in form.fields.items()}
    data = {name: value for name, value in filled.items() if value is not None}
    method = client.post if form.method == "post" else client.get
    return method(target, data).status_code


def fill(field, rng: random.Random):
    """Mostly something naughty; a choice is at times one that was offered, so that what lies behind it is reached."""
    if field.kind == "file":
        return SimpleUploadedFile("a<b>.jpg", rng.choice([b"", b"GIF89a", b"\xff\xd8\xff\x00", b"<svg/>"]))
    if field.name in {"csrfmiddlewaretoken", "idempotency_key"}:
        return field.value
    if field.choices and rng.random() < 0.8:
        return rng.choice(field.choices)
    if field.kind == "hidden" and rng.random() < 0.7:
        return field.value
    return sendable(rng.choice(strings()))


def sendable(text: str) -> str:
    """A browser cannot send half a character."""
    return text.encode("utf-8", "replace").decode()


def escaped(text: str) -> str:
    return quote(sendable(text)[:500], safe="")
