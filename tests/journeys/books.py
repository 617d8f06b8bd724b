"""What a journey reads of the books: the database itself, tables on a page, exports."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any


def asked(data_dir: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of the platform's database."""
    with closing(sqlite3.connect(data_dir / "wego.sqlite3")) as database:
        return database.execute(query, values).fetchall()


def journal(data_dir: Path) -> dict[tuple[str, str], Decimal]:
    """Every account's balance by currency, added up from the postings themselves."""
    sums: dict[tuple[str, str], Decimal] = {}
    for debit, credit_, moved, currency in asked(
        data_dir, "SELECT debit, credit, amount, currency FROM finance_posting"
    ):
        for account, sign in ((debit, 1), (credit_, -1)):
            sums[account, currency] = sums.get((account, currency), Decimal(0)) + sign * Decimal(str(moved))
    return sums


def cells(page: Any, width: int) -> list[list[str]]:
    """The rows of so many cells in the page's tables of figures."""
    rows = page.locator("table.listing tbody tr").all()
    texts = [row.locator("th, td").all_inner_texts() for row in rows]
    return [[text.strip() for text in row] for row in texts if len(row) == width]


def table(page: Any, address: str) -> list[dict[str, str]]:
    """A page's export, in the reader's session."""
    return list(csv.DictReader(io.StringIO(page.context.request.get(address).body().decode("utf-8-sig"))))


def amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.-]", "", text))
