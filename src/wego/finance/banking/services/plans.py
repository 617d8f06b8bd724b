"""What a bank's file does, as plain values: each line with what becomes of it and all that it pays.

A short file is tried: brought in, and taken back (`previews`). Of a long one that would hold the database for minutes;
its lines alone are tried, and what they match is reckoned from what is owed (`planned`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core.plain_text import plain
from wego.core.punctuation import joined
from wego.engines.banking import FileReading, Layout, account_key
from wego.finance.banking.matching import Match, match
from wego.finance.banking.models import BankImport, BankLine, BankPreview
from wego.finance.banking.queries import (
    Proposal,
    charges_limits,
    open_invoice_rows,
    open_line,
    proposal_from,
    proposals_for,
)
from wego.finance.banking.services.statements import Imported, Keeper, StatementRefused, given_layout, read, upload_of
from wego.finance.banking.wording import render_gaps, render_notes
from wego.finance.models import Invoice, Payment

NOTHING = Decimal(0)
STEPS = 4  # of a long file: read, its lines tried, matched, told
Plan = dict[str, Any]


class AnotherAccount(StatementRefused):
    """The file is of another account than was chosen."""


@dataclass
class _Tried(Exception):
    """Ends the trial of a file's lines; nothing of them stays."""

    result: Imported
    new: list[BankLine] = field(default_factory=list)
    waiting: list[BankLine] = field(default_factory=list)


def check_account(reading: FileReading, account: str) -> None:
    others = {one.account for one in reading.statements if account_key(one.account) != account_key(account)}
    if account and others:
        facts = {"found": joined(sorted(others)), "chosen": account}
        message = _(
            "This file is for account %(found)s, not %(chosen)s. Nothing was imported; choose the right account."
        )
        raise AnotherAccount(message % facts)


def at_once() -> StatementRefused:
    return StatementRefused(_("Someone else is importing the same transactions. Check the file again."))


def books_changed() -> str:
    return _("The books have changed since this preview. Nothing was recorded: check the preview again, then accept.")


def content_of(one: BankPreview | BankImport) -> bytes:
    """The file as it was sent."""
    with one.file.open("rb") as kept:
        return bytes(kept.read())


def plan_of(
    one: BankPreview, reading: FileReading, layout: Layout, result: Imported, matched: int, lines: Iterable[Plan]
) -> Plan:
    """Everything that is shown of a file."""
    with translation.override(one.language):
        notes = [*render_gaps(result.gaps), *render_notes(reading.notes)]
    return {
        "added": result.added,
        "known": result.known,
        "doubtful": result.doubtful,
        "matched": matched,
        "notes": notes,
        "columns": dict(layout.names),
        "accounts": sorted({f"{one.account} ({one.currency})" for one in reading.statements}),
        "lines": list(lines),
    }


def planned(one: BankPreview, raw: bytes, *, at: datetime, told: Callable[[int], None] = lambda step: None) -> Plan:
    """What a long file would do; `told` hears of each step. The database is held for as long as its lines take alone.

    Raises DataFaults, or StatementRefused, where the file cannot be taken.
    """
    layout = given_layout(one.columns, one.account, one.currency)
    reading, layout = read(one.file_name, raw, one.encoding, layout, one.shown_at)
    check_account(reading, one.account)
    told(1)
    keeper = Keeper(reading, layout, upload_of(one.file_name, raw), str(one.file.name))
    tried = _tried(keeper, by=one.shown_by, at=at)
    told(2)
    certain, proposed = _judged(tried.waiting)
    told(3)
    earlier = sorted(certain.keys() - {line.pk for line in tried.new})
    kept = {line.pk: line for line in tried.waiting}
    lines = [*(kept[pk] for pk in earlier), *tried.new]
    shown = [*_lines_reckoned(lines, certain, proposed), *lines_known(reading, tried.result, tried.new)]
    told(STEPS)
    return plan_of(one, reading, layout, tried.result, len(certain), shown)


def _tried(keeper: Keeper, *, by: User | None, at: datetime) -> _Tried:
    """The lines that are new, and all that would wait then; nothing of it stays."""
    try:
        with transaction.atomic():
            result = keeper.keep(by, at)
            new = list(BankLine.objects.filter(statement__in=result.statements).order_by("pk"))
            waiting = BankLine.objects.filter(status=BankLine.Status.OPEN).order_by("pk")
            raise _Tried(result, new, list(waiting) if result.added else [])
    except _Tried as tried:
        return tried
    except IntegrityError as error:
        raise at_once() from error


def _judged(waiting: Sequence[BankLine]) -> tuple[dict[int, Proposal], dict[int, Proposal]]:
    """What is certain of each line; and of each other one what is likeliest once that is paid."""
    rows, limits = [open_line(line) for line in waiting], charges_limits()
    owed = {one.key: one for one in open_invoice_rows()} if rows else {}
    sure = match(rows, owed.values(), charges_limits=limits).certain
    for share in (share for one in sure for share in one.shares):
        before = owed[share.invoice]
        owed[share.invoice] = replace(before, amount=before.amount - share.amount - share.charges)
    done = {one.line for one in sure}
    rest = match([row for row in rows if row.key not in done], owed.values(), charges_limits=limits)
    others: list[Match] = [*rest.certain, *(several[0] for several in rest.proposals.values())]
    wanted = {share.invoice for one in (*sure, *others) for share in one.shares}
    invoices = Invoice.objects.select_related("organisation", "balance").in_bulk(wanted)
    currencies = {row.key: row.currency for row in rows}
    certain, proposed = (
        {one.line: proposal_from(one, invoices, currencies[one.line]) for one in found} for found in (sure, others)
    )
    return certain, proposed


def _lines_reckoned(
    lines: Sequence[BankLine], certain: dict[int, Proposal], proposed: dict[int, Proposal]
) -> Iterator[Plan]:
    for line in lines:
        if line.pk in certain:
            yield {**_facts(line), "kind": "certain", **_proposed(certain[line.pk])}
        elif line.status == BankLine.Status.OUTGOING:
            yield {**_facts(line), "kind": "outgoing"}
        elif line.pk in proposed:
            yield {**_facts(line), "kind": "proposed", **_proposed(proposed[line.pk])}
        else:
            yield {**_facts(line), "kind": "unmatched"}


def _facts(line: BankLine) -> Plan:
    return {
        "booked_on": line.booked_on.isoformat(),
        "amount": str(line.money.amount),
        "currency": line.currency,
        "payer": line.payer,
        "text": line.text,
    }


def lines_planned(lines: Sequence[BankLine]) -> Iterator[Plan]:
    """What became of each line, or what may become of it."""
    payments = _payments_of(lines)
    proposals = proposals_for([line for line in lines if line.status == BankLine.Status.OPEN])
    for line in lines:
        facts = _facts(line)
        if line.status == BankLine.Status.MATCHED:
            yield {**facts, "kind": "certain", **_paid(payments[str(line.pk)])}
        elif line.status == BankLine.Status.OUTGOING:
            yield {**facts, "kind": "outgoing"}
        elif proposed := proposals.get(line.pk):
            yield {**facts, "kind": "proposed", **_proposed(proposed[0])}
        else:
            yield {**facts, "kind": "unmatched"}


def lines_known(reading: FileReading, result: Imported, new: Iterable[BankLine]) -> Iterator[Plan]:
    """Lines of the file that an earlier one brought: of equal ones, as many as were not new."""
    fresh: dict[tuple[Any, ...], int] = defaultdict(int)
    for kept in new:
        fresh[kept.booked_on, kept.amount, kept.file_line] += 1
    if not result.known:
        return
    for statement in reading.statements:
        for line in statement.lines:
            key = (line.booked_on, line.amount, line.number)
            if fresh[key]:
                fresh[key] -= 1
                continue
            yield {
                "booked_on": line.booked_on.isoformat(),
                "amount": str(line.amount),
                "currency": line.currency,
                "payer": plain(line.payer),
                "text": plain(line.text),
                "kind": "known",
            }


def _payments_of(lines: Sequence[BankLine]) -> dict[str, list[Payment]]:
    found: dict[str, list[Payment]] = defaultdict(list)
    payments = Payment.objects.filter(
        source_kind=BankLine._meta.label, source_id__in=[str(line.pk) for line in lines], cancelled_at=None
    )
    read_ = payments.select_related("organisation").prefetch_related("allocations__invoice__balance")
    for payment in read_.order_by("pk"):
        found[payment.source_id].append(payment)
    return found


def _paid(payments: Sequence[Payment]) -> Plan:
    parts = [
        {
            "invoice": {"number": used.invoice.number, "organisation": str(payment.organisation)},
            "pays": str(used.amount),
            "left": str(used.invoice.balance.open),
        }
        for payment in payments
        for used in payment.allocations.all()
    ]
    charges = sum((payment.charges for payment in payments), NOTHING)
    rest = sum((payment.unapplied for payment in payments), NOTHING)
    return {"parts": parts, "charges": str(charges or NOTHING), "rest": str(rest or NOTHING)}


def _proposed(proposal: Proposal) -> Plan:
    parts = [
        {
            "invoice": {"number": part.invoice.number, "organisation": str(part.invoice.organisation)},
            "pays": str(part.pays.amount),
            "left": str(part.left.amount),
        }
        for part in proposal.parts
    ]
    charges, rest = (money.amount if money else NOTHING for money in (proposal.charges, proposal.rest))
    return {"parts": parts, "charges": str(charges or NOTHING), "rest": str(rest or NOTHING)}
