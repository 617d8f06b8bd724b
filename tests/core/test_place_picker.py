"""A position: read as people write it, found by a name, chosen on the map's picture."""

from __future__ import annotations

import pytest

from wego.core.coordinates import written_position
from wego.core.gazetteer import places_named
from wego.core.place_picker import PlacePicker, asked_position
from wego.core.projection import project, unproject


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("37.5665, 126.9780", (37.5665, 126.978)),
        ("37,5665 126,978", (37.5665, 126.978)),
        ("(−1.29; 36.82)", (-1.29, 36.82)),
        ("37°33′58″N 126°58′40″E", (37.56611, 126.97778)),
        ("S 33.9 E18.4", (-33.9, 18.4)),
        ("북위 37.5도 동경 127도", (37.5, 127.0)),
        ("北纬37度33分 东经126.9", (37.55, 126.9)),
        ("https://maps.example/@37.5,127.0,12z", (37.5, 127.0)),
        ("https://maps.example/?mlat=37.5&mlon=127.1#map=5/37.5/127.1", (37.5, 127.1)),
        ("geo:37.5,127", (37.5, 127.0)),
        ("95, 10", None),
        ("10, 181", None),
        ("Busan", None),
        ("New York 10", None),
        ("", None),
    ],
)
def test_a_position_is_read_as_people_write_it(text: str, position: tuple[float, float] | None):
    assert written_position(text) == position


@pytest.mark.parametrize(
    ("words", "country"), [("부산시", "KR"), ("City of Busan", "KR"), ("釜山", "JP"), ("busan", "")]
)
def test_a_place_is_found_in_any_of_three_scripts(words: str, country: str):
    first = places_named(words, country=country)[0]

    assert (first.name, first.country) == ("Busan", "KR")


def test_places_of_the_applicants_country_come_first():
    assert [places_named("Valencia", country=code)[0].country for code in ("ES", "VE")] == ["ES", "VE"]
    assert places_named("Nowhere at all") == []
    assert places_named("  ") == []


@pytest.mark.parametrize("position", [(37.5, 127.0), (-33.9, 18.4), (60.0, -170.0), (0.0, 0.0), (83.0, 10.0)])
def test_a_point_of_the_picture_is_one_position(position: tuple[float, float]):
    assert unproject(*project(*position)) == pytest.approx(position, abs=0.001)


@pytest.mark.parametrize("point", [(0, 0), (2000, 860), (-1, 400), (1000, -9999), (float("nan"), 0)])
def test_a_point_beside_the_earth_is_none(point: tuple[float, float]):
    with pytest.raises(ValueError, match="earth"):
        unproject(*point)


@pytest.mark.parametrize(
    ("asked", "position"),
    [
        ({"at": "37.5,127"}, (37.5, 127.0)),
        ({"place": "37.5 127"}, (37.5, 127.0)),
        ({"point": "{},{}".format(*project(37.5, 127))}, (37.5, 127.0)),
        ({"point": "a,b"}, None),
        ({"point": "0,0"}, None),
        ({"place": "Busan"}, None),
        ({}, None),
    ],
)
def test_an_address_puts_the_pin(asked: dict[str, str], position: tuple[float, float] | None):
    assert asked_position(asked) == (pytest.approx(position) if position else None)


def test_the_map_is_drawn_around_the_pin_and_goes_closer_and_farther():
    shown = [PlacePicker((37.5, 127.0), {"within": within}) for within in ("0", "1", "3", "9" * 5000)]
    nowhere = PlacePicker(None)

    assert [one.frame.holds(37.5, 127) for one in shown] == [True] * 4
    assert shown[0].frame.width < shown[1].frame.width < shown[2].frame.width
    assert shown[3].frame == shown[1].frame
    assert [bool(one.closer) for one in (*shown, nowhere)] == [False, True, True, True, False]
    assert [bool(one.farther) for one in (*shown, nowhere)] == [True, True, False, True, False]
    assert 'class="pin"' in shown[0].map.marks
    assert nowhere.map.marks == ""
