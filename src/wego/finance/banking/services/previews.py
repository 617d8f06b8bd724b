"""A bank's file shown before it is booked: brought in, taken back, kept as plain values; then brought in as shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.plain_text import plain
from wego.core.punctuation import joined
from wego.core.rules import RuleError
from wego.engines.banking import FileReading, account_key
from wego.finance.banking.models import BankLine, BankPreview
from wego.finance.banking.queries import Proposal, proposals_for
from wego.finance.banking.services.imports import let_go
from wego.finance.banking.services.lines import certain_matches, match_all
from wego.finance.banking.services.statements import (
    Imported,
    Keeper,
    StatementRefused,
    given_layout,
    read,
    upload_of,
    uploaded,
)
from wego.finance.banking.wording import render_gaps, render_notes
from wego.finance.models import Payment

KEPT_FOR = timedelta(days=14)
NOTHING = Decimal(0)
Plan = dict[str, Any]


class AnotherAccount(StatementRefused):
    """The file is of another account than was chosen."""


class BooksChanged(RuleError):
    """What the file would do is no longer what was shown."""


class _Undone(Exception):
    """Ends a trial: everything is taken back, and this is what it did."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def preview_statement(
    *,
    file: File,
    by: User | None,
    at: datetime,
    encoding: str = "utf-8",
    account: str = "",
    currency: str = "",
    columns: Mapping[str, str] | None = None,
) -> BankPreview:
    """Keep a file with what bringing it in would do; nothing of it is booked.

    Raises DataFaults, or StatementRefused, where the file cannot be taken; AnotherAccount where it is of another one.
    """
    name, raw = uploaded(file)
    upload, layout = upload_of(name, raw), given_layout(columns, account, currency)
    reading, layout = read(name, raw, encoding, layout, at)
    _check_account(reading, account)
    one = BankPreview(
        file_name=name,
        encoding=encoding,
        account=layout.account,
        currency=layout.currency,
        columns=dict(layout.names),
        language=translation.get_language() or "en",
        shown_at=at,
        shown_by=by,
    )
    one.file.save(upload.stored_name, ContentFile(raw), save=False)
    try:
        one.plan = _tried(one, raw, by=by, at=at)
    except Exception:
        one.file.delete(save=False)
        raise
    one.save()
    after = {"sha256": upload.sha256, "lines": one.plan["added"]}
    audit.record("bank_preview.shown", one, by=by, at=at, after=after)
    return one


def accept_preview(*, preview_id: int, by: User | None, at: datetime) -> BankPreview:
    """Bring a previewed file in as it was shown, or not at all.

    Raises BooksChanged where it would now do something else; what it would do now is kept to be looked at.
    """
    try:
        with transaction.atomic():
            one = BankPreview.objects.select_for_update().get(pk=preview_id)
            state.move(one, BankPreview.Status.ACCEPTED)
            with one.file.open("rb") as kept:
                raw = kept.read()
            plan = _bring_in(one, raw, by=by, at=at)
            if plan != one.plan:
                raise _Undone(plan)
            one.settled_at = at
            if not plan["added"]:
                let_go(one)
            one.save()
            after = {name: plan[name] for name in ("added", "known", "matched")}
            audit.record("bank_preview.accepted", one, by=by, at=at, after=after)
    except _Undone as changed:
        BankPreview.objects.filter(pk=preview_id).update(plan=changed.plan)
        message = _(
            "The books have changed since this preview. Nothing was recorded: check the preview again, then accept."
        )
        raise BooksChanged(message) from None
    except IntegrityError as error:
        raise _at_once() from error
    return one


@transaction.atomic
def drop_preview(*, preview_id: int, by: User | None, at: datetime) -> BankPreview:
    """Let a previewed file go; nothing of it is kept."""
    one = BankPreview.objects.select_for_update().get(pk=preview_id)
    if one.status != BankPreview.Status.SHOWN:
        raise StatementRefused(_("Only a file that has not been accepted can be discarded."))
    state.move(one, BankPreview.Status.DROPPED)
    one.plan, one.settled_at = {}, at
    let_go(one)
    one.save()
    audit.record("bank_preview.dropped", one, by=by, at=at)
    return one


def forget_previews(at: datetime) -> None:
    """A periodic job: what nobody has accepted for two weeks goes."""
    for one in BankPreview.objects.filter(status=BankPreview.Status.SHOWN, shown_at__lt=at - KEPT_FOR):
        drop_preview(preview_id=one.pk, by=None, at=at)


def _check_account(reading: FileReading, account: str) -> None:
    others = {one.account for one in reading.statements if account_key(one.account) != account_key(account)}
    if account and others:
        facts = {"found": joined(sorted(others)), "chosen": account}
        message = _(
            "This file is for account %(found)s, not %(chosen)s. Nothing was imported; choose the right account."
        )
        raise AnotherAccount(message % facts)


def _at_once() -> StatementRefused:
    return StatementRefused(_("Someone else is importing the same transactions. Check the file again."))


def _tried(one: BankPreview, raw: bytes, *, by: User | None, at: datetime) -> Plan:
    try:
        with transaction.atomic():
            raise _Undone(_bring_in(one, raw, by=by, at=at))
    except _Undone as tried:
        return tried.plan
    except IntegrityError as error:
        raise _at_once() from error


def _bring_in(one: BankPreview, raw: bytes, *, by: User | None, at: datetime) -> Plan:
    """Keep what is new and match what is certain, in the caller's transaction; what that did, as plain values."""
    layout = given_layout(one.columns, one.account, one.currency)
    reading, layout = read(one.file_name, raw, one.encoding, layout, one.shown_at)
    upload = upload_of(one.file_name, raw)
    keeper = Keeper(reading, layout, upload, raw, False, stored=[str(one.file.name)])
    result = keeper.keep(by, at)
    matches = certain_matches() if result.added else ()
    matched = match_all(matches, by=by, at=at)
    new = BankLine.objects.filter(statement__in=result.statements)
    earlier = BankLine.objects.filter(pk__in=[match.line for match in matches], status=BankLine.Status.MATCHED)
    shown = [*earlier.exclude(pk__in=new.values("pk")).order_by("pk"), *new.order_by("pk")]
    with translation.override(one.language):
        notes = [*render_gaps(result.gaps), *render_notes(reading.notes)]
    return {
        "added": result.added,
        "known": result.known,
        "doubtful": result.doubtful,
        "matched": matched,
        "notes": notes,
        "accounts": sorted({f"{one.account} ({one.currency})" for one in reading.statements}),
        "lines": [*_lines_planned(shown), *_lines_known(reading, result, new)],
    }


def _lines_planned(lines: Sequence[BankLine]) -> Iterator[Plan]:
    """What became of each line, or what may become of it."""
    payments = _payments_of(lines)
    proposals = proposals_for([line for line in lines if line.status == BankLine.Status.OPEN])
    for line in lines:
        facts = {
            "booked_on": line.booked_on.isoformat(),
            "amount": str(line.money.amount),
            "currency": line.currency,
            "payer": line.payer,
            "text": line.text,
        }
        if line.status == BankLine.Status.MATCHED:
            yield {**facts, "kind": "certain", **_paid(payments[str(line.pk)])}
        elif line.status == BankLine.Status.OUTGOING:
            yield {**facts, "kind": "outgoing"}
        elif proposed := proposals.get(line.pk):
            yield {**facts, "kind": "proposed", **_proposed(proposed[0])}
        else:
            yield {**facts, "kind": "unmatched"}


def _lines_known(reading: FileReading, result: Imported, new: Iterable[BankLine]) -> Iterator[Plan]:
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
    return {"parts": parts, "charges": str(charges), "rest": str(rest)}


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
    return {"parts": parts, "charges": str(charges), "rest": str(rest)}
