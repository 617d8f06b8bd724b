"""Numbers without gaps: a series grows in the transaction that uses the number, under a lock."""

from __future__ import annotations

from wego.finance.models import NumberSeries


def take_numbers(*, kind: str, year: int, count: int = 1) -> range:
    """The next `count` places of a series, in the caller's transaction: a rollback gives them back.

    Whoever else wants numbers of the series waits until that transaction ends.
    """
    NumberSeries.objects.get_or_create(kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(kind=kind, year=year)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return range(first, series.last + 1)


def number_text(*, kind: str, year: int, sequence: int) -> str:
    """As it is printed: `2016-0001`, `C2016-0001` for a credit note."""
    return f"{NumberSeries.PREFIXES[NumberSeries.Kind(kind)]}{year}-{sequence:04d}"
