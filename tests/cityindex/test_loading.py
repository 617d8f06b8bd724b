"""Loading editions: computed once, whole or not at all, frozen when out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cityindex.factories import (
    AT,
    METHOD,
    THREE,
    definition,
    make_cities,
    make_edition,
    make_indicators,
    make_observations,
    words,
    write_edition,
)
from wego.cityindex.models import Edition, Score, Unit, Value
from wego.cityindex.services import load_cityindex
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults
from wego.records.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.once]


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A network folder with a small edition whose cities and indicators are known."""
    make_indicators()
    make_cities({**THREE, "deeham": (None, None, None)})
    write_edition(tmp_path, listed=("deeham",))
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_an_edition_is_computed_by_hand_checked_formulas(network: Path):
    load_cityindex(network, at=AT)

    # things = (3a + b)/4 with b reversed; index = (things + means)/2; a missing b leaves its weight to a.
    scores = {
        (score.unit.slug, score.element.code): score.score
        for score in Score.objects.select_related("unit", "element").filter(element__indicator=None)
    }
    assert scores == pytest.approx(
        {
            ("ayton", "things"): 90.0,
            ("beeville", "things"): 50.0,
            ("ceeford", "things"): 10.0,
            **{(slug, "means"): 80.0 for slug in THREE},
            ("ayton", "index"): 85.0,
            ("beeville", "index"): 65.0,
            ("ceeford", "index"): 45.0,
        },
        abs=1e-12,
    )
    assert list(Unit.objects.ranked().values_list("slug", "rank")) == [("ayton", 1), ("beeville", 2), ("ceeford", 3)]


def test_points_of_the_indicators_sum_to_the_overall_score(network: Path):
    load_cityindex(network, at=AT)

    for unit in Unit.objects.ranked():
        points = sum(unit.scores.filter(element__indicator__isnull=False).values_list("points", flat=True))
        assert points == pytest.approx(unit.scores.get(element__parent=None).score, abs=1e-12)


def test_values_keep_their_origin_and_point_at_the_same_observation(network: Path):
    make_observations(network)

    report = load_cityindex(network, at=AT)

    value = Value.objects.get(unit__slug="beeville", element__code="own_a")
    assert (str(value), value.level, value.source.code, value.period, value.page) == (
        "5",
        "city",
        "census",
        "2024",
        "p. 1",
    )
    assert value.observation == Observation.objects.get(place__slug="beeville", indicator__code="own_a")
    assert report.inconsistencies == []


def test_a_value_that_the_record_does_not_hold_is_reported_and_kept(network: Path):
    make_observations(network)
    edit(network / "index/small/data.csv", "beeville,5.0", "beeville,5.5")
    edit(network / "index/small/values.csv", "beeville,own_a,5.0", "beeville,own_a,5.5")

    report = load_cityindex(network, at=AT)

    (found,) = report.inconsistencies
    assert found.id == "small:beeville:own_a"
    assert found.what == "5.5 of city:beeville in 2024; the record holds 5"
    assert Value.objects.get(unit__slug="beeville", element__code="own_a").observation is None


def test_a_listed_city_is_known_by_its_countrys_values(network: Path):
    make_observations(network)

    load_cityindex(network, at=AT)

    unit = Unit.objects.get(slug="deeham")
    assert (unit.rank, unit.reason) == (None, "too_few")
    assert [(value.element.code, str(value), value.level) for value in unit.values.all()] == [
        ("land_c", "8", "country")
    ]


def test_a_second_load_does_nothing(network: Path):
    first = load_cityindex(network, at=AT)
    before = list(Unit.objects.values())

    second = load_cityindex(network, at=AT)

    assert (first.added, first.changed, first.left) == (5, 0, 0)
    assert (second.added, second.changed, second.left) == (0, 0, 5)
    assert list(Unit.objects.values()) == before
    assert AuditEntry.objects.filter(action="edition.loaded").count() == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("method.toml", "weight = 3.0", "weight = 2.0"),
        ("values.csv", "p. 1", "p. 2"),
        ("listed.csv", ",,\n", ",,a note\n"),
    ],
)
def test_an_edition_that_is_out_is_frozen(network: Path, name: str, old: str, new: str):
    load_cityindex(network, at=AT)
    before = Edition.objects.get()
    edit(network / "index/small" / name, old, new)

    with pytest.raises(DataFaults) as refused:
        load_cityindex(network, at=AT)

    (fault,) = refused.value.faults
    assert fault.file.endswith("edition.yaml")
    assert (fault.line, fault.key) == (1, "code")
    assert "frozen" in fault.message
    assert "new code and folder" in fault.remedy
    assert Edition.objects.get() == before
    assert Edition.objects.get().sha256 == before.sha256


def test_a_draft_takes_changed_figures(network: Path):
    write_edition(network, listed=("deeham",), status="draft")
    load_cityindex(network, at=AT)
    write_edition(network, {**THREE, "ceeford": (10.0, 0.0, 8.0)}, listed=("deeham",), status="draft")

    report = load_cityindex(network, at=AT)

    assert report.changed == 5
    assert Unit.objects.get(rank=1).slug == "ceeford"
    assert Edition.objects.count() == 1
    assert AuditEntry.objects.filter(action="edition.loaded").count() == 2


def test_the_words_of_a_frozen_edition_may_be_mended(network: Path):
    load_cityindex(network, at=AT)
    write_edition(network, listed=("deeham",), name=words("Better name"), status="published")

    report = load_cityindex(network, at=AT)

    edition = Edition.objects.get()
    assert (edition.name.source, edition.status) == ("Better name", "published")
    assert (report.added, report.changed) == (0, 1)
    entry = AuditEntry.objects.get(action="edition.mended")
    assert (entry.before["name_en"], entry.after["name_en"]) == ("Small index", "Better name")


def test_an_elements_words_may_be_mended(network: Path):
    load_cityindex(network, at=AT)
    pillars = definition("small")["pillars"]
    pillars[0]["name"] = words("Goods")
    write_edition(network, listed=("deeham",), pillars=pillars)

    report = load_cityindex(network, at=AT)

    assert report.changed == 1
    assert Edition.objects.get().elements.get(code="things").own_name.get("ko") == "Goods (ko)"


def test_an_edition_does_not_go_back_to_a_draft(network: Path):
    load_cityindex(network, at=AT)
    write_edition(network, listed=("deeham",), status="draft")

    with pytest.raises(DataFaults, match="is pilot and cannot become draft"):
        load_cityindex(network, at=AT)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("edition.yaml", "code: small", "code: other", "edition.yaml:1: code: other is not the folder's name (small)"),
        ("edition.yaml", "status: pilot", "status: final", "status: final is unknown (draft, pilot, published)"),
        (
            "edition.yaml",
            "figures_of: 2024",
            "figures_of: lately",
            "figures_of: 'lately' is not valid (a whole number)",
        ),
        ("edition.yaml", "choices:", "preferences:", "preferences: is unknown (known: code,"),
        ("edition.yaml", "code: own_a", "code: own_x", "own_x is not in method.toml (own_a, own_b, land_c)"),
        ("edition.yaml", "pillar: things", "pillar: means", "indicators[0].pillar: is not the parent in method.toml"),
        ("edition.yaml", "en: It is small.", "en: ''", "cautions[0].en: is empty (give a text)"),
        ("edition.yaml", "own_values: 1", "own_values: 2", "ceeford has 1 values of its own and 2 of 3 in all"),
        ("method.toml", "weight = 3.0", "weight = -3.0", "method.toml:13: element[3].weight"),
        ("method.toml", 'code = "own_a"', 'code = "own_x"', "own_x"),
        ("data.csv", "beeville,5.0", "beeville,five", "data.csv:3: own_a: 'five' of beeville is not a finite number"),
        ("data.csv", "beeville,5.0", "beeville,6.0", "own_a: '6.0' is 5.0 in values.csv (the same in both)"),
        ("data.csv", "ceeford,1.0,", "ceeford,1.0,3.0", "data.csv:4: own_b: 3.0 has no row in values.csv"),
        ("data.csv", "\nceeford", "\nmethod", "method is the address of another page"),
        ("data.csv", "\nceeford", "\natlantis", "atlantis"),
        ("values.csv", "unit,indicator", "city,indicator", "values.csv:1: unit: column is missing"),
        ("values.csv", "beeville,own_a,5.0", "beeville,own_a,5;0", "'5;0' is not a number"),
        ("values.csv", "5.0,city,census", "5.0,city,gossip", "gossip is unknown (name it in sources.yaml)"),
        ("values.csv", "5.0,city", "5.0,country", "country does not fit city:beeville"),
        ("values.csv", "actual", "guessed", "quality: guessed is unknown"),
        ("listed.csv", "too_few", "too_many", "listed.csv:2: reason: too_many is unknown (one of too_few)"),
        ("listed.csv", "deeham,", "ayton,", "ayton is ranked in data.csv"),
        (
            "listed.csv",
            "deeham,city:deeham",
            "nowhere,city:nowhere",
            "nowhere is unknown (a member, or a city of units.csv)",
        ),
    ],
)
def test_a_broken_edition_is_refused_with_file_line_and_remedy(network: Path, name: str, old: str, new: str, said: str):
    edit(network / "index/small" / name, old, new)

    with pytest.raises(DataFaults) as refused:
        load_cityindex(network, at=AT)

    assert said in str(refused.value)
    assert Edition.objects.count() == 0


def test_every_file_is_looked_at_before_the_refusal(network: Path):
    edit(network / "index/small/edition.yaml", "status: pilot", "status: final")
    edit(network / "index/small/data.csv", "beeville,5.0", "beeville,five")
    (network / "index/small/listed.csv").unlink()

    with pytest.raises(DataFaults) as refused:
        load_cityindex(network, at=AT)

    assert [Path(fault.file).name for fault in refused.value.faults] == ["edition.yaml", "data.csv", "listed.csv"]


def test_one_broken_edition_stops_all(network: Path):
    write_edition(network, code="another")
    edit(network / "index/small/edition.yaml", "status: pilot", "status: final")

    with pytest.raises(DataFaults):
        load_cityindex(network, at=AT)

    assert Edition.objects.count() == 0


def test_a_city_that_screening_leaves_out_belongs_into_listed(tmp_path: Path):
    method = METHOD.replace("[normalise]", "[screen]\nmin_share = 0.9\n[normalise]")

    with pytest.raises(DataFaults, match=r"data.csv:4: unit: ceeford has too few figures for this method"):
        make_edition(tmp_path, method=method)


def test_a_country_in_no_region_is_refused(tmp_path: Path):
    make_indicators()
    make_cities(THREE)
    make_cities({"zurich": (None, None, None)}, country="CH")
    write_edition(tmp_path, regions_of_other_countries={"atlantic": ["CH"]})

    with pytest.raises(DataFaults, match=r"regions_of_other_countries.atlantic: is no region"):
        load_cityindex(tmp_path, at=AT)


def test_cities_that_the_draws_do_not_tell_apart_share_a_group(tmp_path: Path):
    edition = make_edition(tmp_path, {**THREE, "deeham": (8.9, 1.1, 8.0)})

    groups = {unit.slug: unit.groups for unit in edition.units.ranked()}
    ahead = edition.units.get(slug="ayton").ahead_of

    assert groups == {"ayton": [1], "deeham": [2], "beeville": [3], "ceeford": [4]}
    assert ahead == {"deeham": 1.0, "beeville": 1.0, "ceeford": 1.0}


def test_of_two_cities_the_shares_in_which_each_is_ahead_sum_to_one(pilot: Any):
    units = {unit.slug: unit for unit in Edition.objects.get(code="pilot-2024").units.ranked()}

    for unit in units.values():
        assert unit.groups == list(range(unit.groups[0], unit.groups[-1] + 1))
        for slug, share in unit.ahead_of.items():
            other = units[slug].ahead_of.get(unit.slug)
            assert other is None or share + other == pytest.approx(1, abs=2e-4)
