"""A listing in the open API: the schema of its rows, made of the columns that files hold, and a part of its rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field, create_model

from wego.core.listings.listing import Listing, ListPage
from wego.core.listings.rows import Rows, row_count

# What a column holds where it does not say so itself; each may be unknown.
HELD: dict[str, Any] = {
    "text": str | None,
    "country": str | None,
    "number": float | None,
    "money": Decimal | None,
    "year": int | None,
    "day": date | None,
    "moment": datetime | None,
    "yes_no": bool,
}


class Paged(Schema):
    """Which rows of a list."""

    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=1_000_000)


def item_schema(listing: Listing, name: str, description: str = "") -> Any:
    """The schema of a row: a field for each column in files, of the type that the column holds."""
    fields: dict[str, Any] = {column.name: (column.holds or HELD[column.kind], ...) for column in listing.filed}
    return create_model(name, __base__=Schema, __doc__=description or None, **fields)


def list_schema(item: Any, name: str) -> Any:
    """How many there are, and some of them."""
    fields: dict[str, Any] = {"count": (int, ...), "items": (list[item], ...)}
    return create_model(name, __base__=Schema, **fields)


def records_of(listing: Listing, rows: Any) -> list[dict[str, Any]]:
    """Each row as a mapping, under the names that files have."""
    columns = listing.filed
    return [{column.name: column.read(row) for column in columns} for row in rows]


def part_of(listing: Listing, rows: Rows, asked: Paged) -> dict[str, Any]:
    """`{"count", "items"}` of what a list was narrowed to."""
    part = listing.in_files(rows)[asked.offset : asked.offset + asked.limit]
    return {"count": row_count(rows), "items": records_of(listing, part)}


def add_list(router: Router, route: str, listing: Listing, name: str) -> None:
    """A public list at an address of the API: its filters are parameters, what they do not understand is a 422."""
    list_ = list_schema(item_schema(listing, f"{name}Item"), f"{name}List")
    narrowed = dict.fromkeys(listing.filters.base_filters if listing.filters else {}, (str | None, None))
    asked_schema = create_model(f"{name}Asked", __base__=Paged, **narrowed)  # type: ignore[call-overload]

    def answer(request: HttpRequest, asked: Any) -> dict[str, Any]:
        found = ListPage(listing, request)
        if found.filters is not None and not found.filters.form.is_valid():
            raise HttpError(422, found.filters.form.errors.as_text())
        return part_of(listing, found.found, asked)

    answer.__doc__ = str(listing.title)
    answer.__annotations__["asked"] = Annotated[asked_schema, Query()]
    router.get(route, response=list_, url_name=listing.name, operation_id=f"list_{name}")(answer)
