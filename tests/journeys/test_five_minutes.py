"""Five minutes of a visitor in the demonstration: a cut of its story, told once, and the walk through it."""

from datetime import timedelta

import pytest

from karlemose.demo import founding, steps, telling
from karlemose.foundation import clock
from tests.journeys import five_minutes
from tests.journeys.pages.site import Site


@pytest.fixture
def demonstration(transactional_db, now, monkeypatch, settings, tmp_path, live_server):
    """The living week, the twenty and what is done about them, without the years between."""
    settings.VAULT_FOLDER = tmp_path / "vault"
    for chapter, name in ((steps.calm, "calm_weeks"), (steps.crisis, "crisis_weeks"), (steps.lists, "lists")):
        monkeypatch.setattr(chapter, name, lambda **_: iter(()))
    monkeypatch.setattr(steps.answering, "STANDS", timedelta(days=40))
    monkeypatch.setattr(steps.sweeping, "FROM", (now - timedelta(days=100)).date())
    clock.freeze(now)
    founding.found(at=now)
    telling.tell(now=now)
    yield live_server.url
    clock.freeze(None)


def test_five_minutes_of_a_visitor(browser, demonstration):
    seen = []
    for screen, step in five_minutes.STEPS:
        context = browser.new_context(viewport=screen, locale="da-DK", reduced_motion="reduce")
        context.set_default_timeout(90_000)  # the first page of a cold process
        site = Site(context, demonstration)
        step(site.page, demonstration, lambda name, site=site: (site.is_accessible(), seen.append(name)))
        if step is five_minutes.sara_answers_the_week:
            five_minutes.sara_opens_the_briefing(site.page, demonstration, seen.append)
        site.close()
    assert len(seen) == len(set(seen)) > len(five_minutes.STEPS)
