"""A position is chosen: found by its name or as people write it, seen as a pin on the world map, moved on the map.

Everything is in the page's address, so that it works without scripts: `place` is what is looked for, `at` where the pin
is, `within` how much of the map is shown. With scripts a click on the map leads to `point`, a point of its picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from wego.core.coordinates import written_position
from wego.core.countries import country_name
from wego.core.gazetteer import places_named
from wego.core.map_geometry import WORLD, MapFrame, frame_around
from wego.core.maps import Dot, WorldMap
from wego.core.projection import unproject
from wego.core.punctuation import joined

Position = tuple[float, float]
SPANS = (6, 30, 90, 360)  # degrees across the map, from near to far
FIRST = 1  # of them
LONGEST = 300  # of what is looked for: the address of a map's page


@dataclass(frozen=True)
class FoundPlace:
    """A place that answers a search, and the address that puts the pin there."""

    label: str
    url: str


def asked_position(asked: Mapping[str, str]) -> Position | None:
    """Where an address puts the pin; None where it says nothing, or nothing that can be."""
    if point := asked.get("point"):
        try:
            x, y = (float(one) for one in point.split(","))
            return unproject(x, y)
        except ValueError:
            return None
    return written_position(asked.get("at", "")[:LONGEST]) or written_position(asked.get("place", "")[:LONGEST])


@dataclass(frozen=True)
class PlacePicker:
    """What the page shows: `neighbours` are dots beside the pin, `country` is that whose places come first."""

    position: Position | None
    asked: Mapping[str, str] = field(default_factory=dict)
    neighbours: Sequence[Dot] = ()
    country: str = ""

    @property
    def words(self) -> str:
        return self.asked.get("place", "").strip()[:LONGEST]

    @cached_property
    def found(self) -> list[FoundPlace]:
        """The places of the name that was looked for; none where coordinates were."""
        if not self.words or written_position(self.words):
            return []
        return [
            FoundPlace(
                joined([place.name, country_name(place.country)]), self._at((place.latitude, place.longitude), FIRST)
            )
            for place in places_named(self.words, country=self.country)
        ]

    @property
    def is_unknown(self) -> bool:
        """Was something looked for that is neither a place nor a position?"""
        return bool(self.words) and not written_position(self.words) and not self.found

    @property
    def near(self) -> int:
        """Which of SPANS is shown; an address that says another shows the first."""
        within = self.asked.get("within", "")
        return int(within) if within in map(str, range(len(SPANS))) else FIRST

    @property
    def closer(self) -> str:
        return self._at(self.position, self.near - 1) if self.position and self.near else ""

    @property
    def farther(self) -> str:
        return self._at(self.position, self.near + 1) if self.position and self.near + 1 < len(SPANS) else ""

    @cached_property
    def frame(self) -> MapFrame:
        around = [self.position] if self.position else [dot.position for dot in self.neighbours]
        reach = SPANS[self.near] / 2
        if not around or (self.position and reach >= 180):
            return WORLD
        if not self.position:
            return frame_around(around)
        (latitude, longitude), up = around[0], reach / 2
        south, north = max(latitude - up, -89.0), min(latitude + up, 89.0)
        west, east = max(longitude - reach, -180.0), min(longitude + reach, 180.0)
        return frame_around([(south, west), (south, east), (north, west), (north, east)])

    @property
    def frame_numbers(self) -> str:
        """The frame for the script: its corner, and how many units of the picture are one of the world's."""
        frame = self.frame
        return f"{frame.x:.2f},{frame.y:.2f},{frame.scale:.5f}"

    @cached_property
    def map(self) -> WorldMap:
        pins = []
        if self.position:
            label = _("Chosen location: %(position)s") % {"position": self.position_shown}
            pins = [Dot(*self.position, label, self._at(self.position, self.near), group="pin", size=2)]
        frame = self.frame
        others = [dot for dot in self.neighbours if frame.holds(*dot.position)]
        return WorldMap(_("Location on the map"), "", [*others, *pins], frame=frame)

    @property
    def position_shown(self) -> str:
        assert self.position is not None
        return written(self.position)

    def _at(self, position: Position, near: int) -> str:
        return f"?at={position[0]:g},{position[1]:g}&within={near}#place"


def written(position: Position) -> str:
    """`37.57° N, 126.98° E`, as every language writes it."""
    latitude, longitude = position
    return f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"
