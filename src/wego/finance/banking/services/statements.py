"""Bank statements brought in: each file read whole or refused, each booking kept once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import File
from django.db.models import Count
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.files import CheckedUpload, UploadRefused, safe_name
from wego.core.plain_text import plain
from wego.core.punctuation import joined
from wego.core.rules import RuleError
from wego.engines.banking import (
    FileReading,
    FileRefused,
    Layout,
    New,
    Statement,
    account_key,
    columns_of,
    hashed,
    new_lines,
    read_file,
)
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.queries import columns_known, is_after_gap, kept_statements
from wego.finance.banking.wording import data_faults_of

# By their names only: what a file is, its content tells, and a reader refuses all else.
ENDINGS = ("xml", "camt", "sta", "mt940", "940", "swi", "txt", "csv")
FORMATS = {
    "camt053": BankStatement.Format.CAMT053,
    "mt940": BankStatement.Format.MT940,
    "csv": BankStatement.Format.CSV,
}
# A bank east of here may book on a day that has not begun at the network's seat.
AHEAD = timedelta(days=1)
# What whoever sent a table can name on the page.
UNNAMED = {"columns_missing", "unknown_column"}
HEAD_LINES = 100
HEAD_BYTES = 10_000


class StatementRefused(RuleError):
    """The statement cannot be taken in now."""


@dataclass
class Imported:
    """What a file brought: statements with something new, lines added, known before."""

    statements: list[BankStatement] = field(default_factory=list)
    added: int = 0
    known: int = 0
    doubtful: int = 0
    gaps: list[BankStatement] = field(default_factory=list)


def given_layout(columns: Mapping[str, str] | None, account: str, currency: str) -> Layout:
    """What was said of a table on sending it."""
    return Layout(dict(columns or {}), account.strip(), currency.strip().upper())


def upload_of(name: str, raw: bytes) -> CheckedUpload:
    """A file by what it is stored as."""
    return CheckedUpload(name, name.rpartition(".")[2].lower(), "", len(raw), hashlib.sha256(raw).hexdigest())


def read(name: str, raw: bytes, encoding: str, layout: Layout, at: datetime) -> tuple[FileReading, Layout]:
    """The file by the layout; a table in a bank's own words also by the columns of an earlier one like it."""
    try:
        return _read_by_layouts(raw, encoding, layout, at)
    except FileRefused as refusal:
        raise data_faults_of(name, refusal) from None


def columns_in(file: File, encoding: str) -> list[str]:
    """What a table's own columns are called, for whoever says which of them holds what."""
    file.seek(0)
    text = file.read(HEAD_BYTES).decode(encoding, errors="replace")
    found = columns_of(text)
    return found if len(found) > 1 and not text.lstrip().startswith(("<", "{", ":")) else []


def look_at_head(name: str, raw: bytes, encoding: str, layout: Layout, at: datetime) -> None:
    """Refuse a table of which columns or account are not named, by its first lines, while its sender is at the page."""
    head = b"\n".join(raw.split(b"\n", HEAD_LINES)[:HEAD_LINES])
    try:
        _read_by_layouts(head, encoding, layout, at)
    except FileRefused as refusal:
        if {fault.code for fault in refusal.faults} <= UNNAMED:
            raise data_faults_of(name, refusal) from None


def _read_by_layouts(raw: bytes, encoding: str, layout: Layout, at: datetime) -> tuple[FileReading, Layout]:
    latest = timezone.localdate(at) + AHEAD
    layouts = [layout]
    if not layout.names:
        layouts += [Layout(names, layout.account, layout.currency) for names in columns_known(layout.account)]
    first: FileRefused | None = None
    for one in layouts:
        try:
            reading = read_file(raw, encoding=encoding, layout=one, latest=latest)
        except FileRefused as refusal:
            first = first or refusal
            if not {fault.code for fault in refusal.faults} <= UNNAMED:
                break
            continue
        if any(not statement.account for statement in reading.statements):
            message = _("The table does not name its account. Enter the account below.")
            raise StatementRefused(message)
        return reading, one
    assert first is not None
    raise first


def uploaded(file: File) -> tuple[str, bytes]:
    """The name and the bytes of a file that may be a bank's."""
    size = file.size or 0
    if size > settings.WEGO_UPLOAD_LIMIT:
        limit = filesizeformat(settings.WEGO_UPLOAD_LIMIT)
        raise UploadRefused(_("The file is too large: the maximum is %(limit)s.") % {"limit": limit})
    name = safe_name(file.name or "")
    if name.rpartition(".")[2].lower() not in ENDINGS:
        raise UploadRefused(
            _("This file type is not accepted. Upload one of: %(endings)s.") % {"endings": joined(ENDINGS)}
        )
    file.seek(0)
    return name, file.read()


@dataclass
class Keeper:
    """Keeps what is new of one file; its statements share the file as it is stored."""

    reading: FileReading
    layout: Layout
    upload: CheckedUpload
    stored: str

    def keep(self, by: User | None, at: datetime) -> Imported:
        """Add what is new, in the caller's transaction."""
        result = Imported()
        made_here: list[int] = []
        for statement in self.reading.statements:
            # Statements of one file have been set against each other by the reader.
            kept = kept_statements(statement, without=made_here)
            new = new_lines(statement, self.reading.format, kept)
            result.known += len(statement.lines) - len(new)
            identities = _identities(new)
            identity = _statement_identity(statement, identities)
            if (not new and statement.lines) or BankStatement.objects.filter(identity=identity).exists():
                continue
            made = self.statement(statement, identity, len(statement.lines) - len(new), at)
            rows = [_row(made, one, mark) for one, mark in zip(new, identities, strict=True)]
            BankLine.objects.bulk_create(rows, batch_size=500)
            made_here.append(made.pk)
            result.statements.append(made)
            result.added += len(new)
            result.doubtful += sum(one.is_doubtful for one in new)
            after = {"account": made.account, "lines": len(new), "known": made.known, "sha256": made.sha256}
            audit.record("bank_statement.imported", made, by=by, at=at, after=after)
        result.gaps = [made for made in result.statements if is_after_gap(made)]
        return result

    def statement(self, statement: Statement, identity: str, known: int, at: datetime) -> BankStatement:
        made = BankStatement(
            file_name=self.upload.name,
            sha256=self.upload.sha256,
            format=FORMATS[self.reading.format],
            identity=identity,
            account=plain(statement.account)[:50],
            currency=statement.currency,
            number=plain(statement.number)[:60],
            is_counted=statement.number_counts,
            columns=dict(self.layout.names),
            from_on=statement.from_on,
            to_on=statement.to_on,
            opening=statement.opening,
            closing=statement.closing,
            known=known,
            imported_at=at,
        )
        made.file.name = self.stored
        made.save()
        return made


def _identities(new: Sequence[New]) -> list[str]:
    """An identity for each line: its facts, and how many equal ones came before it. Two who bring the same collide."""
    wanted = {one.facts for one in new}
    counts: Counter[str] = Counter()
    for start in range(0, len(wanted), 500):
        part = sorted(wanted)[start : start + 500]
        found = BankLine.objects.filter(facts__in=part).values("facts").annotate(count=Count("pk")).order_by()
        counts.update({row["facts"]: row["count"] for row in found})
    identities = []
    for one in new:
        counts[one.facts] += 1
        identities.append(hashed((one.facts, counts[one.facts])))
    return identities


def _statement_identity(statement: Statement, identities: Sequence[str]) -> str:
    days = (statement.from_on, statement.to_on, statement.opening, statement.closing)
    return hashed((account_key(statement.account), statement.currency, statement.number, *days, *identities))


def _row(statement: BankStatement, new: New, identity: str) -> BankLine:
    """The line as it is kept: without control characters, while its facts go by what the bank sent."""
    line = new.line
    waits = line.amount > 0 or line.is_reversal
    return BankLine(
        statement=statement,
        identity=identity,
        facts=new.facts,
        booked_on=line.booked_on,
        value_on=line.value_on,
        amount=line.amount,
        currency=line.currency,
        payer=plain(line.payer)[:300],
        ultimate_payer=plain(line.ultimate_payer)[:300],
        payer_account=plain(line.payer_account)[:50],
        texts=list(filter(None, [plain(line.text)])),
        references=[plain(one) for one in line.references],
        entry_text=plain(line.entry_text),
        bank_reference=plain(line.bank_reference)[:100],
        charges=line.charges,
        instructed_amount=line.instructed_amount,
        instructed_currency=line.instructed_currency,
        file_line=line.number,
        is_reversal=line.is_reversal,
        is_repeated=line.is_repeated or new.is_doubtful,
        status=BankLine.Status.OPEN if waits else BankLine.Status.OUTGOING,
    )
