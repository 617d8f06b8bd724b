"""An organisation's invoices, payments, statement of account and billing contact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.accounts.authorization import permitted_rows
from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.form_tokens import repeatable
from wego.core.listings import ListPage, file_asked_of
from wego.core.money import Money
from wego.core.rules import RuleError
from wego.finance import ubl
from wego.finance.forms.addresses import AddressForm
from wego.finance.forms.member import BillingContactForm, PeriodForm
from wego.finance.listings.books import STATEMENT, StatementRow
from wego.finance.listings.invoices import MY_INVOICE_EVENTS, MY_INVOICE_LINES, MY_INVOICES
from wego.finance.listings.payments import MY_PAYMENTS
from wego.finance.models import Invoice
from wego.finance.pdf import credit_note_pdf, invoice_pdf, receipt_pdf, statement_pdf
from wego.finance.permissions import can_see_books, can_set_billing_contact
from wego.finance.presentation import account_awaited, events_of, lines_of, state_of, ways_to_pay
from wego.finance.providers.services import provider_in_force
from wego.finance.queries.books import AccountLine, AccountStatement, statement_of_account
from wego.finance.queries.invoices import credit_notes_visible_to, invoices_visible_to, with_history
from wego.finance.queries.payments import payments_visible_to, receipts_visible_to
from wego.finance.queries.terms import account_for, contact_of, electronic_address_of
from wego.finance.services.billing import set_billing_contact
from wego.finance.ubl.services import set_electronic_address
from wego.members.models import Organisation
from wego.members.queries.affiliations import OFFICER, organisations_of

EARLIEST = date(2010, 1, 1)


@login_required
@require_safe
def overview(request: SignedInRequest) -> HttpResponseBase:
    """Every organisation of the reader: what is open, the invoices, the payments."""
    organisations = list(organisations_of(request.user, OFFICER).order_by("sort_en"))
    own = {organisation.pk for organisation in organisations}
    invoices = list(
        invoices_visible_to(request.user)
        .filter(organisation__in=own)
        .prefetch_related("instalments", "allocations", "write_offs")
    )
    payments = list(payments_visible_to(request.user).filter(organisation__in=own))
    accounts: list[dict[str, Any]] = [
        {
            "organisation": organisation,
            "invoices": ListPage(
                MY_INVOICES,
                request,
                rows=[one for one in invoices if one.organisation_id == organisation.pk],
                prefix=f"{organisation.slug}-invoices-",
                file_name=f"invoices-{organisation.slug}",
            ),
            "payments": ListPage(
                MY_PAYMENTS,
                request,
                rows=[one for one in payments if one.organisation_id == organisation.pk],
                prefix=f"{organisation.slug}-payments-",
                file_name=f"payments-{organisation.slug}",
            ),
            "open": _sums(
                (one.balance.open, one.currency) for one in invoices if one.organisation_id == organisation.pk
            ),
            "credit": _sums(
                (one.unapplied, one.currency) for one in payments if one.organisation_id == organisation.pk
            ),
        }
        for organisation in organisations
    ]
    if (file := file_asked_of(one[what] for one in accounts for what in ("invoices", "payments"))) is not None:
        return file
    facts = {"accounts": accounts, "sees_books": can_see_books(request.user)}
    return render(request, "finance/overview.html", facts)


@login_required
@require_safe
def invoice(request: SignedInRequest, number: str) -> HttpResponse:
    """One invoice: what, why, how to pay, and what has come."""
    one = _invoice(request, number)
    facts = {
        "invoice": one,
        "organisation": one.organisation,
        "state": state_of(one, timezone.localdate()),
        "open": Money(one.balance.open, one.currency),
        "lines": ListPage(MY_INVOICE_LINES, request, rows=lines_of(one), prefix="lines-"),
        "steps": one.steps(get_language() or "en"),
        "events": ListPage(MY_INVOICE_EVENTS, request, rows=events_of(one), prefix="events-"),
        "instalments": [(part.due_on, Money(part.amount, one.currency)) for part in one.instalments.all()],
        "ways": ways_to_pay(account_for(one.currency), one),
        "awaited": account_awaited(),
        "successor": Invoice.objects.filter(supersedes=one).first(),
        "can_pay_online": provider_in_force() is not None and bool(one.balance.open) and not one.is_demonstration,
        "can_open_office": can_see_books(request.user),
        "can_set_contact": can_set_billing_contact(request.user, one.organisation),
    }
    return render(request, "finance/invoice.html", facts)


@login_required
@require_safe
def invoice_as_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    one = _invoice(request, number)
    return _private(invoice_pdf(one), "application/pdf", f"invoice-{one.number}.pdf")


@login_required
@require_safe
def invoice_as_ubl(request: SignedInRequest, number: str) -> HttpResponse:
    """For the payer's own books; where facts are missing the page says which."""
    one = _invoice(request, number)
    try:
        document = ubl.invoice_document(one)
    except ubl.DocumentIncomplete as refusal:
        messages.error(request, str(refusal))
        return redirect("finance:invoice", number=number)
    return _private(document, "application/xml", f"invoice-{one.number}.xml")


@login_required
@require_safe
def credit_note_as_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    note = get_object_or_404(credit_notes_visible_to(request.user), number=number)
    return _private(credit_note_pdf(note), "application/pdf", f"credit-note-{note.number}.pdf")


@login_required
@require_safe
def credit_note_as_ubl(request: SignedInRequest, number: str) -> HttpResponse:
    """The same for a credit note."""
    note = get_object_or_404(credit_notes_visible_to(request.user), number=number)
    try:
        document = ubl.credit_note_document(note)
    except ubl.DocumentIncomplete as refusal:
        messages.error(request, str(refusal))
        return redirect("finance:invoice", number=note.invoice.number)
    return _private(document, "application/xml", f"credit-note-{note.number}.xml")


@login_required
@require_safe
def receipt_as_pdf(request: SignedInRequest, number: str) -> HttpResponse:
    one = get_object_or_404(receipts_visible_to(request.user), number=number)
    return _private(receipt_pdf(one), "application/pdf", f"receipt-{one.number}.pdf")


@login_required
@require_safe
def statement(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """A member's account between two days, on screen, as PDF and as CSV."""
    organisation = _organisation(request, slug)
    today = timezone.localdate()
    form = PeriodForm({"start": date(today.year, 1, 1), "end": today, **request.GET.dict()})
    start, end = date(today.year, 1, 1), today
    if form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    statements = statement_of_account(organisation, start, end)
    match request.GET.get("format", ""):
        case "":
            pass
        case "pdf":
            paper = statement_pdf(organisation, statements, start, end)
            return _private(paper, "application/pdf", f"statement-{organisation.slug}-{start}-{end}.pdf")
        case wanted:
            rows = [StatementRow(line, one.currency) for one in statements for line in one.lines]
            return ListPage(STATEMENT, request, rows=rows).download(wanted, f"statement-{organisation.slug}")
    shown: list[dict[str, Any]] = [
        {
            "currency": one.currency,
            "closing": Money(one.closing, one.currency),
            "lines": ListPage(STATEMENT, request, rows=_carried(one, start), prefix=f"{one.currency}-"),
        }
        for one in statements
    ]
    if (file := file_asked_of(one["lines"] for one in shown)) is not None:
        return file
    facts = {"organisation": organisation, "form": form, "start": start, "end": end, "statements": shown}
    return render(request, "finance/statement.html", facts)


@login_required
@repeatable("the same contact or address is saved again")
def billing_contact(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who gets the organisation's invoices, and where electronic ones go."""
    organisation = _organisation(request, slug)
    require(can_set_billing_contact(request.user, organisation))
    known = contact_of(organisation)
    names = ("name", "email", "language", "address", "purchase_reference")
    initial: dict[str, Any] = {"language": get_language()}
    if known:
        initial = {name: getattr(known, name) for name in names}
    is_address = "scheme" in request.POST
    form = BillingContactForm(None if is_address else request.POST or None, initial=initial)
    electronic = electronic_address_of(organisation)
    stored = {"scheme": electronic.scheme, "address": electronic.address} if electronic else {}
    address_form = AddressForm(request.POST if is_address else None, initial=stored)
    if is_address and address_form.is_valid():
        given = {"organisation_id": organisation.pk, **address_form.cleaned_data}
        set_electronic_address(by=request.user, at=timezone.now(), **given)
        messages.success(request, _("Electronic address saved."))
        return redirect("finance:overview")
    if request.method == "POST" and form.is_valid():
        try:
            set_billing_contact(
                organisation_id=organisation.pk, values=form.cleaned_data, by=request.user, at=timezone.now()
            )
        except RuleError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Billing contact saved. It receives the next invoice."))
            return redirect("finance:overview")
    facts = {"organisation": organisation, "form": form, "known": known, "address_form": address_form}
    return render(request, "finance/billing_contact.html", facts)


def _carried(statement: AccountStatement, start: date) -> list[StatementRow]:
    """The lines, after what was carried forward."""
    first = StatementRow(
        AccountLine(start, _("Carried forward"), "", Decimal(0), statement.opening), statement.currency, is_carried=True
    )
    return [first, *(StatementRow(line, statement.currency) for line in statement.lines)]


def _invoice(request: SignedInRequest, number: str) -> Invoice:
    return get_object_or_404(with_history(invoices_visible_to(request.user)), number=number)


def _organisation(request: SignedInRequest, slug: str) -> Organisation:
    """Officers' own; any for who sees the books."""
    seen = permitted_rows(
        Organisation.objects.all(),
        request.user,
        "finance.see_books",
        own=lambda: Q(pk__in=organisations_of(request.user, OFFICER)),
    )
    return get_object_or_404(seen, slug=slug)


def _sums(amounts: Any) -> list[Money]:
    """Added up by currency; nothing for nothing."""
    sums: dict[str, Money] = {}
    for amount, currency in amounts:
        if amount:
            sums[currency] = sums[currency] + Money(amount, currency) if currency in sums else Money(amount, currency)
    return [sums[currency] for currency in sorted(sums)]


def _private(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
