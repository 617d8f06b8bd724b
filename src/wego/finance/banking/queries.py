"""Reads of bank statements and lines: the queue with its proposals, statements, one line with what it paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from wego.accounts.queries import is_secretariat
from wego.core.money import Money
from wego.finance.banking.matching import Certainty, Match, OpenInvoice, OpenLine, match
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.models import Invoice, Payment
from wego.finance.models.invoices import creditor_reference

# How much banks on the way may keep without a question, by currency. Ours; the network's documents say nothing of it.
CHARGES_LIMITS = {"USD": Decimal(50), "EUR": Decimal(45)}


def charges_limits() -> Mapping[str, Decimal]:
    """The limits in force: the settings', else ours."""
    return getattr(settings, "WEGO_CHARGES_LIMITS", None) or CHARGES_LIMITS


@dataclass(frozen=True)
class Proposal:
    """One reading of a line with the invoices that it would pay."""

    match: Match
    invoices: tuple[Invoice, ...]
    rest: Money | None
    charges: Money | None

    @property
    def certainty(self) -> Certainty:
        return self.match.certainty


def bank_lines_visible_to(user: Any) -> QuerySet[BankLine]:
    """The secretariat alone: lines name people and their accounts."""
    lines = BankLine.objects.select_related("statement", "settled_by")
    return lines if is_secretariat(user) else lines.none()


def bank_statements_visible_to(user: Any) -> QuerySet[BankStatement]:
    """As the lines; with how many there are and how many wait."""
    statements = BankStatement.objects.annotate(
        line_count=Count("lines"), open_count=Count("lines", filter=Q(lines__status=BankLine.Status.OPEN))
    )
    # Counting groups, and a group has no order of its own.
    statements = statements.order_by("-to_on", "-pk")
    return statements if is_secretariat(user) else statements.none()


def waiting_lines(lines: QuerySet[BankLine]) -> QuerySet[BankLine]:
    """Those that nobody has settled, the oldest first."""
    return lines.filter(status=BankLine.Status.OPEN).order_by("booked_on", "pk")


def statement_before(statement: BankStatement) -> BankStatement | None:
    """The account's last statement that ends on or before the first day of this one."""
    earlier = BankStatement.objects.filter(
        account=statement.account, currency=statement.currency, to_on__lte=statement.from_on
    )
    return earlier.exclude(pk=statement.pk).order_by("-to_on", "-pk").first()


def is_after_gap(statement: BankStatement) -> bool:
    """Does it open at another balance than the one before it closed at? Then a statement between them is missing."""
    before = statement_before(statement)
    return bool(
        before
        and before.to_on < statement.from_on
        and None not in (before.closing, statement.opening)
        and before.closing != statement.opening
    )


# What matching reads of an invoice, in the order of `_open_invoice`: the queue asks for every open one, so no objects.
FACTS = (
    "pk",
    "number",
    "balance__open",
    "currency",
    "organisation__aliases",
    "organisation__name_en",
    "organisation__name_ko",
    "organisation__name_zh",
    "organisation__name_native",
    "debtor_name",
)


def open_invoice_rows(currencies: Iterable[str] = ()) -> list[OpenInvoice]:
    """Every open invoice as matching wants it: names in all scripts, past aliases among them, and its references."""
    invoices = Invoice.objects.filter(balance__open__gt=0)
    if currencies := set(currencies):
        invoices = invoices.filter(currency__in=currencies)
    return [_open_invoice(*row) for row in invoices.order_by("pk").values_list(*FACTS)]


def open_invoice(invoice: Invoice) -> OpenInvoice:
    """One open invoice as matching wants it."""
    facts: list[Any] = [reduce(getattr, fact.split("__"), invoice) for fact in FACTS]
    return _open_invoice(*facts)


def _open_invoice(
    key: int, number: str, amount: Decimal, currency: str, aliases: Iterable[str], *names: str
) -> OpenInvoice:
    known = tuple(dict.fromkeys(filter(None, (*names, *aliases))))
    return OpenInvoice(key, number, amount, currency, known, (creditor_reference(number),))


def open_line(line: BankLine) -> OpenLine:
    """One line as matching wants it."""
    return OpenLine(
        key=line.pk,
        amount=line.amount,
        currency=line.currency,
        payer=line.payer,
        texts=tuple(line.texts),
        instructed_amount=line.instructed_amount,
        instructed_currency=line.instructed_currency,
        is_repeated=line.is_repeated,
    )


def proposals_for(lines: Sequence[BankLine]) -> dict[int, tuple[Proposal, ...]]:
    """What each of the lines may pay, likeliest first; what is certain stands first of all."""
    rows = [open_line(line) for line in lines if line.status == BankLine.Status.OPEN]
    if not rows:
        return {}
    found = match(rows, open_invoice_rows(row.currency for row in rows), charges_limits=charges_limits())
    matches: dict[int, tuple[Match, ...]] = {**found.proposals, **{sure.line: (sure,) for sure in found.certain}}
    wanted = {share.invoice for several in matches.values() for one in several for share in one.shares}
    invoices = Invoice.objects.select_related("organisation", "balance").in_bulk(wanted)
    currencies = {row.key: row.currency for row in rows}
    return {
        key: tuple(_proposal(one, invoices, currencies[key]) for one in several) for key, several in matches.items()
    }


def payments_of(line: BankLine) -> QuerySet[Payment]:
    """What is recorded of a line, with the invoices that it paid."""
    payments = Payment.objects.filter(source_kind=BankLine._meta.label, source_id=str(line.pk), cancelled_at=None)
    return payments.select_related("organisation").prefetch_related("allocations__invoice").order_by("source_part")


def _proposal(one: Match, invoices: Mapping[int, Invoice], currency: str) -> Proposal:
    charges = sum((share.charges for share in one.shares), Decimal(0))
    return Proposal(
        match=one,
        invoices=tuple(invoices[share.invoice] for share in one.shares),
        rest=Money(one.rest, currency) if one.rest else None,
        charges=Money(charges, currency) if charges else None,
    )
