"""Lists: columns, orders, pages, sums, files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.utils.html import format_html

from tests.core.tables import content
from wego.core.listings import LISTINGS, Column, Listing, ListPage
from wego.core.listings.table import table_body, table_foot, table_head
from wego.core.money import Money


@dataclass
class Parcel:
    """A row that no database keeps."""

    name: str
    weight: Decimal | None = None
    sent_on: date | None = None
    price: Decimal = Decimal(1)
    is_demonstration: bool = False


@pytest.fixture
def parcels() -> Iterator[Listing]:
    yield Listing(
        name="parcels",
        title="Parcels",
        empty="Nothing was sent.",
        columns=[
            Column("name", "Name", sort="name"),
            Column("weight", "Weight", kind="number", sort="weight"),
            Column("sent_on", "Sent", kind="day", sort="sent_on"),
            Column("price", "Price", shown=lambda one: Money(one.price, "USD"), kind="money"),
            Column("code", value=lambda one: one.name.lower()),
        ],
        link=lambda one: f"/parcels/{one.name}/",
    )
    del LISTINGS["parcels"]


def ask(listing: Listing, rows: Any, **query: str) -> ListPage:
    request = RequestFactory().get("/parcels/", query)
    request.user = AnonymousUser()
    return ListPage(listing, request, rows=rows)


def test_two_lists_of_one_name_are_refused(parcels: Listing) -> None:
    with pytest.raises(ValueError, match="exists already"):
        Listing(name="parcels", title="Others", columns=[])


def test_a_row_is_written_with_its_link_its_mark_and_its_kinds(parcels: Listing) -> None:
    sent = Parcel("<A>", Decimal("1234.5"), date(2026, 5, 2), is_demonstration=True)

    written = str(table_body(ask(parcels, [sent])))

    assert written == (
        '<tr><th scope="row"><a href="/parcels/&lt;A&gt;/">&lt;A&gt;</a> <span class="w-status">made up</span></th>'
        '<td class="number" data-label="Weight">1,234.5</td><td data-label="Sent">May 2, 2026</td>'
        '<td class="number" data-label="Price">$1.00</td></tr>'
    )


def test_nothing_is_a_dash_and_markup_of_ours_stays(parcels: Listing) -> None:
    column = Column("x", "X")

    assert [column.write(value) for value in (None, "", 0, format_html("<b>{}</b>", "<"))] == [
        "–",
        "–",
        "0",
        "<b>&lt;</b>",
    ]


def test_rows_without_a_database_sort_too_and_what_is_unknown_stands_last(parcels: Listing) -> None:
    rows = [Parcel("b", None), Parcel("a", Decimal(2)), Parcel("c", Decimal(1))]

    assert [one.name for one in ask(parcels, rows, sort="weight").found] == ["c", "a", "b"]
    assert [one.name for one in ask(parcels, rows, sort="-weight").found] == ["a", "c", "b"]
    assert [one.name for one in ask(parcels, rows, sort="code").found] == ["b", "a", "c"]


def test_a_head_sorts_and_turns_round(parcels: Listing) -> None:
    plain, up = (str(table_head(ask(parcels, [], **query))) for query in ({"page": "2"}, {"sort": "name", "q": "x"}))

    assert '<th scope="col"><a href="?sort=name">Name</a></th>' in plain
    assert 'aria-sort="ascending"><a href="?q=x&amp;sort=-name">' in up


@pytest.mark.parametrize("asked", ["", "0", "51", "1000000", "²", "-50"])
def test_a_page_holds_fifty_rows_unless_another_size_of_ours_is_asked_for(asked: str, parcels: Listing) -> None:
    rows = [Parcel(str(number)) for number in range(120)]
    found = ask(parcels, rows, size=asked)

    assert (len(found.page), found.count, found.page.paginator.num_pages) == (50, 120, 3)
    assert len(ask(parcels, rows, size="100").page) == 100


def test_a_file_holds_every_row_and_typed_values_under_their_names(parcels: Listing) -> None:
    rows = [Parcel(f"P{number}", Decimal("0.50"), date(2026, 1, 1)) for number in range(60)]
    found = ask(parcels, rows, page="2")

    lines = list(csv.reader(io.StringIO(content(found.download("csv")).decode("utf-8-sig"))))

    assert lines[0] == ["name", "weight", "sent_on", "price", "code"]
    assert lines[1] == ["P0", "0.50", "2026-01-01", "1", "p0"]
    assert len(lines) == 61
    with pytest.raises(Http404):
        found.download("exe")


def test_whoever_is_not_let_in_gets_neither_page_nor_file() -> None:
    closed = Listing(name="closed", title="Closed", columns=[Column("name", "Name")], allowed=lambda user: False)
    try:
        for query in ({}, {"format": "csv"}):
            request = RequestFactory().get("/", query)
            request.user = AnonymousUser()
            with pytest.raises(PermissionDenied):
                closed.respond(request, rows=[])
    finally:
        del LISTINGS["closed"]


def test_rows_without_a_database_have_no_foot(parcels: Listing) -> None:
    assert str(table_foot(ask(parcels, [Parcel("a"), Parcel("b")]))) == ""
