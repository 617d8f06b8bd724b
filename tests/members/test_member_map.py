"""The map: every dot in its frame, none hidden by another, the list beside it."""

from __future__ import annotations

import gzip
import re
from math import hypot

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from wego.core.map_geometry import ASIDE, FRAME, NARROWEST, RADII, WORLD, frame_around, spread
from wego.core.projection import WIDTH
from wego.members.views.member_map import size_class

degrees = st.tuples(st.floats(-55, 80), st.floats(-179, 179))


def test_size_stands_for_population_in_three_classes():
    assert [size_class(n) for n in (None, 0, 999_999, 1_000_000, 4_999_999, 5_000_000)] == [0, 0, 0, 1, 1, 2]


@given(st.lists(degrees, min_size=1, max_size=20))
def test_a_frame_holds_every_position_and_is_no_narrower_than_the_land_is_fine(positions: list[tuple[float, float]]):
    frame = frame_around(positions)
    points = [frame.place(*position) for position in positions]

    assert all(-0.001 <= x <= FRAME + 0.001 and -0.001 <= y <= frame.height * frame.scale + 0.001 for x, y in points)
    assert NARROWEST <= frame.width <= WIDTH


def test_no_position_is_the_world():
    assert frame_around([]) == WORLD


@given(st.lists(st.tuples(st.floats(0, FRAME), st.floats(0, 400), st.sampled_from(RADII)), max_size=40))
def test_dots_are_set_aside_by_little_and_the_largest_stays(dots: list[tuple[float, float, float]]):
    points, radii = [(x, y) for x, y, _ in dots], [radius for *_, radius in dots]

    placed = spread(points, radii)

    for (x, y), (px, py), radius in zip(points, placed, radii, strict=True):
        assert hypot(x - px, y - py) <= ASIDE * radius + 0.001
    if dots:
        largest = min(range(len(dots)), key=lambda n: (-radii[n], points[n]))
        assert placed[largest] == points[largest]


def test_dots_of_one_place_are_all_seen():
    placed = spread([(500.0, 200.0)] * 5, [RADII[0]] * 5)

    pairs = [(a, b) for number, a in enumerate(placed) for b in placed[number + 1 :]]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= 1.7 * RADII[0] - 0.001 for a, b in pairs)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_every_member_is_a_dot_and_in_the_list_and_the_page_is_light(register: None, language: str):
    response = Client().get(f"/{language}/members/map/")

    page = response.content.decode()
    assert len(response.context["dots"]) == 179
    assert page.count('href="../seoul/"') >= 1
    assert all(page.split('id="list"')[1].count(f'href="{dot.url}"') == 1 for dot in response.context["dots"])
    for layer in re.findall(r'<g class="(?:wide|narrow)".*?</g>', page, re.S):
        alone = sum(layer.count(f'href="{dot.url}"') for dot in response.context["dots"])
        counted = sum(map(int, re.findall(r'<text class="c"[^>]*>(\d+)<', layer)))
        assert (alone + counted, layer.count("<a ")) == (179, layer.count("<title>"))
    assert len(gzip.compress(response.content)) < 30_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "number"), [({"region": "africa"}, 55), ({"country": "SD"}, 17), ({"kind": "institution"}, 19)]
)
def test_the_map_is_filtered_and_drawn_closer(register: None, asked: dict[str, str], number: int):
    context = Client().get("/en/members/map/", asked).context

    assert len(context["dots"]) == number
    assert (context["frame"] == WORLD) == ("kind" in asked)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{"region": "atlantis"}, {"kind": "town"}, {"country": "IS"}])
def test_nothing_to_show_is_said(register: None, asked: dict[str, str]):
    response = Client().get("/en/members/map/", asked)

    assert response.status_code == 200
    assert response.context["dots"] == []


@pytest.mark.django_db
def test_approximate_positions_are_drawn_and_said_differently(register: None):
    page = Client().get("/en/members/map/", {"country": "CM"}).content.decode()

    assert 'class="africa o"><title>Andek, Cameroon</title>' in page
    assert '<a href="../andek/">Andek</a>&#8288;*' in page
