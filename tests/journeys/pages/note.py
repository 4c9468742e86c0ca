"""The note's pages: tiles, form, receipt."""

from playwright.sync_api import Locator, expect

from tests.journeys.pages.site import Site


class NotePage:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.page = site.page

    def choose(self, act: str) -> None:
        self.page.locator(".tiles").get_by_role("link", name=act, exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(act)
        expect(
            self.page.locator(".channel-card.shared").get_by_text("Læses af alle partnere", exact=True)
        ).to_be_visible()
        self.site.is_accessible()

    def at(self, place: str) -> None:
        self.page.get_by_label("Et andet sted").select_option(label=place)

    def at_a_place_used_lately(self, place: str) -> None:
        self._chip(place).first.click()

    def what_they_did(self, text: str, *, people: str) -> None:
        self.page.get_by_text("Hvor mange, og hvad de gjorde").click()
        self._chip(people).last.click()
        self.page.get_by_label("Hvad gjorde de?").fill(text)

    def _chip(self, words: str) -> Locator:
        return self.page.locator(".chip").filter(has=self.page.get_by_text(words, exact=True))

    def protected(self) -> Locator:
        """The lower card, opened."""
        card = self.page.locator(".channel-card.protected")
        if not card.get_by_label("Nummerplade").is_visible():
            card.locator("summary").click()
        return card

    def a_plate(self, plate: str, *, act: str, description: str) -> None:
        card = self.protected()
        expect(card).to_contain_text("Læses af kontoret, og af politiet når det er afleveret")
        card.get_by_label("Nummerplade").fill(plate)
        card.get_by_label("Hvad skete der ved bilen?").select_option(label=act)
        card.get_by_label("Hvad der blev set").fill(description)

    def send_both(self) -> None:
        name = "Send · stedet læses af alle partnere · det beskyttede kun af kontoret og politiet"
        self.page.get_by_role("button", name=name).click()

    def send(self) -> None:
        """Without script the button cannot know what was written, and names the readers of both cards."""
        upper = "læses af alle partnere" if self.site.has_script else "øverste kort læses af alle partnere"
        self.page.get_by_role("button", name=f"Send · {upper}").click()

    def is_sent(self, *said: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Sendt 10.00")
        for words in said:
            expect(self.page.locator(".sent-note")).to_contain_text(words)
        self.site.is_accessible()
