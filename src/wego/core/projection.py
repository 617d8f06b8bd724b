"""The projection of the world map: a position on earth to a point of the map's picture (pure, no Django).

Equal Earth (Bojan Savric, Tom Patterson and Bernhard Jenny, 2018, "The Equal Earth map projection", International
Journal of Geographical Information Science 33:3), a pseudocylindrical projection that keeps areas true, so that no
region looks larger than it is. Central meridian Greenwich. The picture is WIDTH units wide and shows the latitudes from
SOUTH to NORTH; what lies beyond (Antarctica) falls outside of it.
"""

from math import asin, cos, radians, sin, sqrt

WIDTH = 2000.0
NORTH = 84.0
SOUTH = -57.0

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def _equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    """Equal Earth on the unit sphere: degrees to x (east) and y (north)."""
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = radians(longitude) * cos(theta) / (_M * slope)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, y


_HALF = _equal_earth(0, 180)[0]
_SCALE = WIDTH / (2 * _HALF)
_TOP = _equal_earth(NORTH, 0)[1]
HEIGHT = round((_TOP - _equal_earth(SOUTH, 0)[1]) * _SCALE, 1)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """The point (x from the left, y from the top) of a position in degrees.

    Raises ValueError for a latitude outside of -90 to 90 or a longitude outside of -180 to 180 (and for NaN).
    """
    if not -90 <= latitude <= 90:
        raise ValueError(f"latitude {latitude}: not between -90 and 90")
    if not -180 <= longitude <= 180:
        raise ValueError(f"longitude {longitude}: not between -180 and 180")
    x, y = _equal_earth(latitude, longitude)
    return (x + _HALF) * _SCALE, (_TOP - y) * _SCALE


def unproject(x: float, y: float) -> tuple[float, float]:
    """The position in degrees (latitude, longitude) of a point of the map's picture, to a thousandth.

    Raises ValueError for a point beside the earth: the picture's corners lie outside of it.
    """
    height = _TOP - y / _SCALE
    if not abs(height) <= _equal_earth(90, 0)[1]:
        raise ValueError(f"point {x}, {y}: above or below the earth")
    low, high = -90.0, 90.0
    for _halved in range(40):  # the height grows with the latitude alone
        middle = (low + high) / 2
        low, high = (middle, high) if _equal_earth(middle, 0)[1] < height else (low, middle)
    latitude = (low + high) / 2
    half = _equal_earth(latitude, 180)[0]
    longitude = 180 * (x / _SCALE - _HALF) / half
    if not abs(longitude) <= 180:
        raise ValueError(f"point {x}, {y}: beside the earth")
    return round(latitude, 3), round(longitude, 3)
