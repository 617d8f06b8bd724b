"""Numbers without gaps: a series grows in the transaction that uses the number, under a lock."""

from __future__ import annotations

from typing import Any

from django.db import models


def take_numbers(counter: type[models.Model], *, count: int = 1, **key: Any) -> range:
    """The next `count` places of a series, in the caller's transaction: a rollback gives them back.

    `counter` is a model that holds the last number given as `last`, once for each `key`. Whoever else wants numbers of
    the series waits until that transaction ends.
    """
    rows = counter._default_manager
    rows.get_or_create(**key)
    series: Any = rows.select_for_update().get(**key)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return range(first, series.last + 1)
