"""What each partner may read: agreed, never above the law, and ended."""

from datetime import date, timedelta

import pytest

from karlemose.foundation.refusals import NotAllowed
from karlemose.partners import agreements
from karlemose.partners.models import Agreement
from karlemose.policy.words import Level, OrganisationKind
from karlemose.tenancy.acting import acting_for
from tests.cast import PEOPLE


def rows(world):
    with acting_for(world.partnership.id, read_only=True):
        return list(Agreement.objects.visible_to(world.command).select_related("organisation").order_by("id"))


def test_a_partner_comes_in_with_the_agreement_that_the_law_has_for_its_kind(cast, now):
    found = {
        row.organisation.kind: (row.level, row.basis, row.neighbourhood_id, row.from_on) for row in rows(cast.home)
    }
    record, public = ("record", "D02", None, now.date()), ("public", "D01", None, now.date())
    assert found == {
        "police": record,
        "housing": record,
        "project": record,
        "municipality": record,
        "daycare": record,
        "board": public,
    }


def test_a_partner_may_agree_to_less(cast, now):
    organisation = cast.home.organisations[OrganisationKind.DAYCARE]
    made = agreements.agree(by=cast.home.command, at=now, organisation=organisation, level=Level.PUBLIC)
    assert (made.level, made.basis, made.from_on, made.until_on) == (Level.PUBLIC, "D02", now.date(), None)


def test_no_agreement_gives_more_than_the_law(cast, now):
    organisation = cast.home.organisations[OrganisationKind.BOARD]
    with pytest.raises(agreements.NotForThisPartner, match="board at the level record"):
        agreements.agree(by=cast.home.command, at=now, organisation=organisation, level=Level.RECORD)


def test_an_agreement_ends_with_a_day(cast, now):
    agreement = rows(cast.home)[0]
    agreements.end_agreement(by=cast.home.command, at=now, agreement_id=agreement.id, until_on=now.date())
    assert rows(cast.home)[0].until_on == now.date()


def test_an_agreement_does_not_end_before_it_begins(cast, now):
    agreement = rows(cast.home)[0]
    day_before = agreement.from_on - timedelta(days=1)
    with pytest.raises(agreements.EndsBeforeItBegins):
        agreements.end_agreement(by=cast.home.command, at=now, agreement_id=agreement.id, until_on=day_before)
    with pytest.raises(agreements.EndsBeforeItBegins):
        agreements.agree(
            by=cast.home.command,
            at=now,
            organisation=cast.home.organisations[OrganisationKind.POLICE],
            level=Level.RECORD,
            from_on=date(2026, 1, 2),
            until_on=date(2026, 1, 1),
        )


def test_another_partnerships_agreement_cannot_be_ended(cast, now):
    agreement = rows(cast.elsewhere)[0]
    with pytest.raises(agreements.NoSuchAgreement):
        agreements.end_agreement(by=cast.home.command, at=now, agreement_id=agreement.id, until_on=now.date())


def test_the_same_is_not_agreed_twice_at_a_time(cast, now):
    daycare = cast.home.organisations[OrganisationKind.DAYCARE]
    with pytest.raises(agreements.AgreedAlready):
        agreements.agree(by=cast.home.command, at=now, organisation=daycare, level=Level.RECORD)
    (running,) = [row for row in rows(cast.home) if row.organisation_id == daycare.id]
    agreements.end_agreement(by=cast.home.command, at=now, agreement_id=running.id, until_on=now.date())
    after = now.date() + timedelta(days=1)
    agreements.agree(by=cast.home.command, at=now, organisation=daycare, level=Level.RECORD, from_on=after)


def test_an_end_moves_to_an_earlier_day_and_never_to_a_later(cast, now):
    agreement, week = rows(cast.home)[0], timedelta(days=7)
    agreements.end_agreement(by=cast.home.command, at=now, agreement_id=agreement.id, until_on=now.date() + 2 * week)
    agreements.end_agreement(by=cast.home.command, at=now, agreement_id=agreement.id, until_on=now.date() + week)
    with pytest.raises(agreements.Prolongs):
        agreements.end_agreement(
            by=cast.home.command, at=now, agreement_id=agreement.id, until_on=now.date() + 3 * week
        )
    assert rows(cast.home)[0].until_on == now.date() + week


def test_nobody_at_a_desk_makes_or_ends_an_agreement(cast, now):
    agreement = rows(cast.home)[0]
    for by in map(cast.home.viewer, set(PEOPLE) - {"operations"}):
        with pytest.raises(NotAllowed):
            agreements.agree(by=by, at=now, organisation=agreement.organisation, level=Level.PUBLIC)
        with pytest.raises(NotAllowed):
            agreements.end_agreement(by=by, at=now, agreement_id=agreement.id, until_on=now.date())
    assert rows(cast.home)[0].until_on is None
