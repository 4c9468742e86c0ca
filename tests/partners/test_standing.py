"""What a membership is on a day, in Python and in the one query of every request."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karlemose.partners import queries
from karlemose.partners.models import Membership
from karlemose.partners.standing import Standing, renewed_until, standing
from karlemose.tenancy.acting import acting_for

TODAY = date(2026, 11, 17)


def dated(**more):
    given_dates = {
        "from_on": TODAY - timedelta(days=30),
        "until_on": None,
        "accepted_on": TODAY - timedelta(days=30),
        "renewed_on": None,
        "last_used_on": None,
        "renew_by": TODAY + timedelta(days=100),
        "ended_at": None,
    }
    return SimpleNamespace(**(given_dates | more))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, Standing.RUNNING),
        ({"accepted_on": None}, Standing.INVITED),
        ({"from_on": TODAY}, Standing.RUNNING),
        ({"from_on": TODAY + timedelta(days=1)}, Standing.COMING),
        ({"until_on": TODAY}, Standing.RUNNING),
        ({"until_on": TODAY - timedelta(days=1)}, Standing.ENDED),
        ({"ended_at": datetime(2026, 11, 17, tzinfo=UTC)}, Standing.ENDED),
        ({"accepted_on": None, "ended_at": datetime(2026, 11, 17, tzinfo=UTC)}, Standing.ENDED),
        ({"renew_by": TODAY}, Standing.RUNNING),
        ({"renew_by": TODAY - timedelta(days=1)}, Standing.RESTING),
        ({"from_on": TODAY - timedelta(days=90), "accepted_on": TODAY - timedelta(days=60)}, Standing.RUNNING),
        ({"from_on": TODAY - timedelta(days=90), "accepted_on": TODAY - timedelta(days=61)}, Standing.RESTING),
        ({"last_used_on": TODAY - timedelta(days=61), "accepted_on": TODAY - timedelta(days=90)}, Standing.RUNNING),
    ],
)
def test_a_membership_is_what_its_dates_say(dates, expected):
    assert standing(dated(**dates), TODAY) is expected


def test_using_or_renewing_wakes_what_was_unused():
    forgotten = {"from_on": date(2026, 1, 1), "accepted_on": date(2026, 1, 1)}
    assert standing(dated(**forgotten), TODAY) is Standing.RESTING
    assert standing(dated(**forgotten, last_used_on=TODAY), TODAY) is Standing.RUNNING
    assert standing(dated(**forgotten, renewed_on=TODAY), TODAY) is Standing.RUNNING


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2026, 6, 1), date(2026, 12, 1)),
    ],
)
def test_six_months_later_is_the_same_day_or_the_last_there_is(day, expected):
    assert renewed_until(day) == expected


days = st.integers(-200, 200).map(lambda number: TODAY + timedelta(days=number))
maybe = st.one_of(st.none(), days)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    from_on=days,
    until_on=maybe,
    accepted_on=maybe,
    renewed_on=maybe,
    last_used_on=maybe,
    renew_by=days,
    is_ended=st.booleans(),
)
def test_the_query_of_every_request_says_the_same(cast, from_on, until_on, is_ended, **dates):
    if until_on is not None and until_on < from_on:
        until_on = from_on
    membership = cast.home.memberships["officer"]
    for name, value in {**dates, "from_on": from_on, "until_on": until_on}.items():
        setattr(membership, name, value)
    membership.ended_at = datetime(2026, 1, 1, tzinfo=UTC) if is_ended else None
    membership.ended_because = "contact" if is_ended else ""
    with acting_for(cast.home.partnership.id):
        rows = Membership.objects.unscoped("dates of a test").filter(id=membership.id)
        fields = ("from_on", "until_on", "ended_at", "ended_because", *dates)
        rows.update(**{name: getattr(membership, name) for name in fields})
        found = queries.viewer_for(
            user_id=membership.user_id, partnership_id=cast.home.partnership.id, on=TODAY, membership_id=membership.id
        )
    assert (found is not None) is (standing(membership, TODAY) is Standing.RUNNING)
