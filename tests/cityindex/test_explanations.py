"""Why a city stands where it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.cityindex.factories import THREE, make_edition
from wego.cityindex.interval_bars import axis_of, interval_bar
from wego.cityindex.models import Edition, Unit
from wego.cityindex.queries.explanations import (
    Lever,
    cities_like,
    explanation_of,
    levers_of,
    neighbours_of,
    unit_of,
)
from wego.members.models import Region

pytestmark = pytest.mark.django_db


def test_gains_and_losses_are_points_against_the_median_city(tmp_path: Path):
    edition = make_edition(tmp_path)
    unit = unit_of(edition, "ayton")
    assert unit

    explanation = explanation_of(edition, unit)

    # a: 90 against 50 at 3/8 of the whole; b: 90 against the middle of 90 and 50 at 1/8; c: as everybody.
    gains = {part.element.code: part.gain for part in explanation.indicators}
    assert gains == pytest.approx({"own_a": 15.0, "own_b": 2.5, "land_c": 0.0})
    assert [part.element.code for part in explanation.strengths] == ["own_a", "own_b"]
    assert explanation.weaknesses == []
    assert explanation.own_share == pytest.approx(50.0)


def test_a_missing_value_is_said_and_its_weight_carried_by_the_others(tmp_path: Path):
    edition = make_edition(tmp_path)
    unit = unit_of(edition, "ceeford")
    assert unit

    explanation = explanation_of(edition, unit)

    assert [part.element.code for part in explanation.missing] == ["own_b"]
    weights = {part.element.code: part.score.effective_weight for part in explanation.known if part.score}
    assert weights == pytest.approx({"own_a": 0.5, "land_c": 0.5})
    assert "missing: no source has this figure" in Client().get("/en/index/small/ceeford/").content.decode()


def test_neighbours_are_those_whose_intervals_overlap(tmp_path: Path):
    edition = make_edition(tmp_path, {**THREE, "deeham": (4.9, 5.0, 8.0)})
    for slug, low, high in (("ayton", 1, 1), ("beeville", 2, 3), ("deeham", 2.95, 3), ("ceeford", 4, 4)):
        edition.units.filter(slug=slug).update(
            rank_low=int(low), rank_q5=low, rank_median=low, rank_q95=high, rank_high=high
        )

    found = neighbours_of(edition.units.get(slug="beeville"))

    assert (found.count, [unit.slug for unit in found.nearest]) == (1, ["beeville", "deeham"])


def test_an_interval_is_rounded_outwards():
    assert Unit(rank_q5=2.95, rank_q95=12.05).interval == (2, 13)
    assert Unit(rank_q5=3.0, rank_q95=12.0).interval == (3, 12)


def test_a_strip_stands_on_one_axis_for_all():
    unit = Unit(rank=3, rank_q5=1.0, rank_q95=9.0, rank_low=1, rank_high=10, region=Region(code="europe"))

    strip = interval_bar(unit, 10)

    assert 'class="interval europe"' in strip
    assert '<line class="extremes" x1="50" x2="950"' in strip
    assert '<line class="nine-of-ten" x1="50" x2="850"' in strip
    assert '<line class="tick" x1="250" x2="250"' in strip
    assert (axis_of(72), axis_of(2), axis_of(1)) == ([1, 36, 72], [1, 2], [1])


def levers(edition: Edition, slug: str) -> dict[str, Lever]:
    unit = edition.units.get(slug=slug)
    found = levers_of(explanation_of(edition, unit), has_bounds=True)
    assert found
    return {lever.part.element.code: lever for lever in found.levers}


def test_one_more_point_adds_its_weight_and_draws_level_with_the_city_ahead(tmp_path: Path):
    # Points of 50, 90 and 80: 60 in “things”, 70 in all. Ahead: (0.75 * 90 + 0.25 * 35 + 80) / 2 = 78.125.
    edition = make_edition(
        tmp_path, {"ayton": (9.0, 6.5, 8.0), "beeville": (5.0, 1.0, 8.0), "ceeford": (1.0, 9.0, 8.0)}
    )

    found = levers(edition, "beeville")

    assert list(found) == ["land_c", "own_a", "own_b"]
    assert found["own_a"].weight == pytest.approx(3 / 8)
    assert found["own_a"].needed == pytest.approx(8.125 / (3 / 8))
    assert found["own_a"].value == pytest.approx(10 * 8.125 / (3 / 8) / 100)
    assert found["own_b"].needed is None, "10 points are left, 65 would be needed"
    assert found["land_c"].needed == pytest.approx(16.25)


def test_a_smaller_value_is_what_a_reversed_indicator_asks_for(tmp_path: Path):
    edition = make_edition(
        tmp_path, {"ayton": (5.0, 4.0, 8.0), "beeville": (5.0, 5.0, 8.0), "ceeford": (1.0, 9.0, 8.0)}
    )

    assert levers(edition, "beeville")["own_b"].value == pytest.approx(-1.0)


def test_nobody_stands_ahead_of_the_best(tmp_path: Path):
    assert all(lever.needed is None for lever in levers(make_edition(tmp_path), "ayton").values())


def test_the_most_similar_cities_come_first_without_the_city_itself(tmp_path: Path):
    edition = make_edition(tmp_path, {**THREE, "deeham": (4.9, 5.0, 8.0)})
    pillars = [element for element in edition.elements.all() if element.code in ("things", "means")]

    found = cities_like(edition.units.get(slug="beeville"), pillars)

    assert found[0].unit.slug == "deeham"
    assert "beeville" not in [city.unit.slug for city in found]
    assert [city.distance for city in found] == sorted(city.distance for city in found)
    assert [pillar.code for pillar, _score in found[0].pillars] == ["things", "means"]
