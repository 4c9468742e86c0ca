"""`acting_for` opens one partnership and closes it again, whatever happens inside."""

import pytest
from django.db import InternalError, connection
from django.db.utils import ProgrammingError

from karlemose.partners.models import Organisation
from karlemose.tenancy.acting import acting_as, acting_for

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def names() -> list[str]:
    return [row.name for row in Organisation.objects.unscoped("what this transaction sees").order_by("id")]


def test_without_a_partnership_nothing_is_seen(cast):
    assert names() == []


def test_one_partnership_sees_its_own_rows_alone(cast):
    with acting_for(cast.home.partnership.id):
        assert names() == [f"{one.name}" for one in cast.home.organisations.values()]


def test_the_wall_closes_behind_an_error(cast):
    with pytest.raises(ZeroDivisionError), acting_for(cast.home.partnership.id):
        raise ZeroDivisionError
    assert names() == []


def test_a_reading_transaction_cannot_write(cast):
    with (
        pytest.raises(InternalError, match="read-only transaction"),
        acting_for(cast.home.partnership.id, read_only=True),
    ):
        Organisation(partnership=cast.home.partnership, kind="police", name="written while reading").save()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_acting_inside_acting_is_refused(cast):
    elsewhere = cast.elsewhere.partnership
    with (
        pytest.raises(RuntimeError, match="durable atomic block cannot be nested"),
        acting_for(cast.home.partnership.id),
        acting_for(elsewhere.id),
    ):
        pass


def test_a_row_for_another_partnership_is_refused(cast):
    elsewhere = cast.elsewhere.partnership
    with pytest.raises(ProgrammingError, match="row-level security"), acting_for(cast.home.partnership.id):
        Organisation(partnership=elsewhere, kind="police", name="smuggled").save()


def test_own_memberships_are_seen_before_a_partnership_is_chosen(cast):
    from karlemose.partners.models import Membership  # noqa: PLC0415 -- app ready

    with acting_as(cast.home.user("officer").id):
        rows = Membership.objects.unscoped("own memberships").values_list("id", flat=True)
        assert list(rows) == [cast.home.memberships["officer"].id]


def test_the_setting_of_a_user_opens_no_other_table(cast):
    with acting_as(cast.home.user("officer").id):
        assert names() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('karlemose.user', true)")
        assert cursor.fetchone() == ("",)
