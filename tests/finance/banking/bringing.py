"""Banks' files brought in as the office does it: previewed, then accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from wego.accounts.models import User
from wego.finance.banking.models import BankImport, BankPreview, BankStatement
from wego.finance.banking.queries import is_after_gap
from wego.finance.banking.services import accept_preview, begin_preview, preview_statement, run_preview

AT = datetime(2016, 6, 2, 3, 0, tzinfo=UTC)


@dataclass
class Brought:
    """What a file brought."""

    added: int
    known: int
    matched: int
    doubtful: int
    notes: list[str]
    statements: list[BankStatement]

    @property
    def gaps(self) -> list[BankStatement]:
        return [one for one in self.statements if is_after_gap(one)]


def clock() -> datetime:
    return AT


def bring(raw: str | bytes, name: str = "statement.csv", *, at: datetime = AT, **facts: Any) -> Brought:
    """Bring a short file in."""
    shown = preview_statement(file=_file(raw, name), by=None, at=at, **facts)
    stored = shown.file.name
    plan = accept_preview(preview_id=shown.pk, by=None, at=at).plan
    said = {name: plan[name] for name in ("added", "known", "matched", "doubtful", "notes")}
    return Brought(**said, statements=list(BankStatement.objects.filter(file=stored)))


def begin_long_preview(
    raw: str | bytes, name: str = "Year.csv", *, by: User | None = None, at: datetime = AT, **facts: Any
) -> BankPreview:
    """A long file that waits to be read."""
    return begin_preview(file=_file(raw, name), by=by, at=at, **facts)


def begin_long_import(
    raw: str | bytes, name: str = "May.csv", *, by: User | None = None, at: datetime = AT, **facts: Any
) -> BankImport:
    """A long file that was read and accepted, and waits to be brought in."""
    begun = begin_long_preview(raw, name, by=by, at=at, **facts)
    one = run_preview(preview_id=begun.pk, clock=lambda: at)
    accept_preview(preview_id=one.pk, by=by, at=at)
    return one.imports.get()


def _file(raw: str | bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw.encode() if isinstance(raw, str) else raw)
