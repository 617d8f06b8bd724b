"""CSV tables: header checked, every row with its line, keys unique."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wego.datafiles.faults import DataFault, DataFaults
from wego.datafiles.text import read_text


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, trimmed, and the line on which it begins."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class Table:
    """A table as read: the columns in the file's order and the rows."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def fault(self, row: Row | None, column: str, message: str, remedy: str = "") -> DataFault:
        """A fault in one cell of this table."""
        return DataFault(str(self.path), message, remedy, row.line if row else 1, column)


def read_csv(
    path: Path | str,
    *,
    columns: Sequence[str] | None = None,
    optional: Sequence[str] = (),
    key: Sequence[str] = (),
) -> Table:
    """A UTF-8 CSV file with a header.

    With `columns`, each must be there and no other may (but `optional`). `key` names the columns that together must
    be filled and unique. Every fault is found before any is raised.
    """
    path = Path(path)
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    faults: list[DataFault] = []
    rows: list[Row] = []
    header: tuple[str, ...] = ()
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
        faults += _header_faults(path, header, columns, optional)
        if faults:
            raise DataFaults(faults)
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
            elif cells:
                message = f"has {len(cells)} cells where the header has {len(header)}"
                faults.append(DataFault(str(path), message, "quote cells that hold a comma", line))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(DataFault(str(path), f"is not CSV: {error}", line=reader.line_num))
    table = Table(path, header, tuple(rows))
    faults += _key_faults(table, key)
    if faults:
        raise DataFaults(faults)
    return table


def _header_faults(
    path: Path, header: tuple[str, ...], columns: Sequence[str] | None, optional: Sequence[str]
) -> Iterator[DataFault]:
    if not any(header):
        yield DataFault(str(path), "has no header", "write the column names in the first line", 1)
        return
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield DataFault(str(path), "appears twice in the header", "keep one", 1, name or "(empty)")
    if columns is None:
        return
    for name in columns:
        if name not in header:
            yield DataFault(str(path), "column is missing", f"the columns are {', '.join(columns)}", 1, name)
    for name in header:
        if name not in columns and name not in optional:
            yield DataFault(str(path), "unknown column", f"the columns are {', '.join([*columns, *optional])}", 1, name)


def _key_faults(table: Table, key: Sequence[str]) -> Iterator[DataFault]:
    if not key:
        return
    seen: dict[tuple[str, ...], int] = {}
    for row in table:
        value = tuple(row[name] for name in key)
        if not all(value):
            yield table.fault(row, ", ".join(key), "is empty", "every row needs it")
        elif value in seen:
            yield table.fault(
                row, ", ".join(key), f"{' '.join(value)} appears twice (first in line {seen[value]})", "keep one"
            )
        else:
            seen[value] = row.line
