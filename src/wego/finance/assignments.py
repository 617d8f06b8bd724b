"""Open invoices, unmatched bank transactions and refunds to pay out can be assigned to somebody who keeps the books."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import people_permitted
from wego.core.assignments.kinds import AssignableKind
from wego.core.formats import money
from wego.finance.acts.payments import title_of_refund
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import bank_lines_visible_to, waiting_lines
from wego.finance.models import Invoice, Refund
from wego.finance.permissions import can_keep_books, can_see_books
from wego.finance.queries.invoices import invoices_visible_to, with_open
from wego.finance.queries.payments import open_refunds, refunds_visible_to

_PEOPLE = partial(people_permitted, can_keep_books.code)

INVOICE = AssignableKind(
    model=Invoice,
    label=_("Invoices"),
    may_see=can_see_books,
    may_act=can_keep_books,
    people=_PEOPLE,
    visible_to=invoices_visible_to,
    waiting=lambda user: invoices_visible_to(user).filter(with_open(open__gt=0)),
    # An invoice is called by its number, and found by it.
    address=lambda assignment: reverse("office_finance:invoice", args=[assignment.subject_label]),
    name_of=lambda invoice: invoice.number,
)
BANK_LINE = AssignableKind(
    model=BankLine,
    label=_("Bank transactions"),
    may_see=can_see_books,
    may_act=can_keep_books,
    people=_PEOPLE,
    visible_to=bank_lines_visible_to,
    waiting=lambda user: waiting_lines(bank_lines_visible_to(user)),
    address=lambda assignment: reverse("office_bank:bank_line", args=[assignment.subject_id]),
    name_of=lambda line: f"{line.booked_on.isoformat()} · {money(line.money)}",
)
REFUND = AssignableKind(
    model=Refund,
    label=_("Refunds to pay out"),
    may_see=can_see_books,
    may_act=can_keep_books,
    people=_PEOPLE,
    visible_to=refunds_visible_to,
    waiting=lambda user: open_refunds(),
    address=lambda assignment: reverse("office_finance:refund", args=[assignment.subject_id]),
    name_of=title_of_refund,
)
