"""What all pages of the staff site have in common, seen from a browser."""

from functools import cache
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
_SHAPE = """() => {
    const says = /^(value|href|action|src|content|nonce|datetime|data-.*)$/; // something, that means nothing to axe
    const leads = /^(for|list|form|headers|aria-(labelledby|describedby|controls|owns|activedescendant))$/;
    const places = new Map([...document.querySelectorAll("*")].map((one, place) => [one, place]));
    const named = (id) => document.getElementById(id);
    const from = (one) => (id) => named(id) ? places.get(named(id)) - places.get(one) : "nowhere";
    const told = (one, {name, value}) => {
        if (says.test(name)) return name;
        if (leads.test(name)) return `${name}=${value.split(/\\s+/).map(from(one))}`;
        if (name === "id") return named(value) === one ? "id" : "id again";
        return `${name}=${name === "name" ? value.replace(/[0-9A-Z]{10}/g, "#") : value}`;
    };
    const shape = (one) => {
        const inside = [];
        for (const its of [...one.children].map(shape)) {
            if (its !== inside.at(-1)) inside.push(its);
            else if (inside.at(-2) !== "many:") inside.splice(-1, 0, "many:");
        }
        const own = [...one.attributes].map((attribute) => told(one, attribute));
        return `<${[one.tagName, one.textContent.trim() !== "", ...own].join(" ")}>${inside.join("")}</>`;
    };
    return [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, shape(document.documentElement)].join();
}"""
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_COVERED = """(element) => {
    const box = element.getBoundingClientRect();
    const bar = document.querySelector(".nav-bar");
    const edge = bar && getComputedStyle(bar).display !== "none" ? bar.getBoundingClientRect().top : innerHeight;
    return !bar?.contains(element) && (box.bottom > edge + 1 || box.top < 0);
}"""

_accessible: set[str] = set()


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


class Site:
    """One person's browser. Each page it looks at is checked: errors, policy, sideways scrolling, axe.

    At the browser's own width, and then at the other ones: the same page, with everything that stands in it.
    """

    def __init__(self, context: BrowserContext, address: str, *others: dict[str, int], has_script: bool = True) -> None:
        self.context = context
        self.others = others
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
        own = self.page.viewport_size
        self._is_legible()
        for screen in self.others:
            self.page.set_viewport_size(screen)
            self._is_legible()
        if self.others and own is not None:
            self.page.set_viewport_size(own)

    def _is_legible(self) -> None:
        assert self.page.evaluate(_SIDEWAYS) <= 0, f"{self.page.url} scrolls sideways at {self.page.viewport_size}"
        if self.has_script:
            self._axe_finds_nothing()

    def _axe_finds_nothing(self) -> None:
        """Asked once of each shape: the same elements with the same attributes are judged alike, whatever they say and
        however many of the same stand beside one another.
        """
        shape = self.page.evaluate(_SHAPE)
        if shape in _accessible:
            return
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(f"{_axe()}; 0")
        assert self.page.evaluate(_CHECK) == [], (self.page.url, self.page.viewport_size)
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
