"""Every list that is declared keeps what a list promises: queries, rights, orders, filters, files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import get_resolver, reverse

import wego.config.urls  # noqa: F401  # whoever has an address is declared then
from tests.core.tables import content
from tests.walkers.world import World
from wego.core.exports import FORMATS
from wego.core.listings import LISTINGS, Listing, ListPage
from wego.core.listings import listing as module
from wego.core.listings.table import table_head

MOST_QUERIES = 15
# What stands in the addresses of lists that are part of something.
NAMED: dict[str, list[Any]] = {"index_changes": ["pilot-2024"]}

pytestmark = pytest.mark.django_db


def _own_pages(fits: Callable[[Listing], bool] = lambda listing: True) -> list[str]:
    # A list is declared where addresses lead to it: nothing else reads them all.
    assert get_resolver().url_patterns
    return sorted(name for name, listing in LISTINGS.items() if listing.address and fits(listing))


def _address(listing: Listing, world: World) -> str:
    return reverse(listing.address, args=[world.own.get(part, part) for part in NAMED.get(listing.name, [])])


def _asked(listing: Listing, world: World, **query: str) -> ListPage:
    """The list as the secretariat asks for it, without the frame of the page."""
    request = RequestFactory().get(_address(listing, world), query)
    request.user = world.people["secretariat"]
    return ListPage(listing, request)


@pytest.fixture(params=_own_pages())
def listing(request: pytest.FixtureRequest) -> Listing:
    return LISTINGS[request.param]


@pytest.fixture
def reader(signed_in: Any, world: World) -> Any:
    return signed_in(world.people["secretariat"])


@pytest.mark.once
@pytest.mark.both_databases
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
    """Who else gets what at which address is asked in test_urls.py; here, that the declaration says the same."""
    address = _address(listing, world)
    for role in ("juror", "officer"):
        person = world.people[role]
        assert (signed_in(person).get(address).status_code == 200) == listing.allowed(person), role


def _filed() -> list[Any]:
    """The table of all facts is thousands of rows long; tests/records/test_imports.py takes a short one away."""
    names = _own_pages(lambda listing: bool(listing.filed and listing.rows))
    return [pytest.param(name, marks=[pytest.mark.whole] if name == "facts" else []) for name in names]


@pytest.mark.parametrize("name", _filed())
def test_a_list_can_be_taken_away_whole(name: str, world: World) -> None:
    listing = LISTINGS[name]
    heads = [column.name for column in listing.filed]
    for form in FORMATS:
        answer = _asked(listing, world, format=form).download(form)
        written = content(answer)
        assert written, form
        if form == "csv":
            assert written.decode("utf-8-sig").splitlines()[0] == ",".join(heads)


@pytest.mark.once
@pytest.mark.both_databases
@pytest.mark.parametrize("sorted_name", _own_pages(lambda listing: bool(listing.sorts and listing.rows)))
def test_a_list_sorts_by_each_of_its_columns_either_way(sorted_name: str, world: World) -> None:
    listing = LISTINGS[sorted_name]
    for name in listing.sorts:
        up, down = (_asked(listing, world, sort=sort) for sort in (name, f"-{name}"))
        assert 'aria-sort="ascending"' in str(table_head(up)), name
        assert 'aria-sort="descending"' in str(table_head(down)), name
        assert len(up.page) == len(down.page), name


@pytest.mark.parametrize("list_name", _own_pages(lambda listing: bool(listing.filters and listing.rows)))
def test_a_filter_that_is_not_understood_shows_nothing_and_says_so(list_name: str, world: World) -> None:
    listing = LISTINGS[list_name]
    plain = _asked(listing, world).filters
    for name, field in plain.form.fields.items() if plain else ():
        if not hasattr(field, "choices"):
            continue
        assert next(iter(field.choices))[0] == "", f"{name} reads as if something were chosen"
        asked = _asked(listing, world, **{name: "no-such-thing"})
        assert asked.filters is not None
        assert asked.filters.form.errors[name], name
        assert asked.count == 0, name


def test_no_two_columns_of_a_list_are_alike() -> None:
    for listing in LISTINGS.values():
        names = [column.name for column in listing.all_columns]
        assert len(names) == len(set(names)), listing.name
