"""What can be done with an invoice: paid, mailed, reminded of, taken back, written off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wego.accounts.models import User
from wego.core.acts.act import Act
from wego.core.acts.last_change import refuse_if_another_was_first
from wego.core.formats import money, short_day
from wego.core.money import Money
from wego.core.office import Trail, Words
from wego.finance import tasks
from wego.finance.forms.office import CreditForm, OpeningArrearForm, PaymentForm, ReasonForm, WriteOffForm
from wego.finance.listings import money_above
from wego.finance.models import Allocation, Invoice
from wego.finance.permissions import can_keep_books
from wego.finance.queries.invoices import invoices_unsent, invoices_visible_to
from wego.finance.services.allocations import apply_credit, reverse_allocation
from wego.finance.services.credits import credit_invoice, creditable, write_off
from wego.finance.services.invoicing import enter_opening_arrear
from wego.finance.services.notices import send_invoice, send_reminder
from wego.finance.services.payments import receive_payment


@dataclass(frozen=True)
class CreditUse:
    """A member's credit in one currency, before an invoice of the member."""

    invoice: Invoice
    currency: str
    credit: Money | None = None


def page_of_invoice(invoice: Invoice) -> str:
    return reverse("office_finance:invoice", args=[invoice.number])


def title_of_invoice(invoice: Invoice) -> str:
    return _("Invoice %(number)s") % {"number": invoice.number}


def above_invoice(_invoice: Any = None) -> Trail:
    return [*money_above(), (reverse("office_finance:invoice_list"), _("Invoices"))]


def _invoice(user: Any, number: str) -> Invoice:
    return get_object_or_404(invoices_visible_to(user), number=number)


def _live_allocation(user: Any, pk: int) -> Allocation:
    found = get_object_or_404(Allocation.objects.select_related("payment", "invoice", "reversed_by"), pk=pk)
    if found.reverses_id:
        raise Http404
    if reversal := getattr(found, "reversed_by", None):
        refuse_if_another_was_first(reversal, user, _("This has already been reversed."))
        raise Http404
    return found


def _credit_use(user: Any, number: str, currency: str) -> CreditUse:
    return CreditUse(_invoice(user, number), currency)


def _is_open(invoice: Invoice) -> bool:
    return bool(invoice.balance.open)


def _is_mailed(invoice: Invoice) -> bool:
    """What is made up for a demonstration is never mailed."""
    return not invoice.is_demonstration


def _credit_label(use: CreditUse) -> Words:
    if use.credit is None:
        return _("Use the member’s credit")
    return _("Use the member’s credit of %(sum)s") % {"sum": money(use.credit)}


def _reversal_label(allocation: Allocation) -> Words:
    what = f"{short_day(allocation.payment.received_on)} {allocation.payment.payer}".strip()
    return _("Undo the use of the payment of %(what)s") % {"what": what}


def _mail_all(*, by: User, at: datetime) -> None:
    """Each is mailed in the background, by a transaction of its own."""
    tasks.send_unsent.enqueue(by.pk)


def _how_many_unsent(_nothing: None) -> Words:
    count = invoices_unsent().count()
    return ngettext("Send %(number)s invoice", "Send all %(number)s invoices", count) % {"number": count}


_ACT = partial(Act, allowed=can_keep_books)
_INVOICE_ACT = partial(
    _ACT,
    subject=_invoice,
    key="invoice_id",
    args=lambda one: [one.number],
    title=title_of_invoice,
    back=page_of_invoice,
    above=above_invoice,
)

PAY = _INVOICE_ACT(
    name="invoice_pay",
    address="office_finance:invoice_pay",
    label=gettext_lazy("Record payment"),
    said=gettext_lazy("Payment recorded."),
    service=receive_payment,
    form=partial(PaymentForm, prefix="pay"),
    initial=lambda one: {
        "received_on": timezone.localdate(),
        "amount": one.balance.open,
        "currency": one.currency,
    },
    explains=lambda one: [
        _("Any amount above what is unpaid remains as the member's credit. A receipt is sent by e-mail.")
    ],
    is_possible=_is_open,
)
USE_CREDIT = _ACT(
    name="invoice_use_credit",
    address="office_finance:invoice_use_credit",
    label=gettext_lazy("Use the member’s credit"),
    wording=_credit_label,
    said=gettext_lazy("Credit used for this invoice."),
    service=apply_credit,
    subject=_credit_use,
    args=lambda use: [use.invoice.number, use.currency],
    values=lambda use, given: {"invoice_id": use.invoice.pk, "currency": use.currency},
    title=lambda use: title_of_invoice(use.invoice),
    back=lambda use: page_of_invoice(use.invoice),
)
MAIL = _INVOICE_ACT(
    name="invoice_mail",
    address="office_finance:invoice_mail",
    label=gettext_lazy("Send the invoice"),
    said=gettext_lazy("The invoice has been sent by e-mail."),
    service=send_invoice,
    is_possible=_is_mailed,
)
MAIL_ALL = _ACT(
    name="unsent_mail_all",
    address="office_finance:unsent_mail_all",
    label=gettext_lazy("Send all invoices"),
    wording=_how_many_unsent,
    said=gettext_lazy("The invoices are being sent; those without an address remain here."),
    service=_mail_all,
    back=lambda nothing: reverse("office_finance:unsent"),
)
REMIND = _INVOICE_ACT(
    name="invoice_remind",
    address="office_finance:invoice_remind",
    label=gettext_lazy("Send a reminder"),
    said=gettext_lazy("The reminder has been sent by e-mail."),
    service=send_reminder,
    is_possible=_is_mailed,
)
CREDIT = _INVOICE_ACT(
    name="invoice_credit",
    address="office_finance:invoice_credit",
    label=gettext_lazy("Issue credit note"),
    said=gettext_lazy("Credit note issued."),
    service=credit_invoice,
    form=partial(CreditForm, prefix="credit"),
    explains=lambda one: [
        _("Invoices are never edited. Any amount paid in excess becomes the member’s credit."),
        _("%(sum)s of it can be cancelled.") % {"sum": money(Money(creditable(one.balance), one.currency))},
    ],
    is_final=True,
)
WRITE_OFF = _INVOICE_ACT(
    name="invoice_write_off",
    address="office_finance:invoice_write_off",
    label=gettext_lazy("Write off"),
    said=gettext_lazy("Written off."),
    service=write_off,
    form=partial(WriteOffForm, prefix="off"),
    explains=lambda one: [
        _("%(sum)s of it is unpaid and would be written off by a decision of the network.")
        % {"sum": money(Money(one.balance.open, one.currency))}
    ],
    is_possible=_is_open,
    is_final=True,
)
REVERSE = _ACT(
    name="allocation_reverse",
    address="office_finance:allocation_reverse",
    label=gettext_lazy("Undo the use of a payment"),
    wording=_reversal_label,
    said=gettext_lazy("Allocation reversed."),
    service=reverse_allocation,
    subject=_live_allocation,
    key="allocation_id",
    form=partial(ReasonForm, prefix="reverse"),
    explains=lambda one: [
        _("%(sum)s of invoice %(number)s is unpaid again, and the payment is credit of the member again.")
        % {"sum": money(Money(one.amount, one.invoice.currency)), "number": one.invoice.number}
    ],
    title=lambda one: title_of_invoice(one.invoice),
    back=lambda one: page_of_invoice(one.invoice),
    above=above_invoice,
)
ENTER_ARREAR = _ACT(
    name="opening_arrear_enter",
    address="office_finance:opening_arrear_enter",
    label=gettext_lazy("Enter this arrear"),
    said=gettext_lazy("Arrear entered. It is overdue from its due date."),
    service=enter_opening_arrear,
    form=OpeningArrearForm,
    explains=lambda nothing: [
        _("It becomes an invoice in its own series. Correct mistakes there with a credit note or a write-off.")
    ],
    title=lambda nothing: _("Earlier arrears"),
    back=lambda nothing: reverse("office_finance:opening_arrears"),
    above=lambda nothing: money_above(),
)
INVOICE_ACTS = {
    "pay": PAY,
    "use_credit": USE_CREDIT,
    "mail": MAIL,
    "remind": REMIND,
    "credit": CREDIT,
    "write_off": WRITE_OFF,
    "reverse": REVERSE,
}
