"""Issuing invoices: one, or ten thousand in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from wego.core import audit
from wego.core.audit import Actor
from wego.core.money import Money
from wego.core.punctuation import joined
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.finance.models import (
    Account,
    BillingContact,
    Instalment,
    Invoice,
    InvoiceBalance,
    InvoiceLine,
    JournalEntry,
    NumberSeries,
)
from wego.finance.models.fields import pointer
from wego.finance.queries.terms import terms_in_force
from wego.finance.services.booking_dates import check_day
from wego.finance.services.books import BATCH, Booking, Move, book_all
from wego.finance.services.debtor_names import keep_names
from wego.finance.services.number_series import number_text, take_numbers
from wego.members.models import Organisation
from wego.members.queries.affiliations import languages_of_officers

INCOME = {
    Invoice.Kind.DUES: Account.DUES_INCOME,
    Invoice.Kind.OPENING: Account.OPENING_BALANCE,
    Invoice.Kind.OTHER: Account.OTHER_INCOME,
}


# What is due later than this is a year that slipped.
LONGEST_TERM = timedelta(days=10 * 366)


class InvoiceRefused(RuleError):
    """The invoice cannot be issued; the message says why."""


class AlreadyInvoiced(InvoiceRefused):
    """The organisation has its invoice of this year."""

    def __init__(self, message: str, organisation_ids: Sequence[int]):
        super().__init__(message)
        self.organisation_ids = list(organisation_ids)


@dataclass(frozen=True)
class DraftLine:
    """One thing to be invoiced; `description` by language, English at least."""

    description: Mapping[str, str]
    unit_price: Decimal
    quantity: Decimal = Decimal(1)

    @property
    def amount(self) -> Decimal:
        return self.unit_price * self.quantity


@dataclass(frozen=True)
class InvoiceDraft:
    """An invoice before it is issued. What is left out: issued today, due by the terms, in the language of the
    contact, else of the officer."""

    organisation: Organisation
    year: int
    currency: str
    lines: Sequence[DraftLine]
    kind: str = Invoice.Kind.DUES
    explanation: Mapping[str, Sequence[str]] = field(default_factory=dict)
    cause: Reference | None = None
    issued_on: date | None = None
    due_on: date | None = None
    instalments: Sequence[tuple[date, Decimal]] = ()
    supersedes: Invoice | None = None
    language: str = ""
    is_demonstration: bool = False

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))


def issue_invoice(draft: InvoiceDraft, *, by: Actor | None, at: datetime) -> Invoice:
    """Issue one invoice."""
    return issue_invoices([draft], by=by, at=at)[0]


def enter_opening_arrear(
    *,
    organisation: Organisation,
    year: int,
    amount: Decimal,
    currency: str,
    due_on: date,
    by: Actor | None,
    at: datetime,
    description: Mapping[str, str] | None = None,
) -> Invoice:
    """Enter what an organisation still owes from before the platform, dated by the day on which it was due."""
    draft = InvoiceDraft(
        organisation=organisation,
        year=year,
        currency=currency,
        lines=[DraftLine(description or _unpaid_fee_of(year), amount)],
        kind=Invoice.Kind.OPENING,
        issued_on=due_on,
        due_on=due_on,
    )
    return issue_invoice(draft, by=by, at=at)


def _unpaid_fee_of(year: int) -> dict[str, str]:
    """What an arrear from before is for, in every language of the platform."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = _("Membership fee of %(year)s, unpaid before this platform") % {"year": year}
    return found


@transaction.atomic
def issue_invoices(drafts: Sequence[InvoiceDraft], *, by: Actor | None, at: datetime) -> list[Invoice]:
    """Issue a batch whole or not at all, numbered in its order; raises AlreadyInvoiced for repeated dues."""
    today = timezone.localdate(at)
    for draft in drafts:
        _check(draft, today)
    places = _places(drafts, today)
    _refuse_repeated(drafts)
    invoices = Invoice.objects.bulk_create(_invoices(drafts, places, today, at), batch_size=BATCH)
    pairs = list(zip(invoices, drafts, strict=True))
    InvoiceLine.objects.bulk_create(
        [
            InvoiceLine(
                invoice=invoice,
                position=position,
                description=dict(line.description),
                quantity=line.quantity,
                unit_price=line.unit_price,
                amount=line.amount,
            )
            for invoice, draft in pairs
            for position, line in enumerate(draft.lines, 1)
        ],
        batch_size=BATCH,
    )
    Instalment.objects.bulk_create(
        Instalment(invoice=invoice, due_on=day, amount=amount)
        for invoice, draft in pairs
        for day, amount in draft.instalments
    )
    InvoiceBalance.objects.bulk_create(
        [InvoiceBalance(invoice=invoice, total=invoice.total, open=invoice.total) for invoice in invoices],
        batch_size=BATCH,
    )
    keep_names([draft.organisation for draft in drafts])
    book_all([_booking(invoice) for invoice in invoices], at=at)
    audit.record_many("invoice.issued", [(invoice, _facts(invoice)) for invoice in invoices], by=by, at=at)
    return invoices


def _check(draft: InvoiceDraft, today: date) -> None:
    name = draft.organisation.name
    if not draft.lines or draft.total <= 0:
        raise InvoiceRefused(_("%(name)s: enter an amount above zero.") % {"name": name})
    if any(Money(line.amount, draft.currency).rounded().amount != line.amount for line in draft.lines):
        raise InvoiceRefused(_("%(name)s: the amount has more decimals than the currency allows.") % {"name": name})
    if any(not line.description.get("en") for line in draft.lines):
        raise InvoiceRefused(_("%(name)s: every line needs an English description.") % {"name": name})
    issued_on = draft.issued_on or today
    if issued_on > today:
        raise InvoiceRefused(_("%(name)s: the date of issue cannot be in the future.") % {"name": name})
    if draft.due_on and draft.due_on < issued_on:
        raise InvoiceRefused(_("%(name)s: the due date cannot be before the date of issue.") % {"name": name})
    if draft.instalments:
        days = [day for day, _amount in draft.instalments]
        if sum(amount for _day, amount in draft.instalments) != draft.total or len(set(days)) != len(days):
            raise InvoiceRefused(
                _("%(name)s: the instalments must add up to the total, each on a different date.") % {"name": name}
            )
        if min(days) < issued_on:
            raise InvoiceRefused(_("%(name)s: the due date cannot be before the date of issue.") % {"name": name})
    for day in (issued_on, *([draft.due_on] if draft.due_on else []), *(day for day, _amount in draft.instalments)):
        check_day(day, latest=issued_on + LONGEST_TERM)
    if draft.supersedes is not None:
        _check_superseded(draft, draft.supersedes)


def _check_superseded(draft: InvoiceDraft, former: Invoice) -> None:
    credited = sum(note.amount for note in former.credit_notes.all())
    if former.organisation_id != draft.organisation.pk or former.year != draft.year or former.kind != draft.kind:
        raise InvoiceRefused(_("An invoice can only replace one of the same organisation, kind and year."))
    if credited != former.total:
        raise InvoiceRefused(
            _("Invoice %(number)s must be fully credited before another invoice can replace it.")
            % {"number": former.number}
        )
    if Invoice.objects.filter(supersedes=former).exists():
        raise InvoiceRefused(_("%(number)s has already been replaced by another invoice.") % {"number": former.number})


def _refuse_repeated(drafts: Sequence[InvoiceDraft]) -> None:
    """Checked under the lock of the number series: of two runs at once, the second sees what the first has issued."""
    wanted = [
        (draft.organisation.pk, draft.year)
        for draft in drafts
        if draft.kind == Invoice.Kind.DUES and draft.supersedes is None
    ]
    years = {year for _organisation, year in wanted}
    issued = set(
        Invoice.objects.filter(kind=Invoice.Kind.DUES, year__in=years, supersedes=None).values_list(
            "organisation_id", "year"
        )
    )
    repeated = [organisation for organisation, year in wanted if (organisation, year) in issued]
    if len(set(wanted)) < len(wanted):
        repeated += [organisation for organisation, _year in wanted if wanted.count((organisation, _year)) > 1]
    if repeated:
        names = Organisation.objects.filter(pk__in=repeated[:5])
        raise AlreadyInvoiced(
            _("Already invoiced for that year: %(names)s. Nothing was issued twice.")
            % {"names": joined(organisation.name for organisation in names)},
            repeated,
        )


def _places(drafts: Sequence[InvoiceDraft], today: date) -> list[tuple[str, int, int]]:
    """Series, year and place of each draft's number, in the batch's order."""
    keys = [
        (
            NumberSeries.Kind.OPENING if draft.kind == Invoice.Kind.OPENING else NumberSeries.Kind.INVOICE,
            (draft.issued_on or today).year,
        )
        for draft in drafts
    ]
    # Sorted, so that two batches over the same years never wait for each other crosswise.
    numbers = {key: iter(take_numbers(kind=key[0], year=key[1], count=keys.count(key))) for key in sorted(set(keys))}
    return [(*key, next(numbers[key])) for key in keys]


def _invoices(
    drafts: Sequence[InvoiceDraft], places: Sequence[tuple[str, int, int]], today: date, at: datetime
) -> list[Invoice]:
    days = terms_in_force().payment_days
    contacts = (
        {
            contact.organisation_id: contact
            for contact in BillingContact.objects.filter(organisation__in={draft.organisation.pk for draft in drafts})
        }
        if len(drafts) < BATCH
        else {contact.organisation_id: contact for contact in BillingContact.objects.all()}
    )
    officers = languages_of_officers()
    made = []
    for draft, (series, year, sequence) in zip(drafts, places, strict=True):
        contact = contacts.get(draft.organisation.pk)
        language = draft.language or (contact.language if contact else officers.get(draft.organisation.pk, "en"))
        issued_on = draft.issued_on or today
        last = max((day for day, _amount in draft.instalments), default=None)
        made.append(
            Invoice(
                kind=draft.kind,
                number=number_text(kind=series, year=year, sequence=sequence),
                series_year=year,
                sequence=sequence,
                organisation=draft.organisation,
                year=draft.year,
                total=draft.total,
                currency=draft.currency,
                issued_on=issued_on,
                due_on=last or draft.due_on or issued_on + timedelta(days=days),
                issued_at=at,
                language=language,
                debtor_name=draft.organisation.name.in_language(language),
                debtor_address=contact.address if contact else "",
                debtor_country=draft.organisation.country,
                purchase_reference=contact.purchase_reference if contact else "",
                explanation={language: list(steps) for language, steps in draft.explanation.items()},
                supersedes=draft.supersedes,
                is_demonstration=draft.is_demonstration,
                **pointer("cause", draft.cause),
            )
        )
    return made


def _booking(invoice: Invoice) -> Booking:
    is_opening = invoice.kind == Invoice.Kind.OPENING
    income = INCOME[Invoice.Kind(invoice.kind)]
    return Booking(
        act=JournalEntry.Act.OPENING if is_opening else JournalEntry.Act.INVOICE,
        cause=invoice,
        moves=[Move(Account.RECEIVABLE, income, invoice.total, invoice.currency, invoice.organisation_id, invoice)],
        valued_on=invoice.issued_on,
    )


def _facts(invoice: Invoice) -> dict[str, object]:
    return {
        "organisation": invoice.organisation_id,
        "year": invoice.year,
        "total": invoice.total,
        "currency": invoice.currency,
        "due_on": invoice.due_on,
    }
