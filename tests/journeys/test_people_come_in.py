"""The door: a passkey in one tap, a password with a code, a lost phone that is out at once."""

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from playwright.sync_api import Browser, expect

from karlemose.accounts.models import User
from tests.accounts.people import code
from tests.accounts.provider import running
from tests.journeys.conftest import PASSWORD
from tests.journeys.pages.site import DESK, PHONE, Site

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def open_door(browser: Browser, world, live_server, settings) -> Iterator[Callable[..., Site]]:
    """A browser with a passkey device in it, in front of the sign-in page."""
    settings.PUBLIC_URL = live_server.url
    opened: list[Site] = []

    def start(screen: dict[str, int], *others: dict[str, int]) -> Site:
        context = browser.new_context(viewport=screen, locale="da-DK", reduced_motion="reduce")
        site = Site(context, live_server.url, *others)
        opened.append(site)
        devtools = context.new_cdp_session(site.page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        return site

    yield start
    for site in opened:
        site.close()


@pytest.fixture
def newcomer(world) -> User:
    """Invited, with a password and nothing else yet."""
    user = world.user("caretaker")
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(has_enrolled=False)
    return user


def heading(site: Site):
    return expect(site.page.get_by_role("heading", level=1))


def go(site: Site, path: str) -> None:
    site.page.goto(f"{site.address}{path}")
    site.is_accessible()


def sign_out(site: Site) -> None:
    site.page.get_by_role("button", name="Log ud", exact=True).click()
    heading(site).to_have_text("Log ind")


def is_at_the_door(site: Site) -> None:
    heading(site).to_have_text("Log ind")
    site.is_accessible()


def test_newcomer_makes_a_passkey_and_comes_in_by_one_tap(open_door, newcomer):
    site = open_door(PHONE, DESK)
    site.give_password(newcomer.email, PASSWORD)
    heading(site).to_have_text("Gør din adgang sikker")
    site.is_accessible()
    site.page.get_by_role("link", name="Denne enhed").click()
    site.is_accessible()
    site.page.get_by_role("button", name="Lav nøglen").click()
    heading(site).to_have_text("Nødkoder")
    expect(site.page.locator(".codes li")).to_have_count(10)
    site.is_accessible()
    site.page.get_by_role("link", name="Jeg har gemt dem").click()
    expect(site.page.get_by_text("Du arbejder som")).to_be_visible()
    sign_out(site)
    site.page.get_by_role("button", name="Log ind med denne enhed").click()
    expect(site.page.get_by_text("Du arbejder som")).to_be_visible()
    go(site, "/accounts/me/")
    expect(site.page.get_by_text("den her")).to_be_visible()


def test_newcomer_sets_up_a_code_app(open_door, newcomer):
    site = open_door(PHONE, DESK)
    site.give_password(newcomer.email, PASSWORD)
    site.page.get_by_role("link", name="Adgangskode og en kodeapp").click()
    expect(site.page.get_by_role("img", name="QR-kode")).to_be_visible()
    site.page.get_by_text("På den samme telefon").click()
    secret = site.page.locator(".code-text").inner_text().replace(" ", "")
    site.is_accessible()
    site.page.get_by_label("Seks cifre").fill(code(secret=secret))
    site.page.get_by_role("button", name="Brug denne app").click()
    heading(site).to_have_text("Nødkoder")


def test_a_wrong_code_is_told_and_a_recovery_code_fits(open_door, world):
    site = open_door(PHONE)
    user = world.user("caretaker")
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    site.give_password(user.email, PASSWORD)
    site.give_code("123")
    expect(site.page.get_by_text("Koden passer ikke")).to_be_visible()
    site.is_accessible()
    site.give_code(spare)
    expect(site.page.get_by_text("Du arbejder som")).to_be_visible()


def test_a_lost_phone_is_out_at_its_next_tap_and_signing_out_everywhere_ends_the_other_windows(
    open_site, open_door, world
):
    phone = open_site("caretaker", PHONE)
    computer = open_door(DESK)
    computer.give_password(world.user("caretaker").email, PASSWORD)
    computer.give_code(code(periods=1))
    expect(computer.page.get_by_text("Du arbejder som")).to_be_visible()
    go(computer, "/accounts/me/")
    computer.page.get_by_role("link", name="Mistet?").click()
    computer.is_accessible()
    computer.page.get_by_role("button", name="Tag enheden ud").click()
    heading(computer).to_have_text("Min adgang")
    expect(computer.page.get_by_text("Enhed taget ud")).to_be_visible()
    computer.is_accessible()
    phone.page.reload()
    is_at_the_door(phone)
    other = open_site("caretaker", PHONE)
    expect(other.page.get_by_text("Du arbejder som")).to_be_visible()
    computer.page.get_by_role("button", name="Log ud alle steder").click()
    is_at_the_door(computer)
    other.page.reload()
    is_at_the_door(other)


def test_the_way_back_after_signing_out_shows_nothing(open_site):
    site = open_site("officer", DESK)
    site.go_to("Observationer")
    expect(site.page.locator("#rows")).to_contain_text("Set ved døren.")
    site.page.get_by_role("button", name="Log ud", exact=True).click()
    heading(site).to_have_text("Log ind")
    site.page.go_back()
    heading(site).to_have_text("Log ind")
    assert "Set ved døren." not in site.page.content()


def test_the_providers_button_leads_in(open_door, newcomer, settings):
    with running() as provider:
        settings.OPENID = provider.settings
        provider.claims = {"sub": "17", "email": newcomer.email, "email_verified": True, "amr": ["mfa"]}
        site = open_door(PHONE)
        go(site, "/")
        site.page.get_by_role("link", name="Log ind med Kommunens login").click()
        expect(site.page.get_by_text("Du arbejder som")).to_be_visible()
        sign_out(site)
        provider.lie = {"nonce": "another"}
        site.page.get_by_role("link", name="Log ind med Kommunens login").click()
        expect(site.page.get_by_role("alert")).to_contain_text("Brug den arbejdskonto")
        site.is_accessible()


def test_keyboard_alone_leads_in(open_door, world):
    site = open_door(DESK)
    go(site, "/")
    keys = site.page.keyboard
    tab_to(site, "E-mail")
    keys.type(world.user("caretaker").email)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    heading(site).to_have_text("En ting til")
    keys.type(code())
    keys.press("Enter")
    expect(site.page.get_by_text("Du arbejder som")).to_be_visible()
    go(site, "/accounts/me/")
    tab_to(site, "Giv navn")
    keys.press("Enter")
    heading(site).to_contain_text("Chrome")
    tab_to(site, "Hvad kalder du den?")
    keys.press("Control+A")
    keys.type("Kontoret")
    keys.press("Enter")
    expect(site.page.locator(".line-title", has_text="Kontoret")).to_be_visible()


def tab_to(site: Site, name: str) -> None:
    for _ in range(40):
        site.page.keyboard.press("Tab")
        site.focus_is_seen()
        label = site.focused().evaluate("(element) => element.labels?.[0]?.innerText ?? element.innerText")
        if re.search(re.escape(name), label or ""):
            return
    raise AssertionError(f"40 tabs do not lead to {name!r}")
