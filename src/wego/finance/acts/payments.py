"""What can be done with a payment: its payer named, given back, cancelled."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.acts.act import Act
from wego.core.acts.last_change import refuse_if_another_was_first
from wego.core.formats import money, short_day
from wego.core.money import Money
from wego.finance.forms.office import PayerForm, PayOutForm, ReasonForm, RefundForm
from wego.finance.listings import money_above
from wego.finance.models import Payment, Refund
from wego.finance.permissions import can_keep_books
from wego.finance.queries.payments import payments_visible_to
from wego.finance.services.payments import cancel_payment, identify_payment, pay_out_refund, refund


def page_of_payment(payment: Payment) -> str:
    return reverse("office_finance:payment", args=[payment.pk])


def page_of_refund(one: Refund) -> str:
    return reverse("office_finance:refund", args=[one.pk])


def title_of_payment(payment: Payment) -> str:
    whose = payment.organisation or payment.payer or _("unknown payer")
    facts = {"sum": money(payment.money), "day": short_day(payment.received_on), "name": whose}
    return _("Payment of %(sum)s of %(day)s: %(name)s") % facts


def title_of_refund(one: Refund) -> str:
    facts = {"sum": money(Money(one.amount, one.payment.currency)), "name": one.payment.organisation}
    return _("Refund of %(sum)s to %(name)s") % facts


def _payment(user: Any, pk: int) -> Payment:
    return get_object_or_404(payments_visible_to(user), pk=pk)


def _owed(user: Any, pk: int) -> Refund:
    found = get_object_or_404(Refund.objects.select_related("payment__organisation"), pk=pk)
    if found.paid_out_on:
        refuse_if_another_was_first(found, user, _("This refund has already been paid out."))
        raise Http404
    return found


_ACT = partial(
    Act,
    allowed=can_keep_books,
    subject=_payment,
    key="payment_id",
    title=title_of_payment,
    back=lambda one: reverse("office_finance:credits"),
    above=lambda one: money_above(),
)

IDENTIFY = _ACT(
    name="payment_identify",
    address="office_finance:payment_identify",
    label=gettext_lazy("Identify the payer"),
    said=gettext_lazy("Payer identified."),
    service=identify_payment,
    form=PayerForm,
    is_possible=lambda one: not one.organisation_id and not one.cancelled_at,
    values=lambda one, given: {"organisation_id": given["organisation"].pk},
    explains=lambda one: [
        _("Message from the bank: %(text)s") % {"text": one.reference_text or "–"},
        _(
            "It becomes credit of the member, and a receipt is sent by e-mail. The payer can be identified "
            "only once; it cannot be changed."
        ),
    ],
)
REFUND = _ACT(
    name="payment_refund",
    address="office_finance:payment_refund",
    label=gettext_lazy("Decide the refund"),
    said=gettext_lazy("Refund decided. Record the payout when it has left the bank."),
    service=refund,
    form=RefundForm,
    initial=lambda one: {"amount": one.unapplied},
    is_possible=lambda one: bool(one.organisation_id and one.unapplied),
    explains=lambda one: [
        _("%(sum)s of this payment is unused. A refunded amount is no longer credit and is owed until it is paid out.")
        % {"sum": money(one.credit)}
    ],
    is_final=True,
)
CANCEL = _ACT(
    name="payment_cancel",
    address="office_finance:payment_cancel",
    label=gettext_lazy("Cancel payment"),
    said=gettext_lazy("Payment cancelled."),
    service=cancel_payment,
    form=ReasonForm,
    is_possible=lambda one: not one.cancelled_at,
    explains=lambda one: [
        _("For money that was never received: entered twice, or returned by the bank."),
        _("What it paid is unpaid again, separate entries reverse it in the books, and its receipt is void."),
    ],
    is_final=True,
    is_warning=True,
)
PAY_OUT = _ACT(
    name="refund_pay_out",
    address="office_finance:refund_pay_out",
    label=gettext_lazy("Record as paid out"),
    said=gettext_lazy("Refund paid out."),
    service=pay_out_refund,
    subject=_owed,
    key="refund_id",
    form=PayOutForm,
    initial=lambda one: {"paid_out_on": timezone.localdate()},
    is_possible=lambda one: one.paid_out_on is None,
    explains=lambda one: [_("If the bank returns it later, the transaction says so and it is owed again.")],
    title=title_of_refund,
)
