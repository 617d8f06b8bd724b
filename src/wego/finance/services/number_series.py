"""The numbers of finance's papers: without gaps, by kind and year."""

from __future__ import annotations

from wego.core import number_series
from wego.finance.models import NumberSeries


def take_numbers(*, kind: str, year: int, count: int = 1) -> range:
    """The next `count` places of a series, in the caller's transaction."""
    return number_series.take_numbers(NumberSeries, kind=kind, year=year, count=count)


def number_text(*, kind: str, year: int, sequence: int) -> str:
    """As it is printed: `2016-0001`, `C2016-0001` for a credit note."""
    return f"{NumberSeries.PREFIXES[NumberSeries.Kind(kind)]}{year}-{sequence:04d}"
