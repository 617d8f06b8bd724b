"""Positions as people write them: decimal degrees, degrees with minutes and seconds, the address of a map's page."""

from __future__ import annotations

import re

_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d+)?"
_ADDRESS = re.compile(rf"(?:@|[?&](?:q|ll|query|mlat)=|geo:|#map=\d+/)({_NUMBER})(?:,|/|&mlon=)({_NUMBER})")
_PAIR = re.compile(rf"({_NUMBER})\s*[,;/\s]\s*({_NUMBER})")
# A point of the compass: whether it says a longitude, and its sign.
_POINTS = {
    **dict.fromkeys(("N", "북위", "北纬", "北緯"), (False, 1)),
    **dict.fromkeys(("S", "남위", "南纬", "南緯"), (False, -1)),
    **dict.fromkeys(("E", "동경", "东经", "東經"), (True, 1)),
    **dict.fromkeys(("W", "서경", "西经", "西經"), (True, -1)),
}
_POINT = "|".join(_POINTS)
_PART = r"(?:(\d{1,2}(?:[.,]\d+)?)\s*"
_SIZE = rf"(\d{{1,3}}(?:[.,]\d+)?)\s*[°도度]?\s*{_PART}[′'’분分]\s*)?{_PART}[″\"”초秒]\s*)?"
_ANGLE = re.compile(rf"(?:({_POINT})\s*{_SIZE}|{_SIZE}({_POINT}))", re.IGNORECASE)


def written_position(text: str) -> tuple[float, float] | None:
    """The position (latitude, longitude) that a text writes down; None where it writes none, or one off the earth."""
    found = _by_address(text) or _by_points(text) or _by_pair(text)
    if found is None or not (-90 <= found[0] <= 90 and -180 <= found[1] <= 180):
        return None
    return found


def _by_address(text: str) -> tuple[float, float] | None:
    found = _ADDRESS.search(text)
    return (_number(found[1]), _number(found[2])) if found else None


def _by_pair(text: str) -> tuple[float, float] | None:
    found = _PAIR.fullmatch(text.strip().strip("()").replace("°", ""))
    return (_number(found[1]), _number(found[2])) if found else None


def _by_points(text: str) -> tuple[float, float] | None:
    """Two angles, each with the point of the compass that says which of the two it is: 37°33′58″N 126°58′40″E."""
    given: dict[bool, float] = {}
    for before, *sizes, after in _ANGLE.findall(text):
        is_longitude, sign = _POINTS[(before or after).upper()]
        degrees, minutes, seconds = (_number(one or "0") for one in (sizes[:3] if before else sizes[3:]))
        given[is_longitude] = sign * (degrees + minutes / 60 + seconds / 3600)
    return (round(given[False], 5), round(given[True], 5)) if len(given) == 2 else None


def _number(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))
