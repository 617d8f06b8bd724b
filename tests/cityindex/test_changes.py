"""What moved since the edition before: kept when an edition is loaded, told on its pages, by the API and in files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.accounts.factories import make_secretary
from tests.cityindex.factories import AT, METHOD, Figures, make_cities, make_indicators, many, write_edition
from tests.core.tables import parquet
from wego.cityindex.models import Change, Edition
from wego.cityindex.services import load_cityindex
from wego.cityindex.services.drafts import begin_draft, begin_erratum
from wego.cityindex.services.publication import withdraw_unit
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults

pytestmark = pytest.mark.django_db

BEFORE: Figures = {"ayton": (9.0, 1.0, 8.0), "beeville": (5.0, 5.0, 8.0), "ceeford": (1.0, 6.0, 8.0)}
NOW: Figures = {"ayton": (2.0, 8.0, 8.0), "beeville": (5.0, 5.0, 8.0), "deeham": (10.0, 0.0, 8.0)}
PAGE = "/en/index/later/changes/"


def make_two(network: Path, before: Figures = BEFORE, now: Figures = NOW, **changes: Any) -> Edition:
    """An edition and the one that it follows; the folder of the earlier comes later by its name."""
    make_indicators()
    make_cities({**before, **now})
    gone = tuple(slug for slug in before if slug not in now)
    write_edition(network, before, code="small-before", figures_of=2022)
    write_edition(network, now, code="later", listed=gone, **{"follows": "small-before", **changes})
    load_cityindex(network, at=AT)
    return Edition.objects.get(code="later")


def told(edition: Edition) -> dict[str, Change]:
    return {change.unit.slug: change for change in Change.objects.filter(unit__edition=edition)}


def test_each_city_in_both_is_told_how_it_moved_and_by_what(tmp_path: Path):
    edition = make_two(tmp_path)

    found = told(edition)

    assert set(found) == {"ayton", "beeville"}
    # Ayton falls from 1 to 3: one place to Deeham, which is new, and one to Beeville by its own figures.
    ayton, beeville = found["ayton"], found["beeville"]
    assert (ayton.before.rank, ayton.unit.rank, ayton.places) == (1, 3, -2)
    assert ayton.causes == [pytest.approx(-1.0), pytest.approx(0.0), pytest.approx(-1.0)]
    assert (ayton.score_before, ayton.points_figures, ayton.points_method) == (
        pytest.approx(85.0),
        pytest.approx(-35.0),
        pytest.approx(0.0),
    )
    assert (beeville.places, sum(beeville.causes)) == (0, pytest.approx(0.0))
    assert beeville.causes[0] == pytest.approx(0.0)
    assert ayton.figures["own_a"] == ["9", "2024", pytest.approx(33.75)]


def test_loading_again_changes_nothing_and_the_line_may_be_mended(tmp_path: Path):
    edition = make_two(tmp_path)
    kept = list(Change.objects.order_by("unit__slug").values_list("unit__slug", "places_figures"))

    assert load_cityindex(tmp_path, at=AT).changed == 0
    write_edition(tmp_path, NOW, code="later", listed=("ceeford",))
    load_cityindex(tmp_path, at=AT)
    edition.refresh_from_db()
    assert (edition.follows, Change.objects.count()) == (None, 0)
    write_edition(tmp_path, NOW, code="later", listed=("ceeford",), follows="small-before")
    load_cityindex(tmp_path, at=AT)

    assert list(Change.objects.order_by("unit__slug").values_list("unit__slug", "places_figures")) == kept
    assert AuditEntry.objects.filter(action="edition.mended").count() == 2


@pytest.mark.parametrize(
    ("follows", "figures_of"), [("nowhere", 2022), ("small-before", 2024), ("small-before", 2025), ("later", 2022)]
)
def test_only_an_edition_that_is_out_with_earlier_figures_is_followed(tmp_path: Path, follows: str, figures_of: int):
    make_indicators()
    make_cities({**BEFORE, **NOW})
    write_edition(tmp_path, BEFORE, code="small-before", figures_of=figures_of)
    write_edition(tmp_path, NOW, code="later", follows=follows)

    with pytest.raises(DataFaults, match="is not an edition that is out with earlier figures"):
        load_cityindex(tmp_path, at=AT)


def test_a_draft_is_not_followed(tmp_path: Path):
    make_indicators()
    make_cities({**BEFORE, **NOW})
    write_edition(tmp_path, BEFORE, code="small-before", figures_of=2022, status="draft")
    write_edition(tmp_path, NOW, code="later", follows="small-before")

    with pytest.raises(DataFaults, match="is not an edition that is out"):
        load_cityindex(tmp_path, at=AT)


@pytest.mark.parametrize("where", ["small-before", "later"])
def test_a_city_withdrawn_from_either_edition_is_told_of_no_more(tmp_path: Path, where: str):
    edition = make_two(tmp_path)
    unit = Edition.objects.get(code=where).units.get(slug="ayton")

    withdraw_unit(unit_id=unit.pk, reason="Asked.", by=make_secretary(), at=AT)

    assert set(told(edition)) == {"beeville"}
    page = Client().get(PAGE).content.decode()
    assert "Beeville" in page.partition("<table")[2]
    # Withdrawn before, it is new to the ranking; withdrawn now, it has left it.
    assert ("New in the ranking:" in page, "No longer ranked:" in page) == (True, True)
    assert "85.0" not in page
    assert Client().get("/en/index/later/ayton/").status_code == 200
    write_edition(tmp_path, NOW, code="later", listed=("ceeford",))
    load_cityindex(tmp_path, at=AT)
    write_edition(tmp_path, NOW, code="later", listed=("ceeford",), follows="small-before")
    load_cityindex(tmp_path, at=AT)
    assert set(told(edition)) == {"beeville"}


def test_the_page_names_what_is_new_in_the_method_who_came_and_who_left(tmp_path: Path):
    method = METHOD.replace('[[element]]\ncode = "own_b"\nparent = "things"\n', "", 1)
    start = method.index("direction = -1")
    method = method[:start] + method[method.index("[[element]]", start) :]
    make_indicators()
    make_cities({**BEFORE, **NOW})
    folder = write_edition(tmp_path, BEFORE, code="small-before", figures_of=2022, method=method)
    for name in ("data.csv", "values.csv", "edition.yaml"):
        text = (folder / name).read_text()
        if name == "data.csv":
            rows = list(csv.reader(io.StringIO(text)))
            text = "\n".join(",".join([*row[:2], *row[3:]]) for row in rows) + "\n"
        elif name == "values.csv":
            text = "\n".join(line for line in text.splitlines() if ",own_b," not in line) + "\n"
        else:
            start = text.index("- code: own_b")
            text = text[:start] + text[text.index("- code: land_c", start) :]
        (folder / name).write_text(text)
    write_edition(tmp_path, NOW, code="later", listed=("ceeford",), follows="small-before")
    load_cityindex(tmp_path, at=AT)

    page = Client().get(PAGE).content.decode()

    assert "Own_B</a>." in page[page.index("New in the method:") :][:120]
    assert page.index("New in the ranking:") < page.index("Deeham")
    assert page.index("No longer ranked:") < page.index("Ceeford")
    city = Client().get("/en/index/later/ayton/").content.decode()
    row = city[city.index("Each figure then and now, and") :].partition("Own_B")[2][:600]
    assert ">–</td>" in row


def test_the_city_is_told_its_figures_then_and_now(tmp_path: Path):
    make_two(tmp_path)

    page = Client().get("/en/index/later/ayton/").content.decode()

    moved = page[page.index('id="moved"') :]
    assert "From rank 1 (interval 1–1) to rank 3." in moved
    assert "The two intervals do not overlap: the move is clear." in moved
    assert "85.0 → 50.0: -35.0 by its figures, 0.0 by the method" in moved
    assert 'id="moved"' not in Client().get("/en/index/later/deeham/").content.decode()
    assert 'id="moved"' not in Client().get("/en/index/small-before/ayton/").content.decode()


def test_files_and_api_say_the_same(tmp_path: Path):
    make_two(tmp_path)

    rows = list(csv.DictReader(io.StringIO(b"".join(Client().get(f"{PAGE}?format=csv")).decode("utf-8-sig"))))
    items = json.loads(b"".join(Client().get(f"{PAGE}?format=json")))["items"]
    answer = Client().get("/api/v1/index/editions/later/changes").json()

    assert answer == {"count": 2, "items": items}
    assert [row["unit"] for row in rows] == [item["unit"] for item in items] == ["beeville", "ayton"]
    assert {key: str(value) for key, value in items[1].items()} == rows[1]
    assert Client().get("/api/v1/index/editions/later").json()["follows"] == "small-before"
    assert Client().get("/api/v1/index/editions/small-before").json()["follows"] is None
    assert Client().get("/api/v1/index/editions/small-before/changes").json() == {"count": 0, "items": []}
    kinds, kept = parquet(Client().get(f"{PAGE}?format=parquet"))
    assert list(kinds) == list(items[0])
    assert kept == items


def test_an_edition_that_follows_none_has_no_such_page(tmp_path: Path):
    make_two(tmp_path)

    assert Client().get("/en/index/small-before/changes/").status_code == 404
    assert PAGE in Client().get("/en/index/later/").content.decode()
    assert "/changes/" not in Client().get("/en/index/small-before/").content.decode()


@pytest.mark.parametrize("count", [3, 70])
def test_it_costs_the_same_queries_however_many_cities(tmp_path: Path, django_assert_num_queries: Any, count: int):
    cities = list(many(count).items())
    turned = {slug: figures for (slug, _), (_, figures) in zip(cities, reversed(cities), strict=True)}
    make_two(tmp_path, dict(cities), turned)

    with django_assert_num_queries(7):
        Client().get(f"{PAGE}?city=city-00001")
    with django_assert_num_queries(3):
        Client().get("/api/v1/index/editions/later/changes")
    with django_assert_num_queries(2):
        b"".join(Client().get(f"{PAGE}?format=csv"))


def test_a_draft_follows_what_it_builds_on_where_that_is_older(tmp_path: Path):
    edition = make_two(tmp_path)
    secretary = make_secretary()

    newer = begin_draft(code="n", figures_of=2025, name="N", based_on_id=edition.pk, by=secretary, at=AT)
    same = begin_draft(code="s", figures_of=2024, name="S", based_on_id=edition.pk, by=secretary, at=AT)
    mended = begin_erratum(edition_id=edition.pk, code="later-2", by=secretary, at=AT)

    assert newer.follows == edition
    assert same.follows is None
    assert mended.follows == edition.follows
