"""The head of the social housing project opens Monday's briefing, and reads what it is made of."""

from playwright.sync_api import expect

from tests.journeys.pages.site import DESK, PHONE


def test_head_of_the_project_opens_mondays_briefing_and_reads_week_places_and_observations(open_site):
    site = open_site("project_head", PHONE, DESK)
    site.is_accessible()
    site.page.get_by_role("link", name="Briefing for uge 46").click()
    expect(site.page.get_by_role("heading", name="Uge 46")).to_be_visible()
    site.is_accessible()
    with site.context.expect_event("response", lambda response: response.url.endswith("/2026-W46/da.pdf")) as opened:
        site.page.get_by_role("button", name="Åbn som PDF").first.click()
    response = opened.value
    assert response.status == 200
    assert response.headers["content-type"] == "application/pdf"
    site.errors.clear()  # the browser's own viewer of PDFs
    site.page.goto(f"{site.address}/moseby/moseby/briefings/")
    expect(site.page.get_by_role("link", name="Åbn som PDF")).to_be_visible()
    site.is_accessible()
    for entry in ("Denne uge", "Observationer", "Meld"):
        site.go_to(entry)
    site.go_to("Steder")
    expect(site.page.locator("#map")).to_have_attribute("data-state", "drawn", timeout=20_000)
    site.is_accessible()
