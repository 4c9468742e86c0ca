"""What all pages of the staff site have in common, seen from a browser."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page

PHONE = {"width": 375, "height": 812}
DESK = {"width": 1280, "height": 900}
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
_LISTEN = """document.addEventListener("securitypolicyviolation",
    (event) => console.error(`the policy refused ${event.blockedURI} (${event.violatedDirective})`))"""
_CHECK = (
    'axe.run({preload: false, resultTypes: ["violations"]}).then((found) => found.violations.map('
    '(one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`))'
)
_SHAPE = """() => [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches].concat(
    [...document.querySelectorAll("*")].map((one) => [one.tagName, one.textContent.trim() !== ""].concat(
        [...one.attributes].map(({name, value}) => /%s/.test(name) ? name : `${name}=${value}`)))).join("\\n")"""
_SHAPE %= "^(value|href|action|src|content|nonce|datetime|data-.*)$"  # what says something, and means nothing to axe
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_COVERED = """(element) => {
    const box = element.getBoundingClientRect();
    const bar = document.querySelector(".nav-bar");
    const edge = bar && getComputedStyle(bar).display !== "none" ? bar.getBoundingClientRect().top : innerHeight;
    return !bar?.contains(element) && (box.bottom > edge + 1 || box.top < 0);
}"""

_accessible: set[str] = set()


class Site:
    """One person's browser. Leaving a page checks it: errors, policy, sideways scrolling, axe."""

    def __init__(self, context: BrowserContext, address: str, *, has_script: bool = True) -> None:
        self.context = context
        self.has_script = has_script
        self.address = address
        self.errors: list[str] = []
        context.add_init_script(_LISTEN)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)

    def give_password(self, email: str, password: str) -> None:
        self.page.goto(f"{self.address}/")
        self.is_accessible()
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Adgangskode").fill(password)
        self.page.get_by_role("button", name="Log ind", exact=True).click()

    def give_code(self, text: str) -> None:
        self.page.get_by_label("Kode fra appen").fill(text)
        self.page.get_by_role("button", name="Log ind", exact=True).click()

    def is_accessible(self) -> None:
        """No error so far, nothing to scroll to sideways, and nothing that axe finds."""
        self.page.wait_for_load_state()
        assert self.errors == []
        assert self.page.evaluate(_SIDEWAYS) <= 0, f"{self.page.url} scrolls sideways"
        if self.has_script:
            self._axe_finds_nothing()

    def _axe_finds_nothing(self) -> None:
        """Asked once of each shape: the same elements with the same attributes, whatever they say, are judged alike."""
        shape = self.page.evaluate(_SHAPE)
        if shape in _accessible:
            return
        self.page.evaluate(AXE.read_text("utf-8"))
        assert self.page.evaluate(_CHECK) == [], self.page.url
        self.errors.clear()  # axe looks at style sheets in ways the policy refuses
        _accessible.add(shape)

    def go_to(self, entry: str) -> None:
        """By the navigation, wherever it stands at this width."""
        bar = self.page.locator("nav.nav-bar")
        if bar.is_visible():
            link = bar.get_by_role("link", name=entry)
            if not link.is_visible():
                bar.get_by_text("Mere").click()
            link.click()
        else:
            self.page.locator("nav.nav-row").get_by_role("link", name=entry).click()
        self.is_accessible()

    def focused(self) -> Locator:
        return self.page.locator(":focus")

    def focus_is_seen(self) -> None:
        """The focused element has a ring, and no bar lies over it (WCAG 2.4.11)."""
        assert not self.focused().evaluate(_COVERED), self.focused().evaluate("(element) => element.outerHTML")

    def close(self) -> None:
        assert self.errors == []
        self.context.close()
