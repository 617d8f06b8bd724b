"""A column: what it holds, how it reads on a page, what it is in a file, what it sorts by and adds up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.core.formats import country, figure, moment, money, short_day

Words = str | Promise
Source = str | Callable[[Any], Any]  # a path of attributes ("organisation.slug"), or what to ask a row

# How a value is written, by kind; texts as they are.
WRITERS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "number": figure,
    "year": str,
    "money": money,
    "amount": partial(figure, decimals=2),  # where the currency is said beside it
    "day": short_day,
    "moment": moment,
    "country": country,
    "yes_no": lambda value: _("Yes") if value else _("No"),
}
NUMERIC = frozenset({"number", "money", "amount"})
MONEY = frozenset({"money", "amount"})


@dataclass(frozen=True)
class Column:
    """One column. Without a label it stands in files alone; with `in_files=False` on the page alone.

    `value` is what files hold (of a type: Decimal, date, …), `shown` what the page writes, where that is another thing:
    an amount with its currency, a word for a code. Both are of the row; nothing they ask may cost a query.
    `sort` names what the database orders by, `total` what it adds up, per currency where the listing has one. `holds`
    is the type of the value in the open API, where the kind does not say it (`api.HELD`). `badge` gives the colour of a
    state ("good", "warn", "bad", "accent", or "" for none), by its code or of the row: the word stands in it.
    """

    name: str
    label: Words = ""
    value: Source = ""
    shown: Source = ""
    kind: str = "text"
    sort: str | tuple[str, ...] = ()
    total: str = ""
    in_files: bool = True
    is_wide: bool = False
    is_name: bool = False  # what the row is called by; the first column where none says so
    look: str = ""  # a class of its cells besides: of a picture
    holds: Any = None
    badge: Mapping[Any, str] | Callable[[Any], str] | None = None

    @cached_property
    def sort_by(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    @cached_property
    def read(self) -> Callable[[Any], Any]:
        """The value of a row, as files hold it."""
        return reader(self.value or self.name)

    @cached_property
    def read_shown(self) -> Callable[[Any], Any]:
        return reader(self.shown or self.value or self.name)

    @property
    def is_number(self) -> bool:
        return self.kind in NUMERIC

    def cell(self, row: Any, words: dict[int, tuple[Promise, str]] | None = None) -> str:
        """What stands in a row's cell: a state in its colour, an amount of nothing without weight.

        `words` keeps what was translated for the rows before: the same few words stand in all of them.
        """
        shown = self.read_shown(row)
        if words is not None and isinstance(shown, Promise):
            if id(shown) not in words:
                words[id(shown)] = (shown, str(shown))  # itself too, so that no other takes its place in memory
            shown = words[id(shown)][1]
        written = self.write(shown)
        if self.badge is not None and shown not in (None, ""):
            colour = self.badge(row) if callable(self.badge) else self.badge.get(self.read(row), "")
            return f'<span class="{f"badge {colour}".strip()}">{written}</span>'
        if self.kind in MONEY and getattr(shown, "amount", shown) == 0:
            return f'<span class="nil">{written}</span>'
        return written

    def write(self, value: Any) -> str:
        """As it stands on the page, safe in markup; a dash for nothing."""
        if value is None or value == "":
            return "–"
        if hasattr(value, "__html__"):
            return value
        is_written = bool(self.shown) and isinstance(value, str)  # a number in words stays so, at the right
        return escape(value if is_written else WRITERS[self.kind](value))


def chosen(row: Any, name: str) -> Any:
    """The word for what a field holds; Django's own way makes a table of all its words for each row anew."""
    value = getattr(row, name)
    return _choices(row._meta.get_field(name), get_language() or "").get(value, value)


@lru_cache(maxsize=1_000)
def _choices(field: Any, language: str) -> dict[Any, str]:
    return {code: str(label) for code, label in reversed(field.flatchoices)}


def reader(source: Source) -> Callable[[Any], Any]:
    """What gives a row's value: a path is followed until there is nothing further."""
    if callable(source):
        return source
    if source.startswith("get_") and source.endswith("_display"):
        return partial(chosen, name=source[len("get_") : -len("_display")])
    steps = source.split(".")

    def read(row: Any) -> Any:
        for step in steps:
            if row is None:
                return None
            try:
                row = row[step] if isinstance(row, dict) else getattr(row, step)
            except ObjectDoesNotExist:  # of what another row may say of this one
                return None
        return row() if callable(row) else row

    return read
