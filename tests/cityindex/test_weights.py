"""A reader's own weights: what the server computes from them and what it refuses."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cityindex.factories import THREE, make_edition, many
from wego.cityindex.models import Edition
from wego.cityindex.queries.own_weights import order_of_means, ranked_by, scored, shares
from wego.engines import composite

pytestmark = pytest.mark.django_db
FOUR = {**THREE, "deeham": (9.5, None, 1.0)}
ADDRESS = "/en/index/small/weights/"


def order(edition: Edition, **weights: float) -> list[str]:
    return [row.unit.slug for row in ranked_by(scored(edition), weights)]


def test_the_method_s_own_weights_give_the_ranking_that_is_published(pilot: Any):
    edition = Edition.objects.get(code="pilot-2024")

    rows = ranked_by(scored(edition), {})
    assert all((row.rank, row.official, row.shift) == (row.unit.rank, row.unit.rank, 0) for row in rows)


def test_what_weighs_nothing_does_not_count(tmp_path: Path):
    edition = make_edition(tmp_path, FOUR)

    assert order(edition, things=0.0) == ["ayton", "beeville", "ceeford", "deeham"]
    assert order(edition, means=0.0) == ["deeham", "ayton", "beeville", "ceeford"]


def test_weights_that_are_all_nothing_are_no_method(tmp_path: Path):
    edition = make_edition(tmp_path)

    with pytest.raises(composite.CompositeFaults):
        ranked_by(scored(edition), {"things": 0.0, "means": 0.0})


def test_shares_of_siblings_add_up_to_a_hundred(tmp_path: Path):
    elements = list(make_edition(tmp_path).elements.all())

    assert shares(elements) == {"things": 50, "means": 50, "own_a": 75, "own_b": 25, "land_c": 100}


def test_only_a_mean_is_computed_in_the_browser(tmp_path: Path):
    method = scored(make_edition(tmp_path)).method

    assert order_of_means(method) == [1.0, 1.0]
    for name, expected in (("geometric", [0.0, 0.0]), ("copeland", None)):
        other = dataclasses.replace(method, aggregate=dataclasses.replace(method.aggregate, by_level=(name,)))
        assert order_of_means(other) == expected


def test_the_address_holds_the_weights(tmp_path: Path):
    make_edition(tmp_path, FOUR)

    page = Client().get(ADDRESS, {"things": "0", "means": "7"})

    assert page.context["rows"][0].unit.slug == "ayton"
    assert page.context["form"].weights() == {"things": 0.0, "means": 7.0}
    assert 'value="7"' in page.content.decode()


@pytest.mark.parametrize("weight", ["-1", "much", "1001", "", "nan", "inf"])
def test_what_is_no_weight_is_refused_beside_its_field_and_kept(tmp_path: Path, weight: str):
    make_edition(tmp_path, FOUR)

    page = Client().get(ADDRESS, {"things": weight})

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"things"}
    assert all(row.shift == 0 for row in page.context["rows"])


def test_a_family_without_weight_is_refused_in_words(tmp_path: Path):
    make_edition(tmp_path)

    page = Client().get(ADDRESS, {"own_a": "0", "own_b": "0"})

    assert "At least one of these must have a weight above 0." in page.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_the_weights_page_costs_the_same_for_few_and_many(count: int, tmp_path: Path, django_assert_num_queries: Any):
    make_edition(tmp_path, many(count))

    with django_assert_num_queries(4):
        Client().get(ADDRESS)


def test_a_draft_s_weights_are_not_for_everybody(tmp_path: Path):
    edition = make_edition(tmp_path)
    Edition.objects.filter(pk=edition.pk).update(status=Edition.Status.DRAFT)

    assert Client().get(ADDRESS).status_code == 404
