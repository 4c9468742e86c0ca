"""Which place holds a position."""

from shapely.geometry import box, mapping

from karlemose.places.projection import LocalMetres
from karlemose.places.snapping import Snapper

HERE = LocalMetres(55.43, 12.3)


def drawn(west, south, east, north):
    return mapping(box(*HERE.to_degrees(west, south), *HERE.to_degrees(east, north)))


SNAPPER = Snapper(
    [(7, drawn(0, 0, 10, 10)), (8, drawn(10, 0, 20, 10)), (9, drawn(100, 0, 120, 10))], latitude=55.43, longitude=12.3
)


def at(east, north):
    return HERE.to_degrees(east, north)


def found(east, north):
    return SNAPPER.places_for([at(east, north)])[0]


def test_inside_a_shape():
    assert found(15, 5) == 8


def test_near_a_shape():
    assert found(80, 5) == 9


def test_too_far_from_every_shape():
    assert found(60, 5) is None


def test_on_the_wall_between_two_the_first_wins():
    assert found(10, 5) in {7, 8}
    assert found(10, 20) == 7


def test_many_at_once_keep_their_order():
    assert SNAPPER.places_for([at(115, 5), at(60, 5), at(5, 5), at(115, 6)]) == [9, None, 7, 9]


def test_no_positions_and_no_places():
    assert SNAPPER.places_for([]) == []
    assert Snapper([], latitude=55.43, longitude=12.3).places_for([at(0, 0)]) == [None]
