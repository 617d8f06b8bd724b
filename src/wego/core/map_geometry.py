"""The geometry of maps: the part of the world shown, and dots set so that each can be seen (pure, no Django)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from wego.core.projection import HEIGHT, WIDTH, project

FRAME = 1000.0  # units across the picture, at every zoom, so that a dot has one size on the screen
RADII = (5.0, 7.0, 9.5)
NARROWEST = 100.0  # the land is drawn for the whole world and grows coarse in a narrower view
REGION_HEIGHT = 0.56  # of the width: a part of the world is shown taller than the whole, at the least
ASIDE = 2.0  # a dot is set aside by at most so many radii
AIR = 1.1  # a phone draws its dots larger (the stylesheet), so they are set for more room than they take
TOUCH = 0.85  # dots may overlap by a little
_STEPS, _ANGLES = 4, 10
_RINGS = [
    (ASIDE * step / _STEPS, cos(2 * pi * (turn + step / 2) / _ANGLES), sin(2 * pi * (turn + step / 2) / _ANGLES))
    for step in range(1, _STEPS + 1)
    for turn in range(_ANGLES)
]


@dataclass(frozen=True)
class MapFrame:
    """A part of the world map, in its units: the upper left corner, the width and the height shown."""

    x: float
    y: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        return FRAME / self.width

    @property
    def view_box(self) -> str:
        return f"0 0 {FRAME:.0f} {self.height * self.scale:.0f}"

    @property
    def land_transform(self) -> str:
        """Puts the land of the whole world where this frame needs it."""
        return f"matrix({self.scale:.4f} 0 0 {self.scale:.4f} {-self.x * self.scale:.1f} {-self.y * self.scale:.1f})"

    @property
    def is_closest(self) -> bool:
        """Nothing comes closer than this."""
        return self.width <= NARROWEST

    def holds(self, latitude: float, longitude: float) -> bool:
        """Is this position in the picture?"""
        x, y = project(latitude, longitude)
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        x, y = project(latitude, longitude)
        return (x - self.x) * self.scale, (y - self.y) * self.scale


WORLD = MapFrame(0.0, 0.0, WIDTH, HEIGHT)


def frame_around(positions: Sequence[tuple[float, float]]) -> MapFrame:
    """The part of the world that holds these positions (latitude, longitude) with a margin, in the world's proportions
    or a little taller; the whole world if there are none."""
    if not positions:
        return WORLD
    points = [project(*position) for position in positions]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width, height = 1.16 * (right - left), 1.16 * (bottom - top)
    width = max(width, height * 1.5, NARROWEST)
    height = max(height, min(width * REGION_HEIGHT, HEIGHT - 1))
    if width >= WIDTH or height >= HEIGHT:
        return WORLD
    x = min(max((left + right - width) / 2, 0.0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, 0.0), HEIGHT - height)
    return MapFrame(x, y, width, height)


def spread(points: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """The points with those set aside that another would cover: the larger keep their place, the others go to the
    nearest free spot within a few radii, or stay where they are if there is none. The order decides nothing else."""
    reach = (ASIDE + 2) * max(radii, default=1.0)
    taken: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    placed: list[tuple[float, float]] = list(points)
    for number in sorted(range(len(points)), key=lambda n: (-radii[n], points[n])):
        radius, (x, y) = radii[number], points[number]
        column, row = int(x // reach), int(y // reach)
        near = [
            (other_x, other_y, (TOUCH * (radius + other)) ** 2)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other_x, other_y, other in taken.get((column + dx, row + dy), ())
        ]
        if near:
            x, y = next((spot for spot in _spots(x, y, radius) if _is_free(spot, near)), (x, y))
        placed[number] = (x, y)
        taken[int(x // reach), int(y // reach)].append((x, y, radius))
    return placed


def _is_free(spot: tuple[float, float], near: Sequence[tuple[float, float, float]]) -> bool:
    x, y = spot
    return all((x - other_x) ** 2 + (y - other_y) ** 2 >= least for other_x, other_y, least in near)


def _spots(x: float, y: float, radius: float) -> Iterator[tuple[float, float]]:
    """The place itself, then rings around it."""
    yield x, y
    for distance, across, down in _RINGS:
        yield x + distance * radius * across, y + distance * radius * down
