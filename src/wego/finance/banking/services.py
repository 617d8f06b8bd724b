"""Bank statements brought in, and what becomes of their lines: matched to invoices, set aside, taken up again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.files import CheckedUpload, UploadRefused, safe_name
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.finance.banking.matching import OpenInvoice, Share, match, payment_of
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.queries import (
    charges_limits,
    is_after_gap,
    open_invoice,
    open_invoice_rows,
    open_line,
    payments_of,
)
from wego.finance.banking.readers import Layout, file_format, read_statements
from wego.finance.banking.statements import Line, Statement
from wego.finance.models import Invoice, Payment
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.payments import cancel_payment, record_payment

# By their names only: what a file is, its content tells, and a reader refuses all else.
ENDINGS = ("xml", "camt", "sta", "mt940", "940", "swi", "txt", "csv")


class StatementRefused(RuleError):
    """The statement cannot be taken in now."""


class LineRefused(RuleError):
    """The line cannot be settled so."""


class LineSettled(LineRefused):
    """Somebody else was first."""


@dataclass
class Imported:
    """What an import brought: statements with something new, lines added, known before, matched by itself."""

    statements: list[BankStatement] = field(default_factory=list)
    added: int = 0
    known: int = 0
    matched: int = 0
    gaps: list[BankStatement] = field(default_factory=list)

    def __str__(self) -> str:
        said = ngettext("%(count)d new line", "%(count)d new lines", self.added) % {"count": self.added}
        known = ngettext("%(count)d known already", "%(count)d known already", self.known) % {"count": self.known}
        return f"{said}, {known}"


def import_statement(
    *,
    file: File,
    by: User | None,
    at: datetime,
    encoding: str = "utf-8",
    account: str = "",
    is_demonstration: bool = False,
) -> Imported:
    """Take in every statement of a bank's file and match what is certain.

    Raises DataFaults where the file cannot be trusted, and then nothing of it is kept. Lines that an earlier file
    brought are left out: the same file twice adds nothing.
    """
    name, raw = _uploaded(file)
    statements = read_statements(name, raw, encoding=encoding, layout=Layout(account=account.strip()))
    upload = CheckedUpload(name, name.rpartition(".")[2].lower(), "", len(raw), hashlib.sha256(raw).hexdigest())
    stored: list[str] = []
    try:
        with transaction.atomic():
            result = _keep(statements, upload, raw, is_demonstration, stored, by, at)
    except Exception as error:
        for path in stored:  # a file does not roll back
            default_storage.delete(path)
        if isinstance(error, IntegrityError):
            message = _("Somebody else is bringing in the same lines. Look at the statements, then try again.")
            raise StatementRefused(message) from error
        raise
    result.matched = match_certain(by=by, at=at) if result.added else 0
    return result


@transaction.atomic
def match_certain(*, by: User | None, at: datetime) -> int:
    """Match every waiting line whose invoice is certain; how many there were. What is refused stays in the queue."""
    lines = list(BankLine.objects.filter(status=BankLine.Status.OPEN).order_by("pk"))
    invoices = open_invoice_rows(line.currency for line in lines)
    found = match([open_line(line) for line in lines], invoices, charges_limits=charges_limits())
    count = 0
    for one in found.certain:
        try:
            match_line(line_id=one.line, invoice_ids=[share.invoice for share in one.shares], by=by, at=at)
        except RuleError:
            continue
        count += 1
    return count


@transaction.atomic
def match_line(
    *, line_id: int, invoice_ids: Sequence[int], by: User | None, at: datetime, organisation_id: int | None = None
) -> BankLine:
    """Record the line as payment of invoices, in that order; what is left over is their member's credit.

    Without invoices it is all credit of the organisation. Of two who settle the same line at once, one is first.
    """
    line = _locked(line_id)
    invoices = _invoices(line, invoice_ids)
    if not invoices and organisation_id is None:
        raise LineRefused(_("Choose an invoice, or the organisation whose credit it is."))
    if invoices:
        paid = payment_of(open_line(line), invoices, charges_limit=charges_limits().get(line.currency, Decimal(0)))
        if len(paid.shares) < len(invoices):
            raise LineRefused(_("The amount does not reach for all of these invoices. Choose fewer."))
        _record(line, paid.shares, paid.rest, by, at)
    else:
        _record_payment(line, organisation_id, line.amount, Decimal(0), 1, by, at)
    _settle(line, BankLine.Status.MATCHED, "", by, at)
    after = {"invoices": list(invoice_ids), "organisation": organisation_id}
    audit.record("bank_line.matched", line, by=by, at=at, after=after)
    return line


@transaction.atomic
def unmatch_line(*, line_id: int, reason: str, by: User | None, at: datetime) -> BankLine:
    """Undo a match: its payments are cancelled, the invoices open again, the line waits again."""
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    state.move(line, BankLine.Status.OPEN)
    if not reason.strip():
        raise LineRefused(_("Say why."))
    for payment in payments_of(line):
        cancel_payment(payment_id=payment.pk, reason=reason, by=by, at=at)
    _reopen(line)
    audit.record("bank_line.unmatched", line, by=by, at=at, after={"reason": reason})
    return line


@transaction.atomic
def set_aside_line(*, line_id: int, reason: str, by: User | None, at: datetime) -> BankLine:
    """Take a line out of the queue that pays no invoice (interest, a refund of a supplier), with the reason."""
    line = _locked(line_id)
    if not reason.strip():
        raise LineRefused(_("Say why."))
    _settle(line, BankLine.Status.SET_ASIDE, reason.strip()[:300], by, at)
    audit.record("bank_line.set_aside", line, by=by, at=at, after={"reason": line.reason})
    return line


@transaction.atomic
def take_up_line(*, line_id: int, by: User | None, at: datetime) -> BankLine:
    """Put a line that was set aside back into the queue."""
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if line.status != BankLine.Status.SET_ASIDE:
        raise LineRefused(_("This line is not set aside."))
    reason = line.reason
    state.move(line, BankLine.Status.OPEN)
    _reopen(line)
    audit.record("bank_line.taken_up", line, by=by, at=at, before={"reason": reason})
    return line


def _uploaded(file: File) -> tuple[str, bytes]:
    size = file.size or 0
    if size > settings.WEGO_UPLOAD_LIMIT:
        limit = filesizeformat(settings.WEGO_UPLOAD_LIMIT)
        raise UploadRefused(_("The file is too large: at most %(limit)s are taken.") % {"limit": limit})
    name = safe_name(file.name or "")
    if name.rpartition(".")[2].lower() not in ENDINGS:
        raise UploadRefused(
            _("A file of this type is not taken here. Send one of: %(endings)s.") % {"endings": ", ".join(ENDINGS)}
        )
    file.seek(0)
    return name, file.read()


def _keep(
    statements: Sequence[Statement],
    upload: CheckedUpload,
    raw: bytes,
    is_demonstration: bool,
    stored: list[str],
    by: User | None,
    at: datetime,
) -> Imported:
    """Keep what is new of the statements; `stored` gets the name of the file, which they share."""
    result = Imported()
    known = _known(line.identity for statement in statements for line in statement.lines)
    held = set(
        BankStatement.objects.filter(identity__in=[statement.identity for statement in statements]).values_list(
            "identity", flat=True
        )
    )
    for statement in statements:
        new = [line for line in statement.lines if line.identity not in known]
        result.known += len(statement.lines) - len(new)
        if statement.identity in held or (not new and statement.lines):
            continue
        made = BankStatement(
            file_name=upload.name,
            sha256=upload.sha256,
            format=file_format(raw),
            identity=statement.identity,
            account=statement.account[:50],
            currency=statement.currency,
            from_on=statement.from_on,
            to_on=statement.to_on,
            opening=statement.opening,
            closing=statement.closing,
            known=len(statement.lines) - len(new),
            imported_at=at,
            is_demonstration=is_demonstration,
        )
        if stored:
            made.file.name = stored[0]
        else:
            made.file.save(upload.stored_name, ContentFile(raw), save=False)
            stored.append(str(made.file.name))
        made.save()
        BankLine.objects.bulk_create([_row(made, line) for line in new], batch_size=500)
        result.statements.append(made)
        result.added += len(new)
        if is_after_gap(made):
            result.gaps.append(made)
        after = {"account": made.account, "lines": len(new), "known": made.known, "sha256": made.sha256}
        audit.record("bank_statement.imported", made, by=by, at=at, after=after)
    return result


def _known(identities: Iterable[str]) -> set[str]:
    wanted = list(identities)
    known: set[str] = set()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        known.update(BankLine.objects.filter(identity__in=part).values_list("identity", flat=True))
    return known


def _row(statement: BankStatement, line: Line) -> BankLine:
    return BankLine(
        statement=statement,
        identity=line.identity,
        booked_on=line.booked_on,
        value_on=line.value_on,
        amount=line.amount,
        currency=line.currency,
        payer=line.payer[:300],
        payer_account=line.payer_account[:50],
        texts=list(line.texts),
        bank_reference=line.bank_reference[:100],
        charges=line.charges,
        instructed_amount=line.instructed_amount,
        instructed_currency=line.instructed_currency,
        file_line=line.number,
        is_repeated=line.is_repeated,
        status=BankLine.Status.OPEN if line.amount > 0 else BankLine.Status.OUTGOING,
    )


def _locked(line_id: int) -> BankLine:
    """The line while it waits; whoever comes second is told who was first."""
    line = BankLine.objects.select_for_update(of=("self",)).select_related("settled_by").get(pk=line_id)
    if line.status in (BankLine.Status.MATCHED, BankLine.Status.SET_ASIDE):
        facts = {
            "who": str(line.settled_by) if line.settled_by else _("The platform"),
            "state": line.get_status_display(),
        }
        raise LineSettled(_("%(who)s was first: this line is “%(state)s” already.") % facts)
    if line.status != BankLine.Status.OPEN:
        raise LineRefused(_("Money that left pays no invoice."))
    return line


def _invoices(line: BankLine, invoice_ids: Sequence[int]) -> list[OpenInvoice]:
    chosen = list(dict.fromkeys(invoice_ids))
    found = Invoice.objects.select_related("organisation", "balance").in_bulk(chosen)
    if len(found) < len(chosen):
        raise LineRefused(_("There is no such invoice."))
    for invoice in found.values():
        if invoice.currency != line.currency:
            message = _(
                "Invoice %(number)s is in %(currency)s. Record the line as the member's credit, "
                "then use the payment for the invoice by the rate of the day."
            )
            raise LineRefused(message % {"number": invoice.number, "currency": invoice.currency})
        if not invoice.balance.open:
            raise LineRefused(_("Nothing of invoice %(number)s is open any more.") % {"number": invoice.number})
    return [open_invoice(found[pk]) for pk in chosen]


def _record(line: BankLine, shares: Sequence[Share], rest: Decimal, by: User | None, at: datetime) -> None:
    """One payment for each member whose invoices are paid; the rest is credit of the last."""
    owners = dict(
        Invoice.objects.filter(pk__in=[share.invoice for share in shares]).values_list("pk", "organisation_id")
    )
    by_owner: dict[int, list[Share]] = {}
    for share in shares:
        by_owner.setdefault(owners[share.invoice], []).append(share)
    last = owners[shares[-1].invoice]
    for part, (owner, owned) in enumerate(by_owner.items(), 1):
        amount = sum((share.amount for share in owned), Decimal(0)) + (rest if owner == last else 0)
        charges = sum((share.charges for share in owned), Decimal(0))
        payment = _record_payment(line, owner, amount, charges, part, by, at)
        for share in owned:
            allocate_payment(
                payment_id=payment.pk, invoice_id=share.invoice, amount=share.amount + share.charges, by=by, at=at
            )


def _record_payment(
    line: BankLine,
    organisation_id: int | None,
    amount: Decimal,
    charges: Decimal,
    part: int,
    by: User | None,
    at: datetime,
) -> Payment:
    return record_payment(
        received_on=line.booked_on,
        amount=amount,
        currency=line.currency,
        by=by,
        at=at,
        organisation_id=organisation_id,
        charges=charges,
        payer=line.payer,
        reference_text=line.text,
        source=Reference.to(line),
        source_part=part,
        is_demonstration=line.statement.is_demonstration,
    )


def _settle(line: BankLine, status: BankLine.Status, reason: str, by: User | None, at: datetime) -> None:
    state.move(line, status)
    line.settled_at, line.settled_by, line.reason = at, by, reason
    line.save(update_fields=["status", "settled_at", "settled_by", "reason"])


def _reopen(line: BankLine) -> None:
    line.settled_at, line.settled_by, line.reason = None, None, ""
    line.save(update_fields=["status", "settled_at", "settled_by", "reason"])
