"""A listing: the declaration of a noun's list, and what one request asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Count, Model, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.exports import FORMATS, table_download
from wego.core.formats import figure
from wego.core.listings.columns import Column, Words
from wego.core.listings.filters import ListFilters
from wego.core.listings.rows import Pages, Rows, ordered, row_count, turned
from wego.core.money import Money
from wego.core.numbers import whole_number
from wego.core.office import Trail, office_page
from wego.core.texts import Text

ROWS = ngettext_lazy("%(number)s row", "%(number)s rows", "count")
SIZES = (50, 100, 200)
AT_ONCE = 500  # rows of a file that are read together
LISTINGS: dict[str, Listing] = {}  # every listing by its name; tests/walkers/test_listings.py walks them


def _is_made_up(row: Any) -> str:
    return _("sample") if getattr(row, "is_demonstration", False) else ""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A noun's list.

    `rows` is what a reader sees (`…_visible_to`); `on_page` and `in_files` add what a row's cells read, so that many
    rows ask as many queries as one. `order` is the order where none is asked for. `link` leads from a row to its page.
    `mark` is a word behind a row's name. `counted` says how many there are; `empty` what to do where there is none.
    `complete` gives the rows of a page what one more query tells of all of them. `address` names its URL; a list inside
    a page of something else has none, and `respond` is given its rows. `acts` are done to many rows, `row_acts` to one
    (a column of buttons), `page_acts` to none (a button over the list). `beside` are lists that stand below this one.
    """

    name: str
    title: Words
    columns: Sequence[Column] | Callable[[], Sequence[Column]]  # asked each time where they depend on what is in force
    allowed: Callable[[Any], bool] = lambda user: True
    rows: Callable[[Any], Rows] | None = None
    on_page: Callable[[Any], Any] = lambda rows: rows
    in_files: Callable[[Any], Any] = lambda rows: rows
    complete: Callable[[list[Any]], None] | None = None
    filters: type[ListFilters] | None = None
    order: Sequence[str] = ()
    link: Callable[[Any], str] | None = None
    link_allowed: Callable[[Any], bool] = lambda user: True  # who may follow it, where it leads to an act
    reader_link: Callable[[Any], str] | None = None  # for the others
    mark: Callable[[Any], Words] = _is_made_up
    counted: Any = ROWS
    empty: Words = ""
    intro: Words = ""
    currency: str = ""  # the field by which sums of money are kept apart
    file_name: str = ""
    address: str = ""
    look: str = ""  # a class of its table besides
    above: Callable[[], Trail] = tuple
    template: str = "listings/office.html"
    is_office: bool = True
    acts: Sequence[Any] = ()
    row_acts: Sequence[Any] = ()
    page_acts: Sequence[Any] = ()
    beside: Sequence[Listing] = ()

    def __post_init__(self) -> None:
        if self.acts and not all(act.has_page for act in self.row_acts):
            raise ValueError("a list that chooses many rows is a form: an act on one of them needs a page of its own")
        if self.name in LISTINGS:
            raise ValueError(f"a listing {self.name!r} exists already")
        LISTINGS[self.name] = self

    @property
    def all_columns(self) -> Sequence[Column]:
        return self.columns() if callable(self.columns) else self.columns

    @property
    def filed(self) -> list[Column]:
        """The columns in files."""
        return [column for column in self.all_columns if column.in_files]

    @property
    def sorts(self) -> dict[str, tuple[str, ...]]:
        return {column.name: column.sort_by for column in self.all_columns if column.sort_by}

    def for_everybody(self, address: str) -> Listing:
        """The same list on the public site: without acts."""
        return replace(
            self,
            name=f"{self.name}-public",
            file_name=self.file_name or self.name,
            address=address,
            is_office=False,
            template="listings/page.html",
            above=tuple,
            allowed=lambda user: True,
            acts=(),
            row_acts=(),
            page_acts=(),
        )

    @property
    def url(self) -> str:
        return reverse(self.address)

    @property
    def view(self) -> Callable[..., HttpResponseBase]:
        """The page of the list, for `path()`."""

        @require_safe
        def view(request: HttpRequest) -> HttpResponseBase:
            return self.respond(request)

        return view

    def respond(
        self,
        request: HttpRequest,
        *,
        rows: Rows | None = None,
        title: Words = "",
        facts: Mapping[str, Any] | None = None,
        above: Trail | None = None,
        template: str = "",
        file_name: str = "",
        beside: Sequence[ListPage] | None = None,
        complete: Callable[[list[Any]], None] | None = None,
        columns: Sequence[Column] | None = None,
    ) -> HttpResponseBase:
        """The page, or the file that its address asks for. Refuses whom `allowed` does not let in.

        `beside`, `complete` and `columns` are given where they need what the request says. A format that is not offered
        is no page of the office; a public page stays as it is.
        """
        require(self.allowed(request.user))
        found = ListPage(self, request, rows=rows, complete=complete, own_columns=columns)
        if beside is None:
            beside = [ListPage(one, request, prefix=f"{one.name}-") for one in self.beside]
        wanted = request.GET.get("format", "")
        if wanted in FORMATS or (wanted and self.is_office):
            return found.download(wanted, file_name)
        if (other := file_asked_of(beside)) is not None:
            return other
        shown = {"listing": found, "beside": beside, **(facts or {})}
        name, heading = template or self.template, title or self.title
        if self.is_office:
            return office_page(request, name, heading, shown, above=self.above() if above is None else above)
        return render(request, name, {"title": heading, **shown})


@dataclass
class ListPage:
    """One request's part of a list: filtered, in its order, its page, its sums, its files."""

    listing: Listing
    request: HttpRequest
    rows: Rows | None = None
    prefix: str = ""  # before its words in the address, where another list stands on the page
    file_name: str = ""
    complete: Callable[[list[Any]], None] | None = None
    own_columns: Sequence[Column] | None = None  # where what the page is about says more of them
    title: Words = ""  # its own, where the same list stands on the page more than once
    known_count: int | None = None  # where it is known, it is not asked for again

    def __post_init__(self) -> None:
        self.complete = self.complete or self.listing.complete
        self.title = self.title or self.listing.title

    @cached_property
    def all_rows(self) -> Rows:
        if self.rows is not None:
            return self.rows
        if self.listing.rows is None:
            raise TypeError(f"the listing {self.listing.name!r} is given its rows by the page on which it stands")
        return self.listing.rows(self.request.user)

    @cached_property
    def filters(self) -> ListFilters | None:
        declared, rows = self.listing.filters, self.all_rows
        if declared is None or not isinstance(rows, QuerySet):
            return None
        return declared(self.request.GET, rows, request=self.request, prefix=self.prefix.removesuffix("-") or None)

    @cached_property
    def found(self) -> Rows:
        """What fits the filters, in the order that is asked for."""
        rows = self.filters.qs if self.filters is not None else self.all_rows
        return ordered(rows, self.order) if isinstance(rows, QuerySet) else self._sorted(rows)

    @cached_property
    def columns(self) -> Sequence[Column]:
        return self.listing.all_columns if self.own_columns is None else self.own_columns

    @cached_property
    def shown(self) -> list[Column]:
        """The columns on the page."""
        return [column for column in self.columns if column.label]

    @cached_property
    def filed(self) -> list[Column]:
        return [column for column in self.columns if column.in_files]

    @cached_property
    def sorts(self) -> dict[str, tuple[str, ...]]:
        return {column.name: column.sort_by for column in self.columns if column.sort_by}

    @cached_property
    def sort(self) -> str:
        """The column that is asked for, with a minus where it is turned round; nothing for the list's own order."""
        asked = self.request.GET.get(f"{self.prefix}sort", "")
        return asked if asked.removeprefix("-") in self.sorts else ""

    @property
    def order(self) -> list[str]:
        if not self.sort:
            return list(self.listing.order)
        paths = self.sorts[self.sort.removeprefix("-")]
        return [turned(path) for path in paths] if self.sort.startswith("-") else list(paths)

    def _sorted(self, rows: Sequence[Any]) -> Sequence[Any]:
        if not self.sort:
            return rows
        column = next(one for one in self.columns if one.name == self.sort.removeprefix("-"))
        # Nothing stands last, whichever way round.
        known = [row for row in rows if column.read(row) is not None]
        unknown = [row for row in rows if column.read(row) is None]
        return sorted(known, key=column.read, reverse=self.sort.startswith("-")) + unknown

    @cached_property
    def size(self) -> int:
        asked = whole_number(self.request.GET.get(f"{self.prefix}size", ""))
        return asked if asked in SIZES else SIZES[0]

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """How many rows a page may hold, where the list is longer than the least."""
        return [(size, self.link(size=size)) for size in SIZES] if self.count > SIZES[0] else []

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return self.prefix.removesuffix("-") or self.listing.name

    @property
    def page_name(self) -> str:
        return f"{self.prefix}page"

    @cached_property
    def page(self) -> Page[Any]:
        paginator = Pages(self.found, self.size, rows_on_page=self.listing.on_page)
        if self.known_count is not None:
            paginator.count = self.known_count
        elif self._summed:
            paginator.count = sum(row["row_count"] for row in self._sums)
        asked = self.request.GET.get(self.page_name, "1")
        is_uncounted = "count" not in vars(paginator) and asked == "1" and self.is_narrowed
        page = paginator.first_page() if is_uncounted else paginator.get_page(asked)
        if self.complete:
            self.complete(list(page))
        return page

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def counted(self) -> str:
        return str(self.listing.counted % {"count": self.count, "number": figure(self.count)})

    @property
    def is_narrowed(self) -> bool:
        return self.filters is not None and (self.filters.is_narrowed or not self.filters.form.is_valid())

    @cached_property
    def filters_in_use(self) -> list[tuple[Words, str, str]]:
        """(label, chosen value, address of the list without it) of each filter in use."""
        used = self.filters.in_use if self.filters is not None else []
        return [(label, words, self._without(name)) for name, label, words in used]

    def _without(self, name: str) -> str:
        return self._address(("page", name.removeprefix(self.prefix)), {})

    def _address(self, without: Sequence[str], changed: Mapping[str, Any]) -> str:
        """Written by hand: a page has a dozen of them, and Django copies all that was asked for each."""
        left_out = {f"{self.prefix}{name}" for name in without}
        asked = [(name, value) for name, values in self.request.GET.lists() if name not in left_out for value in values]
        return "?" + urlencode([*asked, *((f"{self.prefix}{name}", str(value)) for name, value in changed.items())])

    @cached_property
    def _summed(self) -> list[Column]:
        is_summed = isinstance(self.found, QuerySet)
        return [column for column in self.columns if column.total] if is_summed else []

    @cached_property
    def _sums(self) -> list[dict[str, Any]]:
        """Number and sums of all that was found, in each currency: one question to the database for both."""
        by = (self.listing.currency,) if self.listing.currency else ()
        sums: dict[str, Any] = {f"sum_of_{column.name}": Sum(column.total) for column in self._summed}
        assert isinstance(self.found, QuerySet)
        if not by:
            return [self.found.order_by().aggregate(row_count=Count("pk"), **sums)]
        return list(self.found.order_by().values(*by).annotate(row_count=Count("pk"), **sums).order_by(*by))

    @cached_property
    def totals(self) -> dict[str, list[Any]]:
        """The sums over all that was found, by column: amounts of money in each currency."""
        if not self._summed or self.count < 2:
            return {}
        return {column.name: [self._sum(column, row) for row in self._sums] for column in self._summed}

    def _sum(self, column: Column, row: dict[str, Any]) -> Any:
        amount = row[f"sum_of_{column.name}"] or 0
        return Money(Decimal(amount), row[self.listing.currency]) if column.kind == "money" else amount

    def link(self, **changed: Any) -> str:
        """This list with something else in its address, from its first page."""
        return self._address(("page", *changed), changed)

    @cached_property
    def acts(self) -> list[Any]:
        """What the reader may do with many of them at once."""
        return [act for act in self.listing.acts if act.allowed(self.request.user)]

    @cached_property
    def row_link(self) -> Callable[[Any], str] | None:
        """Where a row leads this reader."""
        return self.listing.link if self.listing.link_allowed(self.request.user) else self.listing.reader_link

    @cached_property
    def row_acts(self) -> list[Any]:
        return [act for act in self.listing.row_acts if act.allowed(self.request.user)]

    @cached_property
    def page_acts(self) -> list[Any]:
        return [act for act in self.listing.page_acts if act.allowed(self.request.user)]

    @property
    def asked_for(self) -> list[tuple[str, str]]:
        """What narrows and sorts the list, for a form that goes on with it."""
        return [(name, str(value)) for name, value in self.request.GET.items() if value and name != self.page_name]

    @property
    def files(self) -> list[tuple[str, str]]:
        """(name, address) of each format in which it can be taken away."""
        return [(name, self.link(format=code)) for code, name in FORMATS.items()] if self.filed else []

    def download(self, wanted: str, file_name: str = "") -> HttpResponseBase:
        """Exactly what was found, every page of it. Raises Http404 for a format that is not offered."""
        columns = self.filed
        if not columns:
            raise Http404
        name = file_name or self.file_name or self.listing.file_name or self.listing.name
        rows = ([_in_file(column.read(row)) for column in columns] for row in self._all())
        return table_download(wanted, name, [column.name for column in columns], rows, self._count)

    def _all(self) -> Iterator[Any]:
        rows = self.listing.in_files(self.found)
        found = rows.iterator(chunk_size=AT_ONCE) if isinstance(rows, QuerySet) else iter(rows)
        return self._completed(found, self.complete) if self.complete else found

    def _completed(self, rows: Iterator[Any], complete: Callable[[list[Any]], None]) -> Iterator[Any]:
        while part := list(islice(rows, AT_ONCE)):
            complete(part)
            yield from part

    def _count(self) -> int:
        return row_count(self.found)


def file_asked_of(pages: Iterable[ListPage]) -> HttpResponseBase | None:
    """The file of the one list, of several on a page, of which the address asks for one."""
    for one in pages:
        if wanted := one.request.GET.get(f"{one.prefix}format"):
            return one.download(wanted)
    return None


def _in_file(value: Any) -> Any:
    """Files hold values; a thing of the platform stands there by its name."""
    return str(value) if isinstance(value, Model | Promise | Text) else value
