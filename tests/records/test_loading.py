"""Loading figures: whole or not at all, twice without a trace, better values supersede."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from wego.datafiles import DataFaults
from wego.members.models import Organisation
from wego.members.services.loading import load_members
from wego.records.models import Observation
from wego.records.queries import figures_of
from wego.records.services import load_records

pytestmark = [pytest.mark.both_databases, pytest.mark.once]

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "networks" / "wego"


@pytest.fixture
def folder(tmp_path, db):
    """The shipped network with a single small file of observations."""
    copy = tmp_path / "network"
    dear = (
        "imf-*",
        "un-egov-*",
        "unhabitat-*",
        "unsd-*",
        "stowell-*",
        "worldbank-*",
        "net-zero-*",
        "dateno-*",
        "index",
    )
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns(*dear))
    load_members(copy, at=NOW)
    return copy


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_load_changes_nothing(folder):
    first = load_records(folder, at=NOW)

    second = load_records(folder, at=NOW)

    assert first.added > 0
    assert (second.added, second.changed, second.left) == (0, 0, first.added)


def test_a_reason_that_is_not_given_in_every_language_is_refused(folder):
    _edit(folder / "observations" / "absent.csv", "the source prints no value for this city", "nobody knows")

    with pytest.raises(DataFaults, match=r"absent.csv.*“nobody knows” is not known.*reasons in sources.yaml"):
        load_records(folder, at=NOW)


def test_a_better_value_supersedes_and_the_former_stays(folder):
    load_records(folder, at=NOW)
    _edit(
        folder / "observations" / "un-losi-2024.csv",
        "city:amsterdam,un.losi,2024,0.7813",
        "city:amsterdam,un.losi,2024,0.7900",
    )

    report = load_records(folder, at=NOW)

    assert (report.added, report.changed) == (0, 1)
    values = Observation.objects.filter(place__slug="amsterdam").order_by("pk")
    assert [str(value.value.normalize()) for value in values] == ["0.7813", "0.79"]
    assert values[1].supersedes == values[0]


def test_every_digit_that_a_source_prints_is_kept(folder):
    printed = "0.7813456789012345"  # sixteen digits, of which a page shows four
    losi, indicators = folder / "observations" / "un-losi-2024.csv", folder / "indicators.yaml"
    _edit(losi, "city:amsterdam,un.losi,2024,0.7813", f"city:amsterdam,un.losi,2024,{printed}")
    _edit(
        indicators,
        "    decimals: 4\n    direction: 1\n    name:\n      en: Local",
        "    decimals: 16\n    shown: 4\n    direction: 1\n    name:\n      en: Local",
    )
    load_records(folder, at=NOW)

    again = load_records(folder, at=NOW)

    kept = Observation.objects.select_related("indicator").get(place__slug="amsterdam")
    assert f"{kept.value.normalize():f}" == printed
    assert kept.indicator.decimals == 4
    assert (again.added, again.changed) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("city:amsterdam,un.losi", "city:atlantis,un.losi", "city:atlantis is unknown"),
        ("city:amsterdam,un.losi", "city:amsterdam,un.lossi", "un.lossi is unknown"),
        ("2024,0.7813", "2024,n/a", "is not a number"),
        ("2024,0.7813", "2024,NaN", "is not a number"),
        ("2024,0.7813", "MMXXIV,0.7813", "is not a period"),
        ("subject,indicator", "subjekt,indicator", "column is missing"),
    ],
)
def test_a_broken_file_is_refused_whole(folder, old, new, words):
    _edit(folder / "observations" / "un-losi-2024.csv", old, new)

    with pytest.raises(DataFaults, match=words) as refusal:
        load_records(folder, at=NOW)

    assert all(fault.line and fault.remedy for fault in refusal.value.faults)
    assert Observation.objects.count() == 0


def test_a_wrong_encoding_is_refused_with_its_line(folder):
    path = folder / "observations" / "un-losi-2024.csv"
    path.write_bytes(path.read_bytes() + "city:são".encode("latin-1"))

    with pytest.raises(DataFaults, match="not UTF-8"):
        load_records(folder, at=NOW)


def test_an_observation_cannot_be_changed_or_removed(folder):
    load_records(folder, at=NOW)

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Observation.objects.update(value=1)
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Observation.objects.first().delete()


def test_figures_come_with_one_query(folder, django_assert_num_queries):
    load_records(folder, at=NOW)
    quezon = Organisation.objects.get(slug="quezon-city")

    with django_assert_num_queries(1):
        figures = {figure.indicator.code: figure.value for figure in figures_of(quezon)}

    assert str(figures["un.losi"].normalize()) == "0.6042"
