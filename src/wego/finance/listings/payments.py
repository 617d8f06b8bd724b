"""Lists of payments: unused credit, unknown payers, refunds that are owed, a member's own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.formats import short_day
from wego.core.listings import Column, Listing
from wego.core.money import Money
from wego.finance.acts.payments import CANCEL, IDENTIFY, PAY_OUT, REFUND
from wego.finance.listings import money_above
from wego.finance.models import Payment, Refund
from wego.finance.permissions import can_see_books
from wego.finance.queries.payments import open_refunds, payments_unidentified, payments_with_credit

PAYMENTS = ngettext_lazy("%(number)s payment", "%(number)s payments", "count")


def _open_invoices_of(payment: Payment) -> str:
    assert payment.organisation is not None
    asked = urlencode({"state": "open", "q": payment.organisation.name.source})
    return f"{reverse('office_finance:invoice_list')}?{asked}"


def _received(payment: Any) -> Any:
    day = short_day(payment.received_on)
    return (
        format_html("{} <strong>{}</strong>", day, gettext("Possible duplicate payment")) if payment.is_double else day
    )


CREDITS = Listing(
    name="credits",
    title=_("Member credit"),
    address="office_finance:credits",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: payments_with_credit().exclude(organisation=None),
    link=_open_invoices_of,
    counted=PAYMENTS,
    empty=_("No member has credit."),
    template="finance/office/credits.html",
    row_acts=[REFUND, CANCEL],
    columns=[
        Column("name", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("organisation", value="organisation.slug"),
        Column("received_on", _("Received"), shown=_received, sort="received_on"),
        Column("amount", _("Amount that arrived"), shown="money", kind="money", sort="amount"),
        Column("unused", _("Not used yet"), "unapplied", shown="credit", kind="money", sort="unapplied"),
        Column("currency"),
    ],
)
UNKNOWN = Listing(
    name="unknown_payers",
    title=_("Payments from unknown payers"),
    allowed=can_see_books,
    rows=lambda user: payments_unidentified(),
    counted=PAYMENTS,
    empty=_("All payers are known."),
    row_acts=[IDENTIFY],
    columns=[
        Column("received_on", _("Received"), kind="day", sort="received_on"),
        Column("payer", _("Payer"), sort="payer"),
        Column("reference", _("Reference given"), "reference_text"),
        Column("amount", _("Amount"), shown="money", kind="money", sort="amount"),
        Column("currency"),
    ],
)


def _owed(one: Refund) -> Money:
    return Money(one.amount, one.payment.currency)


REFUNDS = Listing(
    name="refunds",
    title=_("Refunds to pay out"),
    allowed=can_see_books,
    rows=lambda user: open_refunds(),
    counted=ngettext_lazy("%(number)s refund", "%(number)s refunds", "count"),
    empty=_("No refunds are owed."),
    row_acts=[PAY_OUT],
    columns=[
        Column("name", _("Organisation"), "payment.organisation", sort="payment__organisation__sort_en"),
        Column("decided_on", _("Decided"), kind="day", sort="decided_on"),
        Column("amount", _("Amount"), shown=_owed, kind="money", sort="amount"),
        Column("currency", value="payment.currency"),
        Column("reason", _("Reason")),
    ],
)


def _day_of_payment(payment: Payment) -> Any:
    day = short_day(payment.received_on)
    if payment.cancelled_at:
        return format_html('{} <span class="badge bad">{}</span>', day, gettext("Cancelled"))
    return day


def _receipt(payment: Payment) -> Any:
    address = reverse("finance:receipt_as_pdf", args=[payment.receipt.number])
    return format_html('<a href="{}">{}</a>', address, payment.receipt.number)


MY_PAYMENTS = Listing(
    name="my_payments",
    title=_("Payments"),
    is_office=False,
    counted=PAYMENTS,
    columns=[
        Column("received_on", _("Received"), shown=_day_of_payment, sort="received_on"),
        Column("amount", _("Amount that arrived"), shown="money", kind="money", sort="amount"),
        Column("unused", _("Not used yet"), "unapplied", shown="credit", kind="money"),
        Column("currency"),
        Column("receipt", _("Receipt"), "receipt.number", shown=_receipt),
    ],
)
