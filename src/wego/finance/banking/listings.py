"""The lists of the bank: lines that wait, statements and their lines, payments of a line, electronic addresses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.formats import figure
from wego.core.listings import Column, Listing
from wego.core.money import Money
from wego.core.punctuation import bracketed, joined, paired
from wego.finance.acts.payments import page_of_payment
from wego.finance.banking.acts import UNMATCH, page_of_line
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.queries import bank_lines_visible_to, bank_statements_visible_to, waiting_lines
from wego.finance.listings import money_above
from wego.finance.models import Payment
from wego.finance.permissions import can_see_books
from wego.finance.ubl.models import ElectronicAddress

LINE_COLOURS = {"open": "warn", "matched": "good"}
LINES = ngettext_lazy("%(number)s line", "%(number)s lines", "count")


def _payer(line: BankLine) -> str:
    if line.ultimate_payer:
        return bracketed(line.payer or "–", gettext("for %(name)s") % {"name": line.ultimate_payer})
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
    above=money_above,
    title=_("Unmatched payments"),
    address="office_bank:bank_lines",
    allowed=can_see_books,
    rows=lambda user: with_owner(waiting_lines(bank_lines_visible_to(user))),
    filters=AssignedFilters,
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
        ASSIGNED_TO,
    ],
)
STATEMENT_LINES = Listing(
    name="statement_lines",
    title=_("Transactions"),
    allowed=can_see_books,
    link=page_of_line,
    template="finance/banking/statement.html",
    counted=LINES,
    empty=_("Nothing was booked."),
    row_acts=[UNMATCH],
    columns=[
        _ABOUT_A_LINE["booked_on"],
        _ABOUT_A_LINE["amount"],
        Column("currency"),
        Column("payer", _("Payer"), sort="payer"),
        Column("text", _("Texts")),
        Column("status", _("State"), shown="get_status_display", sort="status", badge=LINE_COLOURS),
    ],
)

KINDS = {
    "certain": _("Certain"),
    "proposed": pgettext_lazy("of a line of the bank", "Proposed"),
    "unmatched": _("Unmatched"),
    "known": _("Already known"),
    "outgoing": _("Outgoing"),
}
FATES = {
    "proposed": _("Stays unmatched; proposed:"),
    "unmatched": _("Stays unmatched until someone matches it."),
    "known": _("Already imported from an earlier file; it is skipped."),
    "outgoing": _("Saved; it pays no invoice."),
}


def _what_it_does(line: dict[str, Any]) -> Any:
    """What a line pays, or would pay if it were confirmed, and what becomes of it."""
    code, parts = line["currency"], line.get("parts", [])
    said = FATES.get(line["kind"], "")
    if not parts:
        return said
    amounts = {name: Money(Decimal(line[name]), code) for name in ("charges", "rest")}
    proposal = {
        "parts": [{**part, **{name: Money(Decimal(part[name]), code) for name in ("pays", "left")}} for part in parts],
        "rest_is_of": parts[-1]["invoice"]["organisation"],
        **amounts,
    }
    return format_html("{} {}", said, render_to_string("finance/banking/effect.html", {"proposal": proposal}))


PREVIEW_LINES = Listing(
    name="preview_lines",
    title=_("Transactions in this file"),
    allowed=can_see_books,
    template="finance/banking/preview.html",
    counted=LINES,
    empty=_("Nothing was booked."),
    columns=[
        Column("booked_on", _("Booked"), lambda line: date.fromisoformat(line["booked_on"]), kind="day"),
        Column(
            "amount",
            _("Amount"),
            lambda line: Decimal(line["amount"]),
            shown=lambda line: Money(Decimal(line["amount"]), line["currency"]),
            kind="money",
            sort="amount",
        ),
        Column("currency"),
        Column("kind", _("State"), shown=lambda line: KINDS[line["kind"]], sort="kind"),
        Column("payer", _("Payer"), sort="payer"),
        Column("text", _("Texts")),
        Column("does", _("What happens"), shown=_what_it_does, in_files=False, is_wide=True),
    ],
)


def _account(one: BankStatement) -> str:
    return f"{one.account} {one.currency}"


STATEMENTS = Listing(
    name="bank_statements",
    title=_("Bank statements"),
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
    return joined(paired(one.invoice.number, figure(one.amount, 2)) for one in used)


def _charges(payment: Payment) -> Money:
    return Money(payment.charges, payment.currency)


LINE_PAYMENTS = Listing(
    name="line_payments",
    title=_("Invoices paid"),
    allowed=can_see_books,
    counted=ngettext_lazy("%(number)s payment", "%(number)s payments", "count"),
    link=page_of_payment,
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
