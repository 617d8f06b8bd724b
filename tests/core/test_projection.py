"""The world map's projection: published properties of Equal Earth, and the picture of the land drawn with it."""

import csv
import gzip
import re
from math import cos, hypot, radians
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.core.projection import HEIGHT, NORTH, SOUTH, WIDTH, project

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "src" / "wego" / "core" / "static" / "core" / "world-land.svg"
latitudes = st.floats(-89, 89)
longitudes = st.floats(-179, 179)


def outlines() -> list[list[tuple[int, int]]]:
    """The outlines of the land in the picture, as absolute points."""
    path = re.search(r' d="([^"]+)"', PICTURE.read_text(encoding="utf-8"))
    assert path
    rings = []
    for part in path[1].split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x = y = 0
        ring = []
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            ring.append((x, y))
        rings.append(ring)
    return rings


def is_inside(point: tuple[float, float], ring: list[tuple[int, int]]) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def test_the_equator_spans_the_width():
    assert project(0, -180)[0] == pytest.approx(0)
    assert project(0, 0)[0] == pytest.approx(WIDTH / 2)
    assert project(0, 180)[0] == pytest.approx(WIDTH)


def test_the_picture_shows_the_latitudes_from_south_to_north():
    assert project(NORTH, 0)[1] == pytest.approx(0)
    assert project(SOUTH, 0)[1] == pytest.approx(HEIGHT, abs=0.05)
    assert project(-90, 0)[1] > HEIGHT


def test_the_proportions_are_those_that_its_authors_publish():
    height = project(-90, 0)[1] - project(90, 0)[1]
    pole = project(90, 180)[0] - project(90, -180)[0]

    assert WIDTH / height == pytest.approx(2.05458, abs=5e-6)
    assert pole / WIDTH == pytest.approx(0.59247, abs=5e-6)


@given(latitudes, longitudes)
def test_areas_are_true_everywhere(latitude: float, longitude: float):
    step = 1e-4
    east = project(latitude, longitude + step)[0] - project(latitude, longitude - step)[0]
    south = project(latitude - step, longitude)[1] - project(latitude + step, longitude)[1]
    here = east * south / cos(radians(latitude))
    at_zero = (project(0, step)[0] - project(0, -step)[0]) * (project(-step, 0)[1] - project(step, 0)[1])

    assert here == pytest.approx(at_zero, rel=1e-4)


@given(latitudes, longitudes)
def test_east_and_west_north_and_south_mirror_each_other(latitude: float, longitude: float):
    x, y = project(latitude, longitude)
    equator = project(0, 0)[1]

    assert project(latitude, -longitude) == pytest.approx((WIDTH - x, y))
    assert project(-latitude, longitude) == pytest.approx((x, 2 * equator - y))


@pytest.mark.parametrize(("latitude", "longitude"), [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (float("nan"), 0)])
def test_project_refuses_what_is_not_on_earth(latitude: float, longitude: float):
    with pytest.raises(ValueError, match="not between"):
        project(latitude, longitude)


def test_the_picture_is_light_and_drawn_to_the_projections_size():
    picture = PICTURE.read_bytes()

    assert len(gzip.compress(picture)) < 15_000
    assert f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}"'.encode() in picture
    assert b'id="land"' in picture
    assert picture.count(b"<path") == 1


def test_the_land_lies_inside_the_picture_without_lines_across_it():
    rings = outlines()
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for ring in rings for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]

    assert len(rings) > 80
    assert all(0 <= x <= WIDTH and y >= 0 for ring in rings for x, y in ring)
    assert max(steps) < 150


def test_members_lie_on_land_or_at_its_coast():
    with (ROOT / "networks" / "wego" / "places.csv").open(encoding="utf-8", newline="") as file:
        places = [
            (row["slug"], project(float(row["latitude"]), float(row["longitude"]))) for row in csv.DictReader(file)
        ]
    rings = outlines()
    at_sea = [
        slug
        for slug, point in places
        if sum(is_inside(point, ring) for ring in rings) % 2 == 0
        and min(hypot(point[0] - x, point[1] - y) for ring in rings for x, y in ring) > 20
    ]

    assert len(places) == 184
    assert at_sea == []
