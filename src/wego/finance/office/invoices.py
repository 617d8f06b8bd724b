"""Invoices in the office: the list with filters and exports, and one invoice with everything that can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.money import Money
from wego.core.office import office_page, run_service
from wego.core.outbox import mails_about
from wego.finance.forms.office import CreditForm, PaymentForm, ReasonForm, WriteOffForm
from wego.finance.models import Invoice
from wego.finance.permissions import can_keep_books
from wego.finance.presentation import events_of, lines_of, state_of
from wego.finance.queries.invoices import invoices_visible_to, with_history
from wego.finance.queries.payments import credit_of
from wego.finance.services.allocations import apply_credit, live_allocations, reverse_allocation
from wego.finance.services.credits import credit_invoice, creditable, write_off
from wego.finance.services.notices import send_invoice, send_reminder
from wego.finance.services.payments import receive_payment


@once
def invoice(request: HttpRequest, number: str) -> HttpResponseBase:
    """One invoice with the acts that its state allows; each act one form."""
    require(can_keep_books(request.user))
    invoices = with_history(invoices_visible_to(request.user)).prefetch_related("notices")
    one = get_object_or_404(invoices, number=number)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    today = timezone.localdate()
    initial = {"received_on": today, "amount": one.balance.open, "currency": one.currency}
    formed = {
        "pay": PaymentForm(request.POST if act == "pay" else None, initial=initial, prefix="pay"),
        "credit": CreditForm(request.POST if act == "credit" else None, prefix="credit"),
        "write_off": WriteOffForm(request.POST if act == "write_off" else None, prefix="off"),
        "reverse": ReasonForm(request.POST if act == "reverse" else None, prefix="reverse"),
    }
    if request.method == "POST" and _act(request, one, act, formed.get(act)):
        return redirect("office_finance:invoice", number=number)
    facts = {
        "invoice": one,
        "state": state_of(one, today),
        "open": Money(one.balance.open, one.currency),
        "lines": lines_of(one),
        "events": events_of(one),
        "live": live_allocations(invoice=one).select_related("payment"),
        "credit": credit_of(one.organisation),
        "creditable": creditable(one.balance),
        "mails": mails_about(one),
        "is_sent": any(notice.level == 0 for notice in one.notices.all()),
        "forms": formed,
    }
    above = [*_above(), (reverse("office_finance:invoice_list"), _("Invoices"))]
    title = _("Invoice %(number)s") % {"number": one.number}
    return office_page(request, "finance/office/invoice.html", title, "doc-full", facts, above=above)


def _act(request: HttpRequest, one: Invoice, act: str, form: forms.Form | None) -> bool:
    """Do what the pressed button says; False where the form or a rule says no."""
    if form is not None and not form.is_valid():
        return False
    given = form.cleaned_data if form is not None else {}
    at_once: dict[str, tuple[str, Callable[..., Any]]] = {
        "send": (_("The invoice is on its way by mail."), send_invoice),
        "remind": (_("The reminder is on its way by mail."), send_reminder),
    }
    if act in at_once:
        said, service = at_once[act]
        return run_service(request, said, service, invoice_id=one.pk)
    if act == "apply_credit":
        currency = request.POST.get("currency", "")
        said = _("Credit used for this invoice.")
        return run_service(request, said, apply_credit, invoice_id=one.pk, currency=currency)
    if act == "pay":
        return run_service(request, _("Payment recorded."), receive_payment, invoice_id=one.pk, **given)
    if act == "credit":
        return run_service(request, _("Credit note issued."), credit_invoice, invoice_id=one.pk, **given)
    if act == "write_off":
        return run_service(request, _("Written off."), write_off, invoice_id=one.pk, **given)
    if act == "reverse":
        allocation = get_object_or_404(live_allocations(invoice=one), pk=request.POST.get("allocation") or 0)
        return run_service(request, _("Allocation reversed."), reverse_allocation, allocation_id=allocation.pk, **given)
    raise Http404


def _above() -> list[tuple[str, str]]:
    return [(reverse("office_finance:overview"), _("Money"))]
