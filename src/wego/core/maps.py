"""The world map of pages: dots on muted land, each a link; the land is one static picture that all maps share.

Shown with `{% include "ui/world_map.html" with map=map %}`, or its picture alone with `ui/world_map_picture.html`,
always beside a list of the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString

from wego.core.map_geometry import AIR, RADII, WORLD, MapFrame, spread
from wego.core.projection import HEIGHT, WIDTH, project

# A dot nearer to the picture's edge than this would be cut.
MARGIN = 12.0


@dataclass(frozen=True)
class Dot:
    """One thing on the map: `label` says all that the dot says; `group` is a class of the stylesheet (a region).

    `size` is one of three classes; an approximate position is drawn as a ring.
    """

    latitude: float
    longitude: float
    label: str
    url: str
    group: str = ""
    size: int = 0
    is_approximate: bool = False

    @property
    def position(self) -> tuple[float, float]:
        return self.latitude, self.longitude

    @cached_property
    def point(self) -> tuple[float, float]:
        """Where it stands on the picture of the whole world, kept inside of its edges."""
        x, y = project(self.latitude, self.longitude)
        return min(max(x, MARGIN), WIDTH - MARGIN), min(max(y, MARGIN), HEIGHT - MARGIN)

    @property
    def x(self) -> str:
        return f"{self.point[0]:.0f}"

    @property
    def y(self) -> str:
        return f"{self.point[1]:.0f}"


@dataclass(frozen=True)
class WorldMap:
    """A map with its title, the sentence that says what a dot is, and the legend: groups with their names."""

    title: str
    sentence: str
    dots: Sequence[Dot]
    legend: Sequence[tuple[str, str]] = ()
    frame: MapFrame = WORLD

    @property
    def marks(self) -> SafeString:
        """The dots as markup at their points in the frame: those that would be covered set aside, the large below.

        Written here, since a template would take longer over some hundreds; labels and addresses are escaped.
        """
        points = [self.frame.place(*dot.position) for dot in self.dots]
        placed = spread(points, [AIR * RADII[dot.size] for dot in self.dots])
        in_paint_order = sorted(zip(self.dots, placed, strict=True), key=lambda pair: -pair[0].size)
        return SafeString("\n".join(_mark(dot, *point) for dot, point in in_paint_order))


def _mark(dot: Dot, x: float, y: float) -> str:
    label = escape(dot.label)
    classes = " ".join(filter(None, [escape(dot.group), "o" if dot.is_approximate else ""]))
    said_of = f' class="{classes}"' if classes else ""
    circle = f'<circle class="s{dot.size}" cx="{x:.0f}" cy="{y:.0f}" r="{RADII[dot.size]:g}"/>'
    return f'<a href="{escape(dot.url)}" aria-label="{label}"{said_of}><title>{label}</title>{circle}</a>'


def world_map(
    *,
    title: str,
    sentence: str,
    dots: Iterable[Dot],
    legend: Iterable[tuple[str, str]] = (),
    frame: MapFrame = WORLD,
) -> WorldMap:
    """A map of these dots; the legend keeps only the groups that are on it."""
    placed = tuple(dots)
    groups = {dot.group for dot in placed}
    return WorldMap(title, sentence, placed, tuple(entry for entry in legend if entry[0] in groups), frame)
