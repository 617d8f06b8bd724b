"""The world map of pages: dots on muted land, each a link; the land is one static picture that all maps share.

Shown with `{% include "ui/world_map.html" with map=map %}`, always beside a list of the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from wego.core.projection import HEIGHT, WIDTH, project

# A dot nearer to the map's edge than this would be cut.
MARGIN = 12.0


@dataclass(frozen=True)
class Dot:
    """One thing on the map: `label` says all that the dot says; `group` is a class of the stylesheet (a region)."""

    latitude: float
    longitude: float
    label: str
    url: str
    group: str = ""

    @cached_property
    def point(self) -> tuple[float, float]:
        """Where it stands on the picture, kept inside of its edges."""
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

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH:.0f} {HEIGHT:.1f}"


def world_map(*, title: str, sentence: str, dots: Iterable[Dot], legend: Iterable[tuple[str, str]] = ()) -> WorldMap:
    """A map of these dots; the legend keeps only the groups that are on it."""
    placed = tuple(dots)
    groups = {dot.group for dot in placed}
    return WorldMap(title, sentence, placed, tuple(entry for entry in legend if entry[0] in groups))
