"""The office's queues of money: past their day, not mailed, unused credit, unknown payers, refunds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.money import Money
from wego.core.numbers import whole_number
from wego.core.office import office_page, run_service, year_asked
from wego.finance import tasks
from wego.finance.forms.office import PayOutForm, ReasonForm, RefundForm
from wego.finance.models import Payment, Refund
from wego.finance.permissions import can_keep_books
from wego.finance.queries.invoices import invoices_unsent, overdue_now, overdue_part
from wego.finance.queries.payments import open_refunds, payments_unidentified, payments_with_credit
from wego.finance.queries.terms import terms_in_force
from wego.finance.queries.year_end import undelivered
from wego.finance.services.notices import next_level, send_invoice, send_reminder
from wego.finance.services.payments import cancel_payment, identify_payment, pay_out_refund, refund
from wego.members.models import Organisation

A_PAGE = 50


@once
def overdue(request: HttpRequest) -> HttpResponseBase:
    """Invoices past their day, the oldest first, each with what comes next."""
    require(can_keep_books(request.user))
    if request.method == "POST":
        run_service(
            request, _("The reminder is on its way by mail."), send_reminder, invoice_id=_number(request, "invoice")
        )
        return redirect("office_finance:overdue")
    today, schedule = timezone.localdate(), terms_in_force().reminder_days
    page = Paginator(overdue_now(today), A_PAGE).get_page(request.GET.get("page"))
    rows = []
    for invoice in page.object_list:
        since, amount = overdue_part(invoice, invoice.balance.open, today)
        since = since or invoice.due_on
        level = next_level(invoice, schedule)
        rows.append(
            {
                "invoice": invoice,
                "overdue": Money(amount, invoice.currency),
                "since": since,
                "days": (today - since).days,
                "level": level,
                "after": schedule[level - 1] if level else None,
            }
        )
    facts = {"page": page, "rows": rows}
    return office_page(request, "finance/office/overdue.html", _("Overdue"), "warning", facts, above=_above())


@once
def unsent(request: SignedInRequest) -> HttpResponseBase:
    """Invoices that nobody has been told of."""
    require(can_keep_books(request.user))
    if request.method == "POST":
        if "all" in request.POST:
            tasks.send_unsent.enqueue(request.user.pk)
            messages.success(request, _("The invoices are being mailed; those that wait for an address stay here."))
        else:
            run_service(
                request, _("The invoice is on its way by mail."), send_invoice, invoice_id=_number(request, "invoice")
            )
        return redirect("office_finance:unsent")
    year, found = year_asked(request), invoices_unsent()
    if year is not None:
        found = found.filter(year=year)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "of_year": year, "mails": undelivered(year)[:A_PAGE]}
    return office_page(request, "finance/office/unsent.html", _("Not mailed yet"), "mail", facts, above=_above())


@once
def credits_(request: HttpRequest) -> HttpResponseBase:
    """Payments of which something is unused, payers who are not known, and refunds that are owed."""
    require(can_keep_books(request.user))
    if request.method == "POST":
        _act(request)
        return redirect("office_finance:credits")
    year, known, unknown = year_asked(request), payments_with_credit(), payments_unidentified()
    if year is not None:
        known, unknown = (rows.filter(received_on__year=year) for rows in (known, unknown))
    page = Paginator(known.exclude(organisation=None), A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "of_year": year,
        "unknown": unknown[:A_PAGE],
        "organisations": Organisation.objects.order_by("sort_en").values_list("slug", "sort_en"),
        "refunds": [(one, Money(one.amount, one.payment.currency)) for one in open_refunds()[:A_PAGE]],
        "forms": {"refund": RefundForm(auto_id=False), "reason": ReasonForm(auto_id=False)},
        "today": timezone.localdate(),
    }
    return office_page(request, "finance/office/credits.html", _("Credit and refunds"), "rotate", facts, above=_above())


def _act(request: HttpRequest) -> bool:
    act = request.POST.get("act", "")
    if act == "identify":
        payment, given = _payment(request), request.POST.get("organisation", "").strip()
        found = Organisation.objects.filter(Q(slug=given) | Q(sort_en__iexact=given))[:2]
        if len(found) != 1:
            messages.error(
                request,
                _("No organisation, or more than one, is called “%(given)s”. Choose from the list.") % {"given": given},
            )
            return False
        facts = {"payment_id": payment.pk, "organisation_id": found[0].pk}
        return run_service(request, _("Payer identified."), identify_payment, **facts)
    if act == "refund":
        form: Any = RefundForm(request.POST)
        said = _("Refund decided. Record it when it has left the bank.")
        return form.is_valid() and run_service(
            request, said, refund, payment_id=_payment(request).pk, **form.cleaned_data
        )
    if act == "cancel":
        form = ReasonForm(request.POST)
        facts = {"payment_id": _payment(request).pk}
        return form.is_valid() and run_service(
            request, _("Payment cancelled."), cancel_payment, **facts, **form.cleaned_data
        )
    if act == "pay_out":
        form = PayOutForm(request.POST)
        owed = get_object_or_404(Refund, pk=_number(request, "refund"))
        return form.is_valid() and run_service(
            request, _("Refund paid out."), pay_out_refund, refund_id=owed.pk, **form.cleaned_data
        )
    raise Http404


def _payment(request: HttpRequest) -> Payment:
    return get_object_or_404(Payment, pk=_number(request, "payment"))


def _number(request: HttpRequest, name: str) -> int:
    if (number := whole_number(request.POST.get(name, ""))) is None:
        raise Http404
    return number


def _above() -> list[tuple[str, str]]:
    return [(reverse("office_finance:overview"), _("Money"))]
