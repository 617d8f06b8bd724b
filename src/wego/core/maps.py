"""The world map of pages: marks on muted land, each a link; the land is one static picture that all maps share.

Shown with `{% include "ui/world_map.html" with map=map %}`, or its picture alone with `ui/world_map_picture.html`,
always beside a list of the same things. It works without scripts: what stands too near is one mark, a link that opens
the part of the map in which its members stand apart. The picture holds two sets of marks, for a wide screen and for a
narrow one, and the stylesheet shows one: so that a finger finds each of them on either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from math import sqrt
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wego.core.formats import figure
from wego.core.map_clusters import Cluster, Name, apart_from_each_other, clusters_of, names_placed
from wego.core.map_geometry import AIR, FRAME, RADII, WORLD, MapFrame, frame_around, spread
from wego.core.projection import HEIGHT, WIDTH, project

# A dot nearer to the picture's edge than this would be cut.
MARGIN = 12.0


@dataclass(frozen=True)
class Layer:
    """The marks for one width of screen, in the units of the picture, which is FRAME units wide.

    Two marks are at least `apart`, which is 24 pixels on the narrowest screen that shows the layer (the stylesheet
    changes at 56rem): 360 pixels less the page's margins, and 672 pixels of map.
    """

    name: str
    apart: float
    radii: tuple[float, float, float]
    type_size: float
    most_names: int


LAYERS = (
    Layer("wide", 36.0, RADII, 15.0, 40),
    Layer("narrow", 74.0, (15.0, 19.0, 24.0), 30.0, 8),
)


@dataclass(frozen=True)
class Dot:
    """One thing on the map: `label` says all that the dot says; `group` is a class of the stylesheet (a region).

    `size` is one of three classes; an approximate position is drawn as a ring. `name` is what is written beside it
    where there is room; the heaviest of a cluster stands for it, and `count` is how many things a dot is itself.
    """

    latitude: float
    longitude: float
    label: str
    url: str
    group: str = ""
    size: int = 0
    is_approximate: bool = False
    name: str = ""
    weight: float = 0.0
    count: int = 1

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
class Opens:
    """Where a cluster leads: the page that shows a part of the map, with what else is asked of it.

    `anchor` is the map's place on its page, where something stands before it.
    """

    url: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""

    def at(self, positions: Sequence[tuple[float, float]]) -> str:
        """The address of the part that holds these positions."""
        return f"{self.url}?{urlencode({**self.asked, 'frame': frame_code(positions)})}{self.anchor}"

    @property
    def whole(self) -> str:
        """The address of the map as it is before a part of it was opened."""
        return f"{self.url}?{urlencode(self.asked)}{self.anchor}"


def frame_code(positions: Sequence[tuple[float, float]]) -> str:
    """The part of the world that holds these positions, as addresses say it: south, west, north, east in degrees."""
    latitudes, longitudes = [one for one, _ in positions], [one for _, one in positions]
    return ",".join(f"{one:.1f}" for one in (min(latitudes), min(longitudes), max(latitudes), max(longitudes)))


def frame_asked(code: str) -> MapFrame | None:
    """The part of the world that an address asks for; None where it asks for none, or for what is none."""
    try:
        south, west, north, east = (float(one) for one in code.split(","))
        return frame_around([(south, west), (south, east), (north, west), (north, east)])
    except ValueError:
        return None


@dataclass(frozen=True)
class WorldMap:
    """A map with its title, the sentence that says what a dot is, and the legend: groups with their names.

    Without `opens` there are no clusters: dots that would be covered are set a little aside.
    """

    title: str
    sentence: str
    dots: Sequence[Dot]
    legend: Sequence[tuple[str, str]] = ()
    frame: MapFrame = WORLD
    opens: Opens | None = None
    is_closer: bool = False

    @property
    def has_clusters(self) -> bool:
        return self.opens is not None and not self.frame.is_closest

    @property
    def marks(self) -> SafeString:
        """The marks as markup at their points in the frame, the large below.

        Written here, since a template would take longer over some hundreds; labels and addresses are escaped.
        """
        if self.opens is None:
            return SafeString(self._set_aside())
        return SafeString("\n".join(self._layer(layer) for layer in LAYERS))

    def _set_aside(self) -> str:
        points = [self.frame.place(*dot.position) for dot in self.dots]
        placed = spread(points, [AIR * RADII[dot.size] for dot in self.dots])
        in_paint_order = sorted(zip(self.dots, placed, strict=True), key=lambda pair: -pair[0].size)
        return "\n".join(_mark(dot, *point, RADII[dot.size]) for dot, point in in_paint_order)

    def _layer(self, layer: Layer) -> str:
        height = self.frame.height * self.frame.scale
        shown = [dot for dot in self.dots if self.frame.holds(*dot.position)]
        points = [_inside(self.frame.place(*dot.position), height) for dot in shown]
        weights = [dot.weight for dot in shown]
        if self.frame.is_closest:
            points = apart_from_each_other(points, weights, layer.apart, (FRAME, height))
            clusters = [Cluster((number,)) for number in sorted(range(len(shown)), key=lambda n: -weights[n])]
        else:
            clusters = clusters_of(points, weights, layer.apart)
        radii = [_radius(layer, [shown[n] for n in cluster.members]) for cluster in clusters]
        marks = [(*points[cluster.head], radius) for cluster, radius in zip(clusters, radii, strict=True)]
        names = [shown[cluster.head].name for cluster in clusters]
        placed = names_placed(marks, names, layer.type_size, height, layer.most_names)
        drawn = [
            self._cluster(layer, [shown[n] for n in cluster.members], mark, placed.get(number))
            for number, (cluster, mark) in enumerate(zip(clusters, marks, strict=True))
        ]
        hidden = "" if layer is LAYERS[0] else ' display="none"'  # until the stylesheet says otherwise
        return f'<g class="{layer.name}"{hidden}>' + "\n".join(drawn) + "</g>"

    def _cluster(self, layer: Layer, dots: Sequence[Dot], mark: tuple[float, float, float], name: Name | None) -> str:
        x, y, radius = mark
        reach = layer.apart / 2
        if len(dots) == 1:
            return _mark(dots[0], x, y, radius, reach, name)
        assert self.opens is not None
        count = sum(dot.count for dot in dots)
        words = {"name": dots[0].name or dots[0].label, "number": figure(count - dots[0].count)}
        opened = replace(
            dots[0],
            label=_("%(name)s and %(number)s more here: zoom in") % words,
            url=self.opens.at([dot.position for dot in dots]),
            is_approximate=False,
        )
        return _mark(opened, x, y, radius, reach, name, figure(count))


def _radius(layer: Layer, dots: Sequence[Dot]) -> float:
    """Of a dot by its class; of a cluster by how many it holds, and never so large that two could touch."""
    if len(dots) == 1:
        return layer.radii[dots[0].size]
    return min(layer.apart / 2 - 3, layer.radii[1] + layer.apart / 24 * sqrt(sum(dot.count for dot in dots)))


def _inside(point: tuple[float, float], height: float) -> tuple[float, float]:
    return min(max(point[0], MARGIN), FRAME - MARGIN), min(max(point[1], MARGIN), height - MARGIN)


def _mark(
    dot: Dot, x: float, y: float, radius: float, reach: float = 0.0, name: Name | None = None, count: str = ""
) -> str:
    """A link with its circle; around it what a finger may touch, within it the number, beside it the name."""
    label = escape(dot.label)
    classes = " ".join(filter(None, [escape(dot.group), "o" if dot.is_approximate else "", "many" if count else ""]))
    said_of = f' class="{classes}"' if classes else ""
    place = f'cx="{x:.0f}" cy="{y:.0f}"'
    touched = f'<circle class="t" {place} r="{reach:g}"/>' if reach else ""
    circle = f'<circle class="s{dot.size}" {place} r="{radius:.3g}"/>'
    number = f'<text class="c" x="{x:.0f}" y="{y:.0f}">{count}</text>' if count else ""
    words = ""
    if name:
        at = f'x="{name.x:.0f}" y="{name.y:.0f}" text-anchor="{name.anchor}"'
        words = f'<text class="n" {at}>{escape(dot.name)}</text>'
    inner = f"<title>{label}</title>{touched}{circle}{number}{words}"
    return f'<a href="{escape(dot.url)}" aria-label="{label}"{said_of}>{inner}</a>'


def world_map(
    *,
    title: str,
    sentence: str,
    dots: Iterable[Dot],
    legend: Iterable[tuple[str, str]] = (),
    frame: MapFrame = WORLD,
    opens: Opens | None = None,
    is_closer: bool = False,
) -> WorldMap:
    """A map of these dots; the legend keeps only the groups that are on it."""
    placed = tuple(dots)
    groups = {dot.group for dot in placed}
    return WorldMap(
        title, sentence, placed, tuple(entry for entry in legend if entry[0] in groups), frame, opens, is_closer
    )
