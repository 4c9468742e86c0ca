"""Of which day the law is asked: the day itself; in the demonstration never a day before the youngest rule."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from karlemose.partners import queries
from karlemose.partners.agreements import agree, end_agreement
from karlemose.partners.law import law_day
from karlemose.partners.models import Agreement
from karlemose.partners.signing import sign_rule
from karlemose.policy.rulebook import in_force
from karlemose.policy.words import Channel, Level, OrganisationKind, Whose
from karlemose.tenancy.acting import acting_for
from tests.cast import make_world
from tests.observations.conftest import lay_out

IN_THE_STORY = datetime(2017, 9, 12, 10, 0, tzinfo=UTC)
YOUNGEST = max(rule.valid_from for rule in in_force().rules)


def test_a_real_installation_asks_the_law_of_the_day(settings):
    settings.PRESENT_LAW_ON_EVERY_DAY = False
    assert law_day(date(2017, 9, 12)) == date(2017, 9, 12)


def test_the_demonstration_asks_the_present_law(settings):
    assert settings.IS_DEMO
    assert law_day(date(2017, 9, 12)) == YOUNGEST
    assert law_day(YOUNGEST + timedelta(days=1)) == YOUNGEST + timedelta(days=1)


def test_a_real_installation_cannot_be_told_to_bend_its_law(settings):
    settings.IS_DEMO = False
    with pytest.raises(ImproperlyConfigured, match="demonstration alone"):
        law_day(date(2017, 9, 12))


@pytest.mark.django_db(databases=["default", "owner"])
class TestViewers:
    @pytest.fixture
    def world(self):
        world = make_world("storyby", at=IN_THE_STORY)
        lay_out(world, at=IN_THE_STORY, slug="story")
        sign_rule(by=world.command, at=IN_THE_STORY, rule="D50", name="Rikke Thorsager")
        return world

    def test_read_by_rules_that_are_younger_than_the_story_and_in_a_real_installation_do_not(self, world, settings):
        manager = world.viewer("manager", at=IN_THE_STORY)
        assert manager.sees_whose(Channel.EVIDENCE, Whose.ORGANISATION) == manager.neighbourhoods != frozenset()
        settings.PRESENT_LAW_ON_EVERY_DAY = False
        assert world.viewer("manager", at=IN_THE_STORY).sees_whose(Channel.EVIDENCE, Whose.ORGANISATION) == frozenset()

    def test_need_an_agreement_of_the_storys_own_day(self, world):
        daycare = world.organisations[OrganisationKind.DAYCARE]
        with acting_for(world.partnership.id, read_only=True):
            (agreement,) = Agreement.objects.unscoped("to end it").filter(organisation=daycare)
        end_agreement(by=world.command, at=IN_THE_STORY, agreement_id=agreement.id, until_on=date(2017, 10, 1))
        agree(by=world.command, at=IN_THE_STORY, organisation=daycare, level=Level.RECORD, from_on=date(2018, 1, 1))
        for on, reads in ((IN_THE_STORY.date(), True), (date(2017, 11, 1), False), (date(2018, 2, 1), True)):
            with acting_for(world.partnership.id, read_only=True):
                assert bool(queries.receiver(daycare, on=on).sees(Channel.PICTURE)) is reads
