"""Marks of a map that never cover each other: clusters of what stands too near, and names where there is room (pure).

A cluster stands where its first member stands, so that no mark is moved: the first is the one that matters most.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, hypot

from wego.core.map_geometry import FRAME

NARROW_LETTER, WIDE_LETTER = 0.58, 1.04  # of the size of the type, on average; wide ones are Han and Hangul


@dataclass(frozen=True)
class Cluster:
    """What one mark stands for: the numbers of its members, the first of them where the mark is."""

    members: tuple[int, ...]

    @property
    def head(self) -> int:
        return self.members[0]


def clusters_of(points: Sequence[tuple[float, float]], weights: Sequence[float], apart: float) -> list[Cluster]:
    """The points in clusters whose marks are at least `apart` from each other.

    Heads are the heaviest that are not too near a heavier head; everything else joins the head nearest to it. Each
    point is in one cluster. The order of the points decides nothing but between points of one place and weight.
    """
    heads: list[int] = []
    for number in sorted(range(len(points)), key=lambda n: (-weights[n], points[n], n)):
        if all(_distance(points[number], points[head]) >= apart for head in heads):
            heads.append(number)
    joined: dict[int, list[int]] = {head: [] for head in heads}
    for number, point in enumerate(points):
        if number not in joined:
            joined[min(heads, key=lambda head: _distance(point, points[head]))].append(number)
    return [Cluster((head, *sorted(joined[head], key=lambda n: (-weights[n], points[n], n)))) for head in heads]


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def apart_from_each_other(
    points: Sequence[tuple[float, float]], weights: Sequence[float], apart: float, bounds: tuple[float, float]
) -> list[tuple[float, float]]:
    """The points with those set aside that stand nearer than `apart` to a heavier one, each to the nearest free spot
    inside of a picture of this width and height. For the closest view, which no cluster could open further."""
    width, height = bounds
    placed: dict[int, tuple[float, float]] = {}
    for number in sorted(range(len(points)), key=lambda n: (-weights[n], points[n], n)):
        x, y = points[number]
        spots = (spot for spot in _around(x, y, apart / 2) if 0 <= spot[0] <= width and 0 <= spot[1] <= height)
        taken = list(placed.values())
        free = (spot for spot in spots if all(_distance(spot, other) >= apart for other in taken))
        placed[number] = next(free, (x, y))
    return [placed[number] for number in range(len(points))]


# On the sixths of a circle and between them, so that the ring around a mark is full with six of them.
_TURNS = ((1.0, 0.0), (0.5, 0.866), (-0.5, 0.866), (-1.0, 0.0), (-0.5, -0.866), (0.5, -0.866))
MOST_RINGS = 16


def _around(x: float, y: float, step: float) -> Iterable[tuple[float, float]]:
    """The place itself, then the corners and sides of growing hexagons around it."""
    yield x, y
    for ring in range(1, MOST_RINGS + 1):
        corners = [(ring * step * 1.001 * across, ring * step * 1.001 * down) for across, down in _TURNS]
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            for part in range(ring):
                share = part / ring
                yield x + ax + share * (bx - ax), y + ay + share * (by - ay)


@dataclass(frozen=True)
class Name:
    """Where a name stands: its foot, and which of its ends is there, as SVG says it."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def width_of(text: str, size: float) -> float:
    """About how wide a text is in type of this size."""
    return size * sum(WIDE_LETTER if unicodedata.east_asian_width(one) in "WF" else NARROW_LETTER for one in text)


def names_placed(
    marks: Sequence[tuple[float, float, float]], names: Sequence[str], size: float, height: float, most: int
) -> dict[int, Name]:
    """Where the names of marks (x, y, radius) stand, in the order in which they matter: right of the mark, left, below
    or above it, where neither a mark nor a name is, nor the edge of the picture. A name without room is left out."""
    taken = [_Box(x - r, y - r, x + r, y + r) for x, y, r in marks]
    found: dict[int, Name] = {}
    for number, text in enumerate(names):
        if len(found) >= most:
            break
        if not text:
            continue
        (x, y, r), wide, gap = marks[number], width_of(text, size), ceil(size / 4)
        places = (
            (Name(x + r + gap, y + size * 0.35, "start"), x + r + gap, y - size / 2),
            (Name(x - r - gap, y + size * 0.35, "end"), x - r - gap - wide, y - size / 2),
            (Name(x, y + r + size, "middle"), x - wide / 2, y + r + gap / 2),
            (Name(x, y - r - gap, "middle"), x - wide / 2, y - r - gap - size),
        )
        for name, left, top in places:
            box = _Box(left, top, left + wide, top + size)
            is_inside = left >= 0 and box.right <= FRAME and top >= 0 and box.bottom <= height
            if is_inside and not any(box.touches(other) for other in taken):
                found[number] = name
                taken.append(box)
                break
    return found
