"""Draws the land of the world map from Natural Earth, for src/wego/core/static/core/world-land.svg.

Natural Earth's land in 1:110 million, public domain, is taken from the npm package world-atlas (`npm install
world-atlas@2`), whose TopoJSON this script reads itself. It projects the outlines with wego.core.projection, drops what
is too small to see and what lies below the picture, thins the lines and writes one path of whole numbers.

    python tools/world_map.py node_modules/world-atlas/land-110m.json src/wego/core/static/core/world-land.svg
"""

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

from wego.core.projection import HEIGHT, WIDTH, project

Point = tuple[float, float]
LEAST_AREA = 2.5  # square units: smaller triangles are not worth a point
LEAST_ISLAND = 6.0  # square units: smaller rings are dropped
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
    "<!-- Land: Natural Earth 1:110m, public domain. Projection: Equal Earth. -->"
    '<path id="land" fill="currentColor" d="{path}"/></svg>\n'
)


def rings(topology: dict[str, Any]) -> list[list[Point]]:
    """The closed outlines of the land, as (longitude, latitude)."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)

    def outline(indices: list[int]) -> list[Point]:
        points: list[Point] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    shapes = [shape for geometry in topology["objects"]["land"]["geometries"] for shape in geometry["arcs"]]
    return [outline(ring) for shape in shapes for ring in shape]


def beside(ring: list[Point], meridian: float, side: int) -> list[Point]:
    """The part of a ring east (side 1) or west (-1) of a meridian, closed along it (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for (lon_a, lat_a), (lon_b, lat_b) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if (lon_a - meridian) * (lon_b - meridian) < 0:
            share = (meridian - lon_a) / (lon_b - lon_a)
            kept.append((meridian, lat_a + share * (lat_b - lat_a)))
        if (lon_b - meridian) * side >= 0:
            kept.append((lon_b, lat_b))
    return kept


def cut(ring: list[Point]) -> list[list[Point]]:
    """The ring in pieces that do not cross the edge of the map: the source lets outlines run across 180 degrees."""
    unrolled = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((unrolled[-1][0] - longitude) / 360)
        unrolled.append((longitude + 360 * turns, latitude))
    pieces = []
    for turn in (-360, 0, 360):
        moved = [(longitude + turn, latitude) for longitude, latitude in unrolled]
        piece = beside(beside(moved, 180, -1), -180, 1)
        if len(piece) >= 3:
            pieces.append([(min(max(longitude, -180.0), 180.0), latitude) for longitude, latitude in piece])
    return pieces


def triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def thinned(ring: list[Point]) -> list[Point]:
    """The ring without the points whose triangle with their neighbours is smallest (Visvalingam and Whyatt 1993)."""
    points = ring[:-1] if ring[0] == ring[-1] else list(ring)
    while len(points) > 4:
        areas = [triangle(points[i - 1], points[i], points[(i + 1) % len(points)]) for i in range(len(points))]
        smallest = min(range(len(points)), key=areas.__getitem__)
        if areas[smallest] >= LEAST_AREA:
            break
        del points[smallest]
    return points


def path_of(ring: list[Point]) -> str:
    """One closed outline in whole numbers, each point relative to the one before."""
    x, y = (round(value) for value in ring[0])
    words = [f"M{x} {y}l"]
    steps = []
    for point in ring[1:]:
        step_x, step_y = round(point[0]) - x, round(point[1]) - y
        if step_x or step_y:
            steps.append(f"{step_x} {step_y}")
            x, y = x + step_x, y + step_y
    return words[0] + " ".join(steps).replace(" -", "-") + "z"


def land(topology: dict[str, Any]) -> str:
    pieces = [piece for ring in rings(topology) for piece in cut(ring)]
    projected = [[project(latitude, longitude) for longitude, latitude in piece] for piece in pieces]
    seen = [ring for ring in projected if min(y for _, y in ring) < HEIGHT and area(ring) >= LEAST_ISLAND]
    return "".join(path_of(thinned(ring)) for ring in seen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topology", type=Path, help="land-110m.json of world-atlas")
    parser.add_argument("picture", type=Path, help="the SVG to write")
    arguments = parser.parse_args()

    path = land(json.loads(arguments.topology.read_text(encoding="utf-8")))
    picture = HEAD.format(width=WIDTH, height=HEIGHT, path=path)
    arguments.picture.write_text(picture, encoding="utf-8")
    print(f"{len(picture)} bytes, {len(gzip.compress(picture.encode()))} compressed, {path.count('M')} outlines")


if __name__ == "__main__":
    main()
