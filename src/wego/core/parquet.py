"""A table as a Parquet file: each column typed by what is in it, each text as it is (docs/decisions/0013)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

# How many rows are handed over at a time.
_BATCH = 2000
_BIGINT = range(-(2**63), 2**63)
_DIGITS = 38  # of the widest DECIMAL
_TEXT = "VARCHAR"


@dataclass
class _Column:
    """One column: what kinds of values were met in it, and how many digits before and after the point they need."""

    kinds: set[str] = field(default_factory=set)
    whole: int = 0
    scale: int = 0

    def written(self, value: Any) -> str | None:
        """The value as text that reads back as the same; its kind is noted."""
        if value is None:
            return None
        kind, text = _told(value)
        self.kinds.add(kind)
        if kind == "DECIMAL":
            after = max(0, -value.as_tuple().exponent)
            self.scale = max(self.scale, after)
            self.whole = max(self.whole, value.adjusted() + 1)
        return text

    @property
    def type(self) -> str:
        """The type in the file: text where kinds are mixed, where nothing is known, or where no number is so wide."""
        if len(self.kinds) != 1:
            return _TEXT
        (kind,) = self.kinds
        if kind != "DECIMAL":
            return kind
        return f"DECIMAL({_DIGITS}, {self.scale})" if self.whole + self.scale <= _DIGITS else _TEXT


def _told(value: Any) -> tuple[str, str]:
    """The kind of a value, and the value as text."""
    match value:
        case str():  # most cells are
            return _TEXT, str(value)
        case bool():
            return "BOOLEAN", str(value)
        case int() if value in _BIGINT:
            return "BIGINT", str(int(value))
        case float():
            return "DOUBLE", float.__repr__(value)
        case Decimal() if value.is_finite():
            return "DECIMAL", f"{value:f}"
        case datetime() if value.tzinfo:
            return "TIMESTAMPTZ", value.astimezone(UTC).isoformat()
        case datetime():
            return _TEXT, value.isoformat()
        case date():
            return "DATE", value.isoformat()
    return _TEXT, str(value)


def write_parquet(path: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows under the names into the file at `path`; the same rows give the same bytes.

    The rows are read once: they are kept as text until it is known what each column holds.
    """
    import duckdb  # only now: 65 MB of machine code that few processes ever need

    columns = [_Column() for _name in names]
    places = [f"c{place}" for place in range(len(names))]
    with duckdb.connect(":memory:", config=_SETTINGS) as base:
        base.execute(
            f"SET allowed_paths = [{_literal(path)}]; SET enable_external_access = false; SET lock_configuration = true"
        )
        base.execute(f"CREATE TABLE kept ({', '.join(f'{place} {_TEXT}' for place in places)})")
        lists = ", ".join(f"unnest(?::{_TEXT}[])" for _place in places)
        rest = iter(rows)
        while batch := list(islice(rest, _BATCH)):
            cells = zip(*batch, strict=True)
            held = [[column.written(cell) for cell in its] for column, its in zip(columns, cells, strict=True)]
            base.execute(f"INSERT INTO kept SELECT {lists}", held)
        typed = ", ".join(
            f"{place}::{column.type} AS {_identifier(name)}"
            for place, column, name in zip(places, columns, names, strict=True)
        )
        # Into this very file: its owner has it open. What is put in is our types, and names and a path that are quoted.
        base.execute(f"COPY (SELECT {typed} FROM kept) TO {_literal(path)} (FORMAT parquet, USE_TMP_FILE false)")  # noqa: S608


# Nothing is fetched or loaded from elsewhere, and Python's variables are no tables.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    # Else a column without a null today would be one that can hold none, and would not fit tomorrow's file.
    "disabled_optimizers": "statistics_propagation",
}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
