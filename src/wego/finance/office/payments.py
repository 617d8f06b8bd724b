"""One payment, one refund in the office: whose it is, what happened to it, and what can be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.assignments.panel import open_panel
from wego.core.money import Money
from wego.core.office import office_page
from wego.finance.acts.payments import CANCEL, IDENTIFY, PAY_OUT, REFUND, title_of_payment, title_of_refund
from wego.finance.banking.models import BankLine
from wego.finance.listings import money_above
from wego.finance.permissions import can_see_books
from wego.finance.queries.payments import payments_visible_to, refunds_visible_to, with_uses
from wego.finance.timelines import timeline_of_payment


@require_safe
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """One payment with the acts that its state allows."""
    require(can_see_books(request.user))
    one = get_object_or_404(with_uses(payments_visible_to(request.user)), pk=pk)
    is_of_bank = one.source_kind == BankLine._meta.label and one.source_id
    facts = {
        "payment": one,
        "charges": Money(one.charges, one.currency),
        "bank_line": reverse("office_bank:bank_line", args=[one.source_id]) if is_of_bank else "",
        "timeline": timeline_of_payment(one, request.user),
        "acts": [IDENTIFY, REFUND, CANCEL],
    }
    above = [*money_above(), (reverse("office_finance:payment_list"), _("Payments"))]
    return office_page(request, "finance/office/payment.html", title_of_payment(one), facts, above=above)


@require_safe
def refund(request: HttpRequest, pk: int) -> HttpResponse:
    """One refund: why it is owed, by which decision, who works on it, whether it has been paid out."""
    require(can_see_books(request.user))
    one = get_object_or_404(refunds_visible_to(request.user), pk=pk)
    facts = {
        "refund": one,
        "sum": Money(one.amount, one.payment.currency),
        "payment": title_of_payment(one.payment),
        "assignment": open_panel(request, one),
        "pay_out": PAY_OUT,
    }
    above = [*money_above(), (reverse("office_finance:refunds"), _("Refunds to pay out"))]
    return office_page(request, "finance/office/refund.html", title_of_refund(one), facts, above=above)
