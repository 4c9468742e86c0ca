"""Degrees to metres near a point, and back.

Equirectangular: one degree of latitude is the same everywhere, one degree of longitude shrinks with the cosine of
the origin's latitude. Half a degree (55 km) north or south of the origin the error in width is below 1.3 % anywhere
south of 55° N; inside an estate it is below a millimetre. That is enough to measure "how near" and to draw squares;
nothing here is for surveying.
"""

from dataclasses import dataclass
from math import cos, pi, radians

MEAN_EARTH_RADIUS = 6_371_008.8  # metres, IUGG mean radius
METRES_PER_DEGREE = MEAN_EARTH_RADIUS * pi / 180


@dataclass(frozen=True)
class LocalMetres:
    """Metres east and north of an origin."""

    latitude: float
    longitude: float
    reference_latitude: float | None = None  # where a degree of longitude is measured; the origin's if not given

    @property
    def metres_per_degree_east(self) -> float:
        reference = self.latitude if self.reference_latitude is None else self.reference_latitude
        return METRES_PER_DEGREE * cos(radians(reference))

    def to_metres(self, longitude: float, latitude: float) -> tuple[float, float]:
        """(metres east, metres north) of a position in degrees; numbers or numpy arrays."""
        return (
            (longitude - self.longitude) * self.metres_per_degree_east,
            (latitude - self.latitude) * METRES_PER_DEGREE,
        )

    def to_degrees(self, east: float, north: float) -> tuple[float, float]:
        """(longitude, latitude) of a point in metres; numbers or numpy arrays."""
        return self.longitude + east / self.metres_per_degree_east, self.latitude + north / METRES_PER_DEGREE
