"""Reads of bank statements and lines: the queue with its proposals, statements, one line with what it paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from wego.accounts.authorization import permitted_rows
from wego.core.money import Money
from wego.core.numbers import whole_number
from wego.core.texts import Text
from wego.engines.banking import KeptLine, KeptStatement, Statement, account_key, statement_count
from wego.finance.banking.candidates import invoices_that_may_be_paid
from wego.finance.banking.matching import Certainty, Match, OpenInvoice, OpenLine, match, payment_of
from wego.finance.banking.models import BankImport, BankLine, BankPreview, BankStatement
from wego.finance.models import BankAccount, Invoice, Payment, Refund
from wego.finance.models.invoices import creditor_reference
from wego.members.models import Organisation

# How much banks on the way may keep without a question, by currency. Ours; the network's documents say nothing of it.
CHARGES_LIMITS = {"USD": Decimal(50), "EUR": Decimal(45)}
LOOK_BACK = 200
MOST_CREDITS = 5


def charges_limits() -> Mapping[str, Decimal]:
    """The limits in force: the settings', else ours."""
    return getattr(settings, "WEGO_CHARGES_LIMITS", None) or CHARGES_LIMITS


@dataclass(frozen=True)
class LineEffect:
    """What a line would do to one invoice: how much it pays, and what would stay open."""

    invoice: Invoice
    pays: Money
    left: Money


@dataclass(frozen=True)
class Proposal:
    """One reading of a line with the invoices that it would pay, and everything that confirming it would do."""

    match: Match
    parts: tuple[LineEffect, ...]
    rest: Money | None
    charges: Money | None

    @property
    def invoices(self) -> tuple[Invoice, ...]:
        return tuple(part.invoice for part in self.parts)

    @property
    def rest_is_of(self) -> Organisation:
        """Whose credit the rest becomes."""
        return self.parts[-1].invoice.organisation

    @property
    def certainty(self) -> Certainty:
        return self.match.certainty


def bank_lines_visible_to(user: Any) -> QuerySet[BankLine]:
    """Who sees the books, nobody else: lines name people and their accounts."""
    lines = BankLine.objects.select_related("statement", "settled_by")
    return permitted_rows(lines, user, "finance.see_books")


def bank_statements_visible_to(user: Any) -> QuerySet[BankStatement]:
    """As the lines; with how many there are and how many wait."""
    statements = BankStatement.objects.annotate(
        line_count=Count("lines"), open_count=Count("lines", filter=Q(lines__status=BankLine.Status.OPEN))
    )
    # Counting groups, and a group has no order of its own.
    statements = statements.order_by("-to_on", "-pk")
    return permitted_rows(statements, user, "finance.see_books")


def bank_imports_visible_to(user: Any) -> QuerySet[BankImport]:
    """As the statements: files that are, or were, brought in in the background, the latest first."""
    return permitted_rows(BankImport.objects.all(), user, "finance.see_books")


def bank_previews_visible_to(user: Any) -> QuerySet[BankPreview]:
    """As the statements: files that were shown before they were booked, the latest first."""
    return permitted_rows(BankPreview.objects.all(), user, "finance.see_books")


def waiting_previews(user: Any) -> QuerySet[BankPreview]:
    """Those that are being read, or wait to be accepted; without their lines, which may be thousands."""
    waiting = (BankPreview.Status.READING, BankPreview.Status.SHOWN)
    return bank_previews_visible_to(user).filter(status__in=waiting).defer("plan")


def kept_upload(user: Any, number: str) -> BankPreview | None:
    """A table that was refused to this person and is kept until its columns are named."""
    pk = whole_number(number)
    if pk is None:
        return None
    own = bank_previews_visible_to(user).filter(shown_by=user, status=BankPreview.Status.REFUSED)
    return own.exclude(file="").filter(pk=pk).first()


def waiting_lines(lines: QuerySet[BankLine]) -> QuerySet[BankLine]:
    """Those that nobody has settled, the oldest first."""
    return lines.filter(status=BankLine.Status.OPEN).order_by("booked_on", "pk")


def accounts_like(account: str) -> list[str]:
    """Every way in which kept statements write an account."""
    wanted = account_key(account)
    known = BankStatement.objects.order_by().values_list("account", flat=True).distinct()
    return [one for one in known if account_key(one) == wanted]


def kept_statements(statement: Statement, *, without: Sequence[int] = ()) -> list[KeptStatement]:
    """The kept statements of an account that share days with one that comes, with the lines that each brought."""
    days = [line.booked_on for line in statement.lines] or [statement.from_on]
    first, last = min(days), max(days)
    near = Q(from_on__lte=statement.to_on, to_on__gte=statement.from_on)
    found = BankStatement.objects.filter(
        near | Q(lines__booked_on__range=(first, last)),
        account__in=accounts_like(statement.account),
        currency=statement.currency,
    )
    found = found.exclude(pk__in=without).distinct().order_by("pk")
    rows = BankLine.objects.filter(statement__in=found, booked_on__range=(first, last)).order_by("pk")
    lines: dict[int, list[KeptLine]] = {}
    for pk, facts, booked_on, amount in rows.values_list("statement_id", "facts", "booked_on", "amount"):
        lines.setdefault(pk, []).append(KeptLine(facts, booked_on, amount))
    return [
        KeptStatement(
            form=one.format.replace(".", ""),
            number=one.number,
            number_counts=one.is_counted,
            opening=one.opening,
            closing=one.closing,
            from_on=one.from_on,
            to_on=one.to_on,
            lines=tuple(lines.get(one.pk, ())),
        )
        for one in found
    ]


def columns_known(account: str = "") -> list[dict[str, str]]:
    """What earlier tables called our columns, those of this account first, then the latest; each once."""
    wanted = account_key(account)
    rows = BankStatement.objects.exclude(columns={}).order_by("-pk").values_list("account", "columns")[:200]
    found = sorted(rows, key=lambda row: account_key(row[0]) != wanted) if wanted else rows
    return list({tuple(sorted(one.items())): one for _account, one in reversed(list(found))}.values())[::-1]


def accounts_known() -> list[tuple[str, str]]:
    """(number, currency) of the accounts to which members pay or paid, and of the statements brought in; each once."""
    entered = list(BankAccount.objects.values_list("number", "currency"))
    brought = list(BankStatement.objects.order_by("account").values_list("account", "currency").distinct())
    found = {(account_key(number), currency): (number, currency) for number, currency in reversed([*entered, *brought])}
    return sorted(found.values(), key=lambda known: (known[1], known[0]))


def is_after_gap(statement: BankStatement) -> bool:
    """Does no kept statement close where this one opens, though there are earlier ones? Then one is missing.

    Within one day too. One that lies within another, or begins where another of that day begins, has no gap before it.
    """
    others = BankStatement.objects.filter(account__in=accounts_like(statement.account), currency=statement.currency)
    before = list(others.filter(to_on__lt=statement.from_on).order_by("-to_on", "-pk")[:LOOK_BACK])
    same_day = list(others.filter(from_on__lte=statement.to_on, to_on__gte=statement.from_on).exclude(pk=statement.pk))
    return _opens_elsewhere(statement, before, same_day)


def statements_after_gap(start: date, end: date) -> list[BankStatement]:
    """The statements that begin within some days and have a gap before them, in as many queries for many as for one."""
    by_account: dict[tuple[str, str], list[BankStatement]] = {}
    for one in BankStatement.objects.filter(from_on__lte=end).defer("columns", "file").order_by("-to_on", "-pk"):
        by_account.setdefault((account_key(one.account), one.currency), []).append(one)
    found = []
    for statements in by_account.values():
        for one in statements:
            if one.from_on < start:
                continue
            before = [other for other in statements if other.to_on < one.from_on][:LOOK_BACK]
            shared = [other for other in statements if other.from_on <= one.to_on and other.to_on >= one.from_on]
            if _opens_elsewhere(one, before, [other for other in shared if other.pk != one.pk]):
                found.append(one)
    return sorted(found, key=lambda one: (one.from_on, one.pk))


def _opens_elsewhere(
    statement: BankStatement, before: Sequence[BankStatement], same_day: Sequence[BankStatement]
) -> bool:
    """Beside the statements before it, the latest first, and those with which it shares days."""
    if statement.opening is None:
        return False
    if any(one.from_on < statement.from_on < one.to_on or one.opening == statement.opening for one in same_day):
        return False
    earlier = [one for one in same_day if one.opening != statement.closing and _comes_before(one, statement)]
    latest = earlier + [one for one in before if one.to_on == before[0].to_on]
    if not latest or any(one.closing is None for one in latest):
        return False
    return all(one.closing != statement.opening for one in latest)


def _comes_before(one: BankStatement, other: BankStatement) -> bool:
    """Of two that share days: by their last day, the bank's own count, and the order in which they were brought in."""
    if one.to_on != other.to_on:
        return one.to_on < other.to_on
    if one.is_counted and other.is_counted and one.number != other.number:
        return statement_count(one.number) < statement_count(other.number)
    return one.pk < other.pk


def taken_back_by(line: BankLine) -> QuerySet[BankLine]:
    """What came in before and may be what this line takes back: of the same account and amount, not yet undone."""
    lines = BankLine.objects.filter(
        statement__account__in=accounts_like(line.statement.account),
        currency=line.currency,
        amount=-line.amount,
        booked_on__lte=line.booked_on,
        status__in=[BankLine.Status.OPEN, BankLine.Status.MATCHED],
        is_reversal=False,
    )
    return lines.select_related("statement").order_by("-booked_on", "-pk")


def credits_taken_back(line: BankLine) -> list[BankLine]:
    """The same, those that share a reference, a text or the other side's account or name with it first."""
    if not (line.is_reversal and line.amount < 0):
        return []

    def shared(credit: BankLine) -> int:
        words = {*line.references, *line.texts, line.bank_reference} - {""}
        same = words & {*credit.references, *credit.texts, credit.bank_reference}
        is_account = bool(line.payer_account) and line.payer_account == credit.payer_account
        is_name = bool(line.payer) and line.payer == credit.payer
        return 4 * bool(same) + 2 * is_account + is_name

    return sorted(taken_back_by(line)[:LOOK_BACK], key=shared, reverse=True)[:MOST_CREDITS]


def refunds_that_may_be(line: BankLine) -> QuerySet[Refund]:
    """Refunds that were paid out before and may be what this line brings back."""
    if not (line.is_reversal and line.amount > 0):
        return Refund.objects.none()
    found = Refund.objects.filter(
        amount=line.money.amount, payment__currency=line.currency, paid_out_on__lte=line.booked_on
    )
    return found.select_related("payment__organisation").order_by("-paid_out_on", "-pk")


# What matching reads of an invoice, in the order of `_open_invoice`: it may be every open one, so no objects.
FACTS = (
    "pk",
    "number",
    "balance__open",
    "currency",
    "organisation__aliases",
    "organisation__name",
    "organisation__name_native",
    "debtor_name",
)


def open_invoice_rows() -> list[OpenInvoice]:
    """Every open invoice as matching wants it: names in all scripts, past aliases among them, and its references."""
    invoices = Invoice.objects.filter(balance__open__gt=0).order_by("pk")
    return [_open_invoice(*row) for row in invoices.values_list(*FACTS)]


def open_invoices_for(lines: Sequence[OpenLine]) -> list[OpenInvoice]:
    """The open invoices by which some lines are judged as they would be by all of them."""
    found = Invoice.objects.filter(pk__in=invoices_that_may_be_paid(lines))
    return [_open_invoice(*row) for row in found.order_by("pk").values_list(*FACTS)]


def open_invoice(invoice: Invoice) -> OpenInvoice:
    """One open invoice as matching wants it."""
    facts: list[Any] = [reduce(getattr, fact.split("__"), invoice) for fact in FACTS]
    return _open_invoice(*facts)


def _open_invoice(
    key: int, number: str, amount: Decimal, currency: str, aliases: Iterable[str], name: Text, *names: str
) -> OpenInvoice:
    known = tuple(dict.fromkeys(filter(None, (*name.texts.values(), *names, *aliases))))
    return OpenInvoice(key, number, amount, currency, known, (creditor_reference(number),))


def open_line(line: BankLine) -> OpenLine:
    """One line as matching wants it."""
    return OpenLine(
        key=line.pk,
        amount=line.money.amount,
        currency=line.currency,
        payer=line.payer,
        ultimate_payer=line.ultimate_payer,
        texts=tuple(line.texts),
        references=tuple(line.references),
        bank_reference=line.bank_reference,
        is_reversal=line.is_reversal,
        instructed_amount=line.instructed_amount,
        instructed_currency=line.instructed_currency,
        is_repeated=line.is_repeated,
    )


def proposals_for(lines: Sequence[BankLine]) -> dict[int, tuple[Proposal, ...]]:
    """What each of the lines may pay, likeliest first; what is certain stands first of all."""
    rows = [open_line(line) for line in lines if line.status == BankLine.Status.OPEN]
    if not rows:
        return {}
    found = match(rows, open_invoices_for(rows), charges_limits=charges_limits())
    matches: dict[int, tuple[Match, ...]] = {**found.proposals, **{sure.line: (sure,) for sure in found.certain}}
    wanted = {share.invoice for several in matches.values() for one in several for share in one.shares}
    invoices = Invoice.objects.select_related("organisation", "balance").in_bulk(wanted)
    currencies = {row.key: row.currency for row in rows}
    return {
        key: tuple(proposal_from(one, invoices, currencies[key]) for one in several) for key, several in matches.items()
    }


def payments_of(line: BankLine) -> QuerySet[Payment]:
    """What is recorded of a line, with the invoices that it paid."""
    payments = Payment.objects.filter(source_kind=BankLine._meta.label, source_id=str(line.pk), cancelled_at=None)
    return payments.select_related("organisation").prefetch_related("allocations__invoice").order_by("source_part")


def proposal_of(line: BankLine, chosen: Sequence[int]) -> Proposal:
    """What the line would do if it paid invoices that a person has chosen, in that order."""
    found = Invoice.objects.select_related("organisation", "balance").in_bulk(chosen)
    opened = [open_invoice(found[pk]) for pk in chosen]
    one = payment_of(open_line(line), opened, charges_limit=charges_limits().get(line.currency, Decimal(0)))
    return proposal_from(one, found, line.currency)


def proposal_from(one: Match, invoices: Mapping[int, Invoice], currency: str) -> Proposal:
    """A match with what it does to each invoice as it stands now."""
    charges = sum((share.charges for share in one.shares), Decimal(0))
    parts = []
    for share in one.shares:
        invoice = invoices[share.invoice]
        pays = share.amount + share.charges
        parts.append(LineEffect(invoice, Money(pays, currency), Money(invoice.balance.open - pays, currency)))
    return Proposal(
        match=one,
        parts=tuple(parts),
        rest=Money(one.rest, currency) if one.rest else None,
        charges=Money(charges, currency) if charges else None,
    )
