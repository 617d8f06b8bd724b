"""The world map of pages."""

from __future__ import annotations

import re

from django.template.loader import render_to_string

from wego.core.maps import MARGIN, Dot, world_map
from wego.core.projection import HEIGHT, WIDTH, project


def test_dots_stand_where_the_projection_says_and_inside_of_the_picture():
    seoul = Dot(37.566, 126.978, "Seoul", "/seoul/")
    antarctic = Dot(-89.0, 0.0, "South Pole", "/pole/")

    assert seoul.point == project(37.566, 126.978)
    assert antarctic.point == (project(-89.0, 0.0)[0], HEIGHT - MARGIN)
    assert 0 < float(seoul.x) < WIDTH


def test_the_legend_keeps_only_the_groups_on_the_map():
    shown = world_map(
        title="Cities",
        sentence="Each dot is a city.",
        dots=[Dot(0.0, 0.0, "Null", "/null/", "africa")],
        legend=[("africa", "Africa"), ("europe", "Europe")],
    )

    assert shown.legend == (("africa", "Africa"),)


def test_every_dot_is_a_link_with_its_words():
    shown = world_map(title="Cities", sentence="", dots=[Dot(0.0, 0.0, "A <b> & c", "/null/")])

    html = render_to_string("ui/world_map.html", {"map": shown})

    assert '<a href="/null/" aria-label="A &lt;b&gt; &amp; c">' in html


def test_two_things_of_one_place_are_both_seen():
    shown = world_map(title="Cities", sentence="", dots=[Dot(0.0, 0.0, "A", "/a/"), Dot(0.0, 0.0, "B", "/b/")])

    html = render_to_string("ui/world_map.html", {"map": shown})

    assert len(set(re.findall(r'cx="(\d+)" cy="(\d+)"', html))) == 2
