"""Marks of a map: none covers another, each opens, names where there is room."""

from __future__ import annotations

import re
from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from wego.core.map_clusters import apart_from_each_other, clusters_of, names_placed, width_of
from wego.core.map_geometry import FRAME, NARROWEST, WORLD, frame_around
from wego.core.maps import LAYERS, Dot, Opens, WorldMap, frame_asked, frame_code

spots = st.tuples(st.floats(0, FRAME), st.floats(0, 400))
weighed = st.lists(st.tuples(spots, st.sampled_from([0.0, 1.0, 5.0])), max_size=40)
degrees = st.tuples(st.floats(-50, 75), st.floats(-170, 170))


@given(weighed)
def test_each_point_is_in_one_cluster_and_no_two_marks_stand_too_near(found: list[tuple[tuple[float, float], float]]):
    points, weights = [point for point, _ in found], [weight for _, weight in found]

    clusters = clusters_of(points, weights, 36.0)

    assert sorted(number for one in clusters for number in one.members) == list(range(len(points)))
    heads = [points[one.head] for one in clusters]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= 36 for a, b in combinations(heads, 2))
    assert all(weights[one.head] >= weights[number] for one in clusters for number in one.members)


@given(st.lists(spots, max_size=25))
def test_in_the_closest_view_every_mark_stands_apart_and_inside(points: list[tuple[float, float]]):
    placed = apart_from_each_other(points, [0.0] * len(points), 36.0, (FRAME, 400.0))

    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= 35.99 for a, b in combinations(placed, 2))
    assert all(0 <= x <= FRAME and 0 <= y <= 400 for x, y in placed)


@given(st.lists(degrees, min_size=2, max_size=12, unique=True))
def test_every_cluster_opens_a_closer_view_that_holds_its_members(positions: list[tuple[float, float]]):
    points = [WORLD.place(*position) for position in positions]
    for cluster in clusters_of(points, [0.0] * len(points), max(layer.apart for layer in LAYERS)):
        members = [positions[number] for number in cluster.members]

        opened = frame_asked(frame_code(members))

        assert opened is not None
        assert all(opened.holds(*member) for member in members)
        assert len(members) == 1 or opened.width < WORLD.width / 2


def test_what_is_no_part_of_the_world_is_none():
    assert [frame_asked(code) for code in ("", "1,2,3", "a,b,c,d", "1,2,3,400", "nan,0,1,1", "91,0,91,1")] == [None] * 6


def test_a_cluster_is_named_after_its_heaviest_counts_all_and_links_to_its_part_of_the_map():
    dots = [
        Dot(37.5, 127.0, "Seoul, Korea", "/seoul/", name="Seoul", weight=9.0),
        Dot(37.4, 126.9, "An institute", "/institute/", name="Institute"),
    ]

    marks = WorldMap("", "", dots, opens=Opens("/map/", {"kind": "x"})).marks

    assert marks.count('<a href="/map/?kind=x&amp;frame=37.4%2C126.9%2C37.5%2C127.0"') == 2
    assert re.findall(r'<text class="c"[^>]*>(.*?)<', marks) == ["2", "2"]
    assert "Seoul and 1 more here: zoom in" in marks
    assert "/institute/" not in marks


def test_in_the_closest_view_two_of_one_place_are_two_links():
    dots = [Dot(37.5, 127.0, name, f"/{name}/") for name in ("a", "b")]
    frame = frame_around([dot.position for dot in dots])

    marks = WorldMap("", "", dots, frame=frame, opens=Opens("/map/")).marks

    assert (frame.width, marks.count('href="/a/"'), marks.count('href="/b/"')) == (NARROWEST, 2, 2)


def test_names_stand_where_nothing_is_and_the_first_are_served_first():
    marks = [(100.0, 100.0, 5.0), (160.0, 100.0, 5.0), (990.0, 200.0, 5.0)]

    placed = names_placed(marks, ["Long name", "Next", "Edge"], 15.0, 400.0, 3)

    assert {number: name.anchor for number, name in placed.items()} == {0: "end", 1: "start", 2: "end"}
    assert width_of("서울", 10) > width_of("ab", 10)
