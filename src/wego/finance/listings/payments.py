"""Lists of payments: all, unused credit, unknown payers, refunds that are owed, a member's own."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.forms import HiddenInput
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, TypedChoiceFilter

from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.formats import money, short_day
from wego.core.listings import Column, ListFilters, Listing
from wego.core.money import Money
from wego.finance.acts.payments import CANCEL, IDENTIFY, PAY_OUT, REFUND, page_of_payment, page_of_refund
from wego.finance.listings import money_above
from wego.finance.models import Payment, Refund
from wego.finance.permissions import can_see_books
from wego.finance.queries.payments import (
    currencies_of_payments,
    on_payment_page,
    open_refunds,
    payments_unidentified,
    payments_visible_to,
    payments_with_credit,
    select_payments,
    years_of_payments,
)

PAYMENTS = ngettext_lazy("%(number)s payment", "%(number)s payments", "count")


STATES = [
    ("standing", pgettext_lazy("payment", "not cancelled")),
    ("unused", pgettext_lazy("payment", "not used up")),
    ("unknown", pgettext_lazy("payment", "from unknown payers")),
    ("cancelled", pgettext_lazy("payment", "cancelled")),
]


class PaymentFilters(ListFilters):
    """By who paid, what was written, when it arrived or was recorded, and how it stands."""

    q = CharFilter(label=_("Payer, text, amount or receipt number"), method="narrow", max_length=100)
    year = TypedChoiceFilter(
        label=_("Received in"),
        choices=lambda: [(year, str(year)) for year in years_of_payments()],
        coerce=int,
        method="narrow",
    )
    state = ChoiceFilter(label=_("State"), choices=STATES, method="narrow")
    method = ChoiceFilter(label=pgettext_lazy("of a payment", "Method"), choices=Payment.Method.choices)
    currency = ChoiceFilter(label=_("Currency"), choices=lambda: [(code, code) for code in currencies_of_payments()])
    recorded = TypedChoiceFilter(
        label=pgettext_lazy("payment", "Recorded"),
        choices=[
            (7, _("in the last 7 days")),
            (30, _("in the last 30 days")),
            (90, _("in the last 90 days")),
        ],
        coerce=int,
        method="narrow_recorded",
    )
    organisation = CharFilter(method="narrow", max_length=80, widget=HiddenInput)  # of one member, from its page

    def narrow(self, payments: QuerySet[Payment], name: str, value: Any) -> QuerySet[Payment]:
        narrowed: dict[str, Any] = {"words" if name == "q" else name: value}
        return select_payments(payments, **narrowed)

    def narrow_recorded(self, payments: QuerySet[Payment], name: str, value: int) -> QuerySet[Payment]:
        start = datetime.combine(timezone.localdate() - timedelta(days=value), time.min)
        return select_payments(payments, since=timezone.make_aware(start))


def _paid_by(payment: Payment) -> Any:
    return payment.organisation or payment.payer or gettext("unknown payer")


def _arrived(payment: Payment) -> Any:
    if not payment.cancelled_at:
        return payment.money
    return format_html('<s>{}</s> <span class="badge bad">{}</span>', money(payment.money), gettext("Cancelled"))


def _receipt_of(payment: Payment) -> str | None:
    return payment.receipt.number if hasattr(payment, "receipt") else None


PAYMENTS_RECEIVED = Listing(
    name="payments",
    title=_("Payments"),
    address="office_finance:payment_list",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: on_payment_page(payments_visible_to(user)),
    filters=PaymentFilters,
    order=["-received_on", "-pk"],
    link=page_of_payment,
    counted=PAYMENTS,
    intro=_("All payments received, the latest first. Cancelled payments are listed but not added up."),
    empty=_("No payments yet. They are recorded from bank statements or on an invoice."),
    currency="currency",
    columns=[
        Column("received_on", _("Received"), kind="day", sort=("received_on", "pk")),
        Column("paid_by", _("Paid by"), shown=_paid_by, sort="organisation__sort_en", in_files=False),
        Column("organisation", value="organisation.slug"),
        Column("name", value="organisation.name.source"),
        Column("payer"),
        Column("reference", _("Reference given"), "reference_text", is_wide=True),
        Column("amount", _("Amount that arrived"), shown=_arrived, kind="money", sort="amount", total="counted"),
        Column("charges"),
        Column(
            "unused", _("Not used yet"), "unapplied", shown="credit", kind="money", sort="unapplied", total="unapplied"
        ),
        Column("currency"),
        Column("method"),
        Column("receipt", _("Receipt"), _receipt_of, look="whole"),
        Column("source", value="source_label"),
        Column("recorded_at"),
        Column("cancelled_at"),
        Column("is_made_up", value="is_demonstration"),
    ],
)


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
    address="office_finance:refunds",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: with_owner(open_refunds()),
    filters=AssignedFilters,
    link=page_of_refund,
    intro=_("Decided and not paid out: the bank pays, then the payout is recorded here."),
    counted=ngettext_lazy("%(number)s refund", "%(number)s refunds", "count"),
    empty=_("No refunds are owed."),
    row_acts=[PAY_OUT],
    columns=[
        Column("name", _("Organisation"), "payment.organisation", sort="payment__organisation__sort_en"),
        Column("decided_on", pgettext_lazy("a day", "Decided"), kind="day", sort="decided_on"),
        Column("amount", _("Amount"), shown=_owed, kind="money", sort="amount"),
        Column("currency", value="payment.currency"),
        Column("reason", _("Reason")),
        ASSIGNED_TO,
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
