"""Rows of a list, of the database or not: put in order, counted, read page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

Rows = QuerySet[Any] | Sequence[Any]


class Pages(Paginator[Any]):
    """Counts what was found, and reads of a page what its cells need."""

    def __init__(self, rows: Rows, size: int, *, rows_on_page: Callable[[Any], Any]) -> None:
        # Only the rows of the page are read with all that their cells show.
        super().__init__(rows, size)
        self._rows_on_page = rows_on_page

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        if not self.count:
            return Page([], number, self)
        start = (number - 1) * self.per_page
        return Page(self._part(start, start + self.per_page), number, self)

    def first_page(self) -> Page[Any]:
        """Read before it is counted: where it holds all there is, the database need not count."""
        rows = self._part(0, self.per_page + 1)
        if len(rows) <= self.per_page:
            self.count = len(rows)
        return Page(rows[: self.per_page], 1, self)

    def _part(self, start: int, end: int) -> list[Any]:
        is_read = isinstance(self.object_list, QuerySet)
        rows = self._rows_on_page(self.object_list) if is_read else self.object_list
        return list(rows[start:end])


def row_count(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def turned(path: str) -> str:
    return path.removeprefix("-") if path.startswith("-") else f"-{path}"


def ordered(rows: QuerySet[Any], order: Sequence[str]) -> QuerySet[Any]:
    """In an order that leaves nothing to chance: the key decides between rows that are alike."""
    paths = list(order or rows.query.order_by or rows.model._meta.ordering)
    if not {"pk", "-pk", "id", "-id"} & set(map(str, paths)):
        paths.append("-pk" if paths and str(paths[0]).startswith("-") else "pk")
    return rows.order_by(*paths)
