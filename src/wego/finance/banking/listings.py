"""The lists of the bank: lines that wait, statements and their lines, payments of a line, electronic addresses."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.formats import figure
from wego.core.listings import Column, Listing
from wego.core.money import Money
from wego.finance.banking.acts import page_of_line
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.queries import bank_lines_visible_to, bank_statements_visible_to, waiting_lines
from wego.finance.models import Payment
from wego.finance.permissions import can_see_books
from wego.finance.ubl.models import ElectronicAddress

LINES = ngettext_lazy("%(number)s line", "%(number)s lines", "count")


def _payer(line: BankLine) -> str:
    if line.ultimate_payer:
        return f"{line.payer or '–'} ({gettext('for %(name)s') % {'name': line.ultimate_payer}})"
    return line.payer


def _text(line: BankLine) -> Any:
    if not line.is_reversal:
        return line.text
    said = gettext("The bank reversed this.") if line.amount < 0 else gettext("Our own money returned.")
    return format_html("<strong>{}</strong> {}", said, line.text or "–")


_ABOUT_A_LINE = {
    "amount": Column("amount", _("Amount"), shown="money", kind="money", sort="amount"),
    "booked_on": Column("booked_on", _("Booked"), kind="day", sort="booked_on"),
}
BANK_LINES = Listing(
    name="bank_lines",
    title=_("Unmatched payments"),
    icon="link",
    address="office_bank:bank_lines",
    allowed=can_see_books,
    rows=lambda user: waiting_lines(bank_lines_visible_to(user)),
    link=page_of_line,
    template="finance/banking/lines.html",
    counted=ngettext_lazy("%(number)s transaction to match", "%(number)s transactions to match", "count"),
    empty=_("Nothing to do."),
    columns=[
        _ABOUT_A_LINE["booked_on"],
        _ABOUT_A_LINE["amount"],
        Column("currency"),
        Column("payer", _("Payer"), shown=_payer),
        Column("text", _("Texts"), shown=_text),
        Column("proposals", _("Proposals"), "proposals_shown", in_files=False, is_wide=True),
    ],
)
STATEMENT_LINES = Listing(
    name="statement_lines",
    title=_("Transactions"),
    icon="download",
    allowed=can_see_books,
    link=page_of_line,
    template="finance/banking/statement.html",
    counted=LINES,
    empty=_("Nothing was booked."),
    columns=[
        _ABOUT_A_LINE["booked_on"],
        _ABOUT_A_LINE["amount"],
        Column("currency"),
        Column("payer", _("Payer"), sort="payer"),
        Column("text", _("Texts")),
        Column("status", _("State"), shown="get_status_display", sort="status"),
    ],
)


def _account(one: BankStatement) -> str:
    return f"{one.account} {one.currency}"


STATEMENTS = Listing(
    name="bank_statements",
    title=_("Bank statements"),
    icon="download",
    address="office_bank:statements",
    allowed=can_see_books,
    rows=bank_statements_visible_to,
    link=lambda one: reverse("office_bank:statement", args=[one.pk]),
    template="finance/banking/statements.html",
    counted=ngettext_lazy("%(number)s statement", "%(number)s statements", "count"),
    empty=_("None yet. Use the form above to import the first one."),
    columns=[
        Column("account", _("Account"), shown=_account, sort=("account", "currency")),
        Column("currency"),
        Column("from_on", _("From"), kind="day", sort="from_on"),
        Column("to_on", _("To"), kind="day", sort="to_on"),
        Column("opening", _("Opening balance"), shown="opening_money", kind="money"),
        Column("closing", _("Closing balance"), shown="closing_money", kind="money"),
        Column("lines", _("Transactions"), "line_count", kind="number", sort="line_count"),
        Column("waiting", _("Pending"), "open_count", kind="number", sort="open_count"),
        Column("imported_at", _("Imported"), kind="moment", sort="imported_at"),
    ],
)


def _invoices(payment: Payment) -> str:
    used = payment.allocations.all()
    return ", ".join(f"{one.invoice.number}: {figure(one.amount, 2)}" for one in used)


def _charges(payment: Payment) -> Money:
    return Money(payment.charges, payment.currency)


LINE_PAYMENTS = Listing(
    name="line_payments",
    title=_("Invoices paid"),
    allowed=can_see_books,
    counted=ngettext_lazy("%(number)s payment", "%(number)s payments", "count"),
    columns=[
        Column("member", _("Member"), "organisation", in_files=False),
        Column("amount", _("Amount"), shown="money", kind="money", in_files=False),
        Column("charges", _("Charges"), shown=_charges, kind="money", in_files=False),
        Column("invoices", _("Invoices"), shown=_invoices, in_files=False),
        Column("credit", _("Credit"), kind="money", in_files=False),
    ],
)
ADDRESSES = Listing(
    name="electronic_addresses",
    title=_("Electronic addresses of members"),
    icon="mail",
    address="office_bank:sender",
    allowed=can_see_books,
    rows=lambda user: ElectronicAddress.objects.select_related("organisation"),
    order=["organisation__sort_en"],
    template="finance/banking/sender.html",
    counted=ngettext_lazy("%(number)s address", "%(number)s addresses", "count"),
    empty=_("None entered."),
    columns=[
        Column("name", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("organisation", value="organisation.slug"),
        Column("address", _("Electronic address"), str),
    ],
)
