"""Lists: columns, orders, pages, sums, files."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.utils.html import format_html
from django_filters import CharFilter, ChoiceFilter, DateFilter

from tests.core.tables import content
from wego.accounts.models import User
from wego.core.acts.act import ACTS, Act
from wego.core.form_tokens import FIELD
from wego.core.listings import LISTINGS, Column, Listing, ListPage
from wego.core.listings.api import Paged, item_schema, list_schema, part_of
from wego.core.listings.filters import ListFilters
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
        '<tr><th scope="row"><a href="/parcels/&lt;A&gt;/">&lt;A&gt;</a> <span class="badge">sample</span></th>'
        '<td class="number" data-label="Weight">1,234.5</td><td class="whole" data-label="Sent">May 2, 2026</td>'
        '<td class="number" data-label="Price">$1.00</td></tr>'
    )


def test_a_column_of_long_texts_has_room() -> None:
    noted = Listing(name="notes", title="Notes", columns=[Column("name", "Name"), Column("note", "Note", is_wide=True)])
    try:
        assert '<td class="wide" data-label="Note">Long</td>' in str(
            table_body(ask(noted, [{"name": "a", "note": "Long"}]))
        )
    finally:
        del LISTINGS["notes"]


def test_nothing_is_a_dash_and_markup_of_ours_stays(parcels: Listing) -> None:
    column = Column("x", "X")

    assert [column.write(value) for value in (None, "", 0, format_html("<b>{}</b>", "<"))] == [
        "–",
        "–",
        "0",
        "<b>&lt;</b>",
    ]


def test_what_no_other_row_says_of_a_row_is_nothing() -> None:
    class Seal:
        @property
        def revocation(self) -> Any:
            raise ObjectDoesNotExist

    assert Column("reason", value="revocation.reason").read(Seal()) is None
    with pytest.raises(AttributeError):
        Column("reason", value="misspelt").read(Seal())


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


@pytest.fixture
def crates(parcels: Listing) -> Iterator[Listing]:
    """A list below which the parcels stand."""
    yield Listing(
        name="crates",
        title="Crates",
        columns=[Column("name", "Name", sort="name"), Column("place", "Place", "place")],
        complete=lambda rows: [setattr(row, "place", f"{row.name} of {len(rows)}") for row in rows] and None,
        beside=[parcels],
    )
    del LISTINGS["crates"]


def test_what_one_query_tells_of_all_rows_of_a_page_is_told_once(crates: Listing) -> None:
    rows = [Parcel(f"C{number}") for number in range(60)]

    page = str(table_body(ask(crates, rows)))
    lines = content(ask(crates, rows).download("csv")).decode("utf-8-sig").splitlines()

    assert '<th scope="row">C0</th><td data-label="Place">C0 of 50</td>' in page
    assert (lines[1], len(lines)) == ("C0,C0 of 60", 61)


def test_a_list_beside_another_has_words_of_its_own_in_the_address(parcels: Listing) -> None:
    request = RequestFactory().get("/", {"sort": "name", "parcels-sort": "-weight", "parcels-page": "2", "page": "3"})
    found = ListPage(parcels, request, rows=[Parcel(str(number)) for number in range(60)], prefix="parcels-")

    assert (found.sort, found.page.number) == ("-weight", 2)
    assert found.link(size=100) == "?sort=name&parcels-sort=-weight&page=3&parcels-size=100"


def _act(**facts: Any) -> Act:
    said: dict[str, Any] = {"label": "Open", "said": "Opened.", "service": print, "allowed": lambda user: True}
    return Act(name="parcel_open", address="office_core:bulk_run_resume", **{**said, **facts})


@pytest.fixture
def opened(parcels: Listing) -> Iterator[Any]:
    def make(**facts: Any) -> str:
        act = _act(args=lambda one: [len(one.name)], title=lambda one: one.name, **facts)
        listing = dataclasses.replace(parcels, name="opened", row_acts=[act])
        rows = [Parcel("<A>"), Parcel("shut", weight=Decimal(1))]
        return str(table_body(ask(listing, rows)))

    yield make
    LISTINGS.pop("opened", None)
    ACTS.pop("office_core:bulk_run_resume")


def test_an_act_on_a_row_is_a_link_to_its_page_and_names_the_row(opened: Any) -> None:
    page = opened(is_final=True, is_possible=lambda one: one.weight is None)

    assert page.count("office/runs/") == 1
    assert '/office/runs/3/resume/" class="button button-small button-secondary" aria-label="Open: &lt;A&gt;"' in page


def test_an_act_on_a_row_that_asks_nothing_is_a_button_with_its_tokens(opened: Any) -> None:
    page = opened()

    assert page.count('<form method="post"') == page.count('name="csrfmiddlewaretoken"') == page.count(FIELD) == 2


def test_buttons_do_not_stand_in_the_form_that_chooses_many(parcels: Listing) -> None:
    act = _act()
    try:
        with pytest.raises(ValueError, match="a page of its own"):
            dataclasses.replace(parcels, name="many", acts=[act], row_acts=[act])
    finally:
        ACTS.pop("office_core:bulk_run_resume")


def test_things_and_words_stand_in_files_as_texts(parcels: Listing) -> None:
    listing = dataclasses.replace(
        parcels, name="sent", columns=[Column("by", value=lambda one: User(email="kim@seoul.example")), Column("name")]
    )
    try:
        written = json.loads(content(ask(listing, [Parcel("a")]).download("json")))
    finally:
        del LISTINGS["sent"]

    assert written["items"] == [{"by": "kim@seoul.example", "name": "a"}]


def test_the_open_api_has_the_columns_of_the_files_and_their_types(parcels: Listing) -> None:
    item = item_schema(parcels, "ParcelItem", "Something sent.")
    rows = [Parcel(f"P{number}", Decimal("0.5"), date(2026, 1, 1)) for number in range(5)]

    answer = part_of(parcels, rows, Paged(limit=2, offset=3))

    described = item.model_json_schema()
    assert (described["description"], list(described["properties"])) == (
        "Something sent.",
        ["name", "weight", "sent_on", "price", "code"],
    )
    assert described["properties"]["sent_on"]["anyOf"][0]["format"] == "date"
    assert (answer["count"], [one["name"] for one in answer["items"]]) == (5, ["P3", "P4"])
    assert list_schema(item, "ParcelList")(**answer).items[0].weight == 0.5


def test_what_the_page_says_of_a_number_in_words_stays_so() -> None:
    column = Column("weight", "Weight", shown=lambda one: "light", kind="number")

    assert (column.write(column.read_shown(Parcel("a"))), column.is_number) == ("light", True)


def test_what_a_page_is_about_may_say_more_of_the_columns(parcels: Listing) -> None:
    columns = [dataclasses.replace(column, label="kg") for column in parcels.all_columns if column.name == "weight"]
    request = RequestFactory().get("/parcels/", {"sort": "weight"})
    found = ListPage(parcels, request, rows=[Parcel("A", Decimal(1))], own_columns=columns)

    assert "kg" in table_head(found)
    assert "Name" not in table_head(found)
    assert found.sort == "weight"


def test_a_state_stands_in_its_colour_and_an_amount_of_nothing_has_no_weight() -> None:
    state = Column("state", "State", shown=lambda one: one["state"].title(), badge={"late": "bad"})
    price = Column("price", "Price", kind="money")
    asked = Column("state", "State", badge=lambda one: "good")

    assert [state.cell({"state": code}) for code in ("late", "open", "")] == [
        '<span class="badge bad">Late</span>',
        '<span class="badge">Open</span>',
        "–",
    ]
    assert asked.cell({"state": "<b>"}) == '<span class="badge good">&lt;b&gt;</span>'
    assert [price.cell({"price": Money(Decimal(amount), "USD")}) for amount in (0, 1)] == [
        '<span class="nil">$0.00</span>',
        "$1.00",
    ]


class UserFilters(ListFilters):
    q = CharFilter(field_name="name", label="Name")
    state = ChoiceFilter(field_name="is_active", label="State", choices=[("1", "May sign in"), ("0", "Blocked")])
    since = DateFilter(field_name="date_joined", label="Since")


@pytest.mark.django_db
def test_each_filter_in_use_is_named_and_taken_away_by_itself() -> None:
    listed = Listing(name="folk", title="People", columns=[Column("name", "Name")], filters=UserFilters)
    try:
        asked = {"q": "<Kim>", "state": "1", "since": "2026-05-02", "page": "2", "sort": "name"}
        found = ask(listed, User.objects.all(), **asked)

        assert found.filters_in_use == [
            ("Name", "<Kim>", "?state=1&since=2026-05-02&sort=name"),
            ("State", "May sign in", "?q=%3CKim%3E&since=2026-05-02&sort=name"),
            ("Since", "May 2, 2026", "?q=%3CKim%3E&state=1&sort=name"),
        ]
        assert ask(listed, User.objects.all(), state="odd").filters_in_use == []
    finally:
        del LISTINGS["folk"]


@pytest.mark.django_db
def test_a_list_narrowed_to_less_than_a_page_is_read_and_not_counted(django_assert_num_queries: Any) -> None:
    listed = Listing(name="crew", title="People", columns=[Column("name", "Name")], filters=UserFilters)
    User.objects.bulk_create(User(email=f"{number}@crew.example", name=f"Kim {number % 2}") for number in range(102))
    try:
        for asked, queries, counted in (
            ({"q": "Kim 2"}, 1, 0),
            ({"q": "Kim 1"}, 2, 51),
            ({"q": "Kim 1", "page": "2"}, 2, 51),
        ):
            with django_assert_num_queries(queries):
                found = ask(listed, User.objects.all(), **asked)
                assert (len(found.page), found.count) == (min(counted, 50) if "page" not in asked else 1, counted)
        User.objects.filter(email="1@crew.example").delete()
        with django_assert_num_queries(1):
            found = ask(listed, User.objects.all(), q="Kim 1")
            assert (len(found.page), found.count, found.page.has_next()) == (50, 50, False)
    finally:
        del LISTINGS["crew"]
