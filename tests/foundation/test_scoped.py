"""A query that does not say for whom raises; one that does is narrowed."""

import pytest

from karlemose.foundation.scoped import NotScoped, Scoped
from karlemose.observations.models import Observation
from karlemose.partners.models import Organisation

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.mark.parametrize(
    "ask",
    [
        Observation.objects.all,
        lambda: Observation.objects.filter(id=1),
        lambda: Observation.objects.get(id=1),
        Observation.objects.count,
        Observation.objects.exists,
        lambda: list(Observation.objects.values("text")),
        lambda: Observation.objects.create(text="x"),
        Observation.objects.none,
    ],
)
def test_a_query_for_nobody_raises(ask):
    with pytest.raises(NotScoped, match="visible_to"):
        ask()


def test_a_viewer_sees_the_neighbourhoods_of_the_membership_alone(both):
    from karlemose.tenancy.acting import acting_for  # noqa: PLC0415 -- app ready

    home, _elsewhere = both
    seen = {}
    for name in ("officer", "narrow", "board_member", "mentor"):
        viewer = home.world.viewer(name)
        with acting_for(viewer.partnership_id, read_only=True):
            rows = Observation.objects.visible_to(viewer).values_list("neighbourhood_id", flat=True)
            seen[name] = set(rows.order_by("id"))
    assert seen == {
        "officer": {home.estate.id, home.squares.id},
        "narrow": {home.squares.id},
        "board_member": set(),
        "mentor": set(),
    }


def test_a_viewer_of_another_partnership_sees_nothing_even_inside_the_wall(both):
    """Python's wall holds by itself: here row security shows the rows, and `visible_to` does not."""
    from karlemose.tenancy.acting import acting_for  # noqa: PLC0415 -- app ready

    home, elsewhere = both
    stranger = elsewhere.world.viewer("officer")
    with acting_for(home.world.partnership.id, read_only=True):
        assert Observation.objects.unscoped("the rows are there").exists()
        assert not Observation.objects.visible_to(stranger).exists()
        assert not Organisation.objects.visible_to(stranger).exists()


def test_a_channel_without_a_neighbourhood_makes_no_manager():
    with pytest.raises(ValueError, match="both channel and neighbourhood"):
        Scoped(channel="PICTURE")
