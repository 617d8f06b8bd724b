"""Every list that is declared keeps what a list promises: queries, rights, orders, filters, files."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import get_resolver, reverse

import wego.config.urls  # noqa: F401  # whoever has an address is declared then
from tests.core.tables import content
from tests.walkers.world import World
from wego.core.exports import FORMATS
from wego.core.listings import LISTINGS, Listing
from wego.core.listings import listing as module

MOST_QUERIES = 15
# What stands in the addresses of lists that are part of something.
NAMED: dict[str, list[Any]] = {"index_changes": ["pilot-2024"]}

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def _own_pages() -> list[str]:
    # A list is declared where addresses lead to it: nothing else reads them all.
    assert get_resolver().url_patterns
    return sorted(name for name, listing in LISTINGS.items() if listing.address)


def _address(listing: Listing, world: World) -> str:
    return reverse(listing.address, args=[world.own.get(part, part) for part in NAMED.get(listing.name, [])])


@pytest.fixture(params=_own_pages())
def listing(request: pytest.FixtureRequest) -> Listing:
    return LISTINGS[request.param]


@pytest.fixture
def reader(signed_in: Any, world: World) -> Any:
    return signed_in(world.people["secretariat"])


def test_a_list_asks_as_much_for_one_row_as_for_three(
    listing: Listing, reader: Any, world: World, monkeypatch: Any, django_assert_max_num_queries: Any
) -> None:
    address, asked = _address(listing, world), []
    monkeypatch.setattr(module, "SIZES", (1, 3))
    reader.get(address)
    for size in (1, 3):
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            assert reader.get(address, {"size": size}).status_code == 200
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_a_list_is_for_those_whom_it_names(listing: Listing, signed_in: Any, world: World) -> None:
    address = _address(listing, world)
    for role, person in world.people.items():
        assert (signed_in(person).get(address).status_code == 200) == listing.allowed(person), role


@pytest.mark.parametrize("form", FORMATS)
def test_a_list_can_be_taken_away_whole(form: str, listing: Listing, reader: Any, world: World) -> None:
    heads = [column.name for column in listing.filed]
    answer = reader.get(_address(listing, world), {"format": form})

    if not heads:
        pytest.skip("nothing of it stands in files")
    assert answer.status_code == 200
    written = content(answer)
    assert written
    if form == "csv":
        assert written.decode("utf-8-sig").splitlines()[0] == ",".join(heads)


def test_a_list_sorts_by_each_of_its_columns_either_way(listing: Listing, reader: Any, world: World) -> None:
    address = _address(listing, world)
    for name in listing.sorts:
        for sort, way in ((name, "ascending"), (f"-{name}", "descending")):
            page = reader.get(address, {"sort": sort}).content.decode()
            assert f'aria-sort="{way}"' in page or "<tbody>" not in page, sort


def test_a_filter_that_is_not_understood_shows_nothing_and_says_so(listing: Listing, reader: Any, world: World) -> None:
    if listing.filters is None:
        pytest.skip("it has no filters")
    filters = listing.filters(None, listing.rows(world.people["secretariat"]) if listing.rows else None)
    for name, field in filters.form.fields.items():
        if not hasattr(field, "choices"):
            continue
        page = reader.get(_address(listing, world), {name: "no-such-thing"}).content.decode()
        assert 'class="error"' in page, name
        assert "<tbody>" not in page, name


def test_no_two_columns_of_a_list_are_alike() -> None:
    for listing in LISTINGS.values():
        names = [column.name for column in listing.all_columns]
        assert len(names) == len(set(names)), listing.name
