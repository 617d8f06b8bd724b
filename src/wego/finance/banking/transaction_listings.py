"""Every transaction of the bank in one list, by file and state; and many of them undone at once, with a reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django_filters import ChoiceFilter

from wego.core.acts.bulk import BulkAct
from wego.core.listings import LISTINGS, Column, ListFilters, Listing
from wego.core.punctuation import paired
from wego.finance.banking.acts import page_of_line
from wego.finance.banking.listings import LINE_COLOURS
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.queries import bank_lines_visible_to
from wego.finance.banking.services import exclude_line
from wego.finance.forms.office import ReasonForm
from wego.finance.permissions import can_keep_books, can_see_books

MOST_FILES = 200


def _files() -> list[tuple[str, str]]:
    """The latest files, each once; several statements can have come in one."""
    rows = BankStatement.objects.order_by("-pk").values_list("sha256", "file_name", "account")[:MOST_FILES]
    return list({sha256: paired(name, account) for sha256, name, account in reversed(rows)}.items())[::-1]


class TransactionFilters(ListFilters):
    """By the file that brought them, and by what became of them."""

    file = ChoiceFilter(label=_("File of the bank"), field_name="statement__sha256", choices=_files)
    status = ChoiceFilter(label=_("State"), choices=BankLine.Status.choices)


UNDO_LINES = BulkAct(
    name="lines_undo",
    address="office_bank:lines_undo",
    label=_("Undo and exclude"),
    listing=lambda: LISTINGS["bank_transactions"],
    allowed=can_keep_books,
    service=exclude_line,
    key="line_id",
    form=ReasonForm,
    explains=[
        _(
            "The payments of these transactions are cancelled by separate entries, their invoices are open again and "
            "their receipts are void. The transactions are excluded with your reason; each can be reopened."
        )
    ],
)
TRANSACTIONS = Listing(
    name="bank_transactions",
    title=_("Bank transactions"),
    address="office_bank:transactions",
    allowed=can_see_books,
    rows=bank_lines_visible_to,
    order=["-booked_on", "-pk"],
    filters=TransactionFilters,
    link=page_of_line,
    acts=[UNDO_LINES],
    counted=ngettext_lazy("%(number)s transaction", "%(number)s transactions", "count"),
    empty=_("Nothing was booked."),
    columns=[
        Column("booked_on", _("Booked"), kind="day", sort="booked_on"),
        Column("amount", _("Amount"), shown="money", kind="money"),
        Column("currency"),
        Column("payer", _("Payer")),
        Column("text", _("Texts")),
        Column("status", _("State"), shown="get_status_display", badge=LINE_COLOURS),
        Column("reason", _("Reason")),
    ],
)
