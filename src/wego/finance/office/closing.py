"""The page that closes a year: what is in order, what is not and where it is settled, what closing means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.listings import ListPage, file_asked_of
from wego.core.money import Money
from wego.core.office import office_page
from wego.core.rules import RuleError
from wego.engines.banking.dates import EARLIEST, LATEST
from wego.finance.banking.wording import render_gaps
from wego.finance.forms.office import CloseYearForm
from wego.finance.listings import money_above
from wego.finance.listings.books import TRIAL_BALANCE, sums_of
from wego.finance.models import ClosedPeriod
from wego.finance.permissions import can_keep_books, can_see_books
from wego.finance.queries.books import trial_balance
from wego.finance.queries.reconciliation import TO_LOOK_AT, DifferencePart, Reconciliation
from wego.finance.queries.year_end import Days, YearEndFinding, findings
from wego.finance.services.closing import close_year

STATES = {
    "order": gettext_lazy("In order"),
    "look": gettext_lazy("To check"),
    "stop": gettext_lazy("Prevents closing"),
}
# By what is found: what it is called, and the list that shows it.
ROWS: dict[str, tuple[str | Promise, Callable[[int], str]]] = {
    "waiting": (gettext_lazy("Bank transactions to match"), lambda year: _list("office_bank:bank_lines", year)),
    "drafts": (gettext_lazy("Unfinished billing runs"), lambda year: ""),
    "bank": (gettext_lazy("Balance at the bank and in the books"), lambda year: "#bank"),
    "statements": (gettext_lazy("Bank statements without gaps"), lambda year: _list("office_bank:statements", year)),
    "open": (gettext_lazy("Open invoices"), lambda year: _invoices(year, "open")),
    "overdue": (gettext_lazy("Overdue invoices"), lambda year: _invoices(year, "overdue")),
    "unsent": (gettext_lazy("Invoices not sent yet"), lambda year: _list("office_finance:unsent", year)),
    "mails": (
        gettext_lazy("Invoice and receipt e-mails not delivered"),
        lambda year: _list("office_finance:unsent", year) + "#mails",
    ),
    "credit": (gettext_lazy("Unused credit"), lambda year: _list("office_finance:credits", year)),
    "unknown": (
        gettext_lazy("Payments from unknown payers"),
        lambda year: _list("office_finance:credits", year) + "#unknown",
    ),
    "refunds": (gettext_lazy("Refunds to pay out"), lambda year: reverse("office_finance:refunds")),
    "earlier": (gettext_lazy("Earlier years not closed yet"), lambda year: reverse("office_finance:periods")),
}
PARTS = {
    DifferencePart.BEFORE: gettext_lazy("At the start, before the first transaction checked"),
    DifferencePart.SET_ASIDE: gettext_lazy("Bank transactions excluded with a reason"),
    DifferencePart.LEFT: gettext_lazy("Outgoing bank payments"),
    DifferencePart.WAITING: gettext_lazy("Bank transactions to match"),
    DifferencePart.REFUNDS: gettext_lazy("Refunds paid out in the books"),
    DifferencePart.OTHER_WAYS: gettext_lazy("Payments not made through the bank"),
    DifferencePart.BY_HAND: gettext_lazy("Bank payments entered by hand, without a bank transaction"),
    DifferencePart.UNDONE: gettext_lazy("Payments undone on a later day"),
    DifferencePart.NO_BALANCE: gettext_lazy("Payments to accounts whose statements contain no balance"),
    DifferencePart.MISSING: gettext_lazy("Missing between statements"),
    DifferencePart.REST: gettext_lazy("Unexplained"),
}


@once
def year_close(request: HttpRequest, year: int) -> HttpResponseBase:
    """Look at everything, then close the year by typing it."""
    may_close = can_keep_books(request.user)
    require(may_close or (request.method != "POST" and can_see_books(request.user)))
    if not EARLIEST.year <= year <= LATEST.year:
        raise Http404
    form = CloseYearForm(request.POST if request.method == "POST" else None, year=year)
    if form.is_bound and form.is_valid():
        assert isinstance(request.user, User)
        try:
            close_year(year=year, by=request.user, at=timezone.now())
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Year closed. No more entries can be booked into it."))
            return redirect("office_finance:periods")
    today = timezone.localdate()
    balance, sums = _trial_balance(request, Days.of_year(year).end)
    if (wanted := file_asked_of([balance])) is not None:
        return wanted
    found = findings(year, today=today)
    months = ClosedPeriod.objects.filter(month__startswith=f"{year}-").count()
    rows = [_row(one, year) for one in found]
    facts = {
        "year": year,
        "form": form,
        "may_close": may_close,
        "rows": rows,
        "stopping": sum(one.state == "stop" for one in found),
        "to_look_at": sum(one.state == "look" for one in found),
        "banks": [_bank(one) for one in next(row for row in found if row.code == "bank").details[0]],
        "balance": balance,
        "sums": sums,
        "is_balanced": all(debit == credit for _currency, debit, credit in sums),
        "is_over": year < today.year,
        "months_closed": months,
    }
    above = [*money_above(), (reverse("office_finance:periods"), _("Months and years"))]
    title = _("Close the year %(year)s") % {"year": year}
    return office_page(request, "finance/office/year_close.html", title, facts, above=above)


def _trial_balance(request: HttpRequest, on: date) -> tuple[ListPage, list[tuple[str, Any, Any]]]:
    """Every account at the end of the year, from the journal as it stands, and both sums of each currency."""
    rows = trial_balance(on)
    return ListPage(TRIAL_BALANCE, request, rows=rows, prefix="trial-", file_name=f"trial-balance-{on}"), sums_of(rows)


def _row(found: YearEndFinding, year: int) -> dict[str, Any]:
    label, address = ROWS[found.code]
    return {
        "label": label,
        "address": address(year),
        "count": found.count,
        "amounts": found.amounts,
        "notes": list(_notes(found)),
        "links": found.details if found.code == "drafts" else (),
        "state": found.state,
        "word": STATES[found.state],
    }


def _notes(found: YearEndFinding) -> Iterator[str]:
    """What a number alone does not say."""
    if found.code == "bank":
        for currency in found.details[1]:
            yield _("No statement contains a balance in %(currency)s.") % {"currency": currency}
    if found.code == "statements":
        gaps, early, is_none = found.details
        yield from render_gaps(gaps)
        for one in early:
            said = _("The statements of account %(account)s end on %(day)s.")
            yield said % {"day": one.stated_on.isoformat(), "account": one.account}
        if is_none:
            yield _("No statement of this year has been imported.")
    if found.code == "earlier":
        yield from map(str, found.details)


def _bank(one: Reconciliation) -> dict[str, Any]:
    return {
        "currency": one.currency,
        "bank": Money(one.bank, one.currency),
        "books": Money(one.books, one.currency),
        "difference": Money(one.difference, one.currency),
        "accounts": [(end.account, Money(end.balance, one.currency), end.stated_on) for end in one.accounts],
        "parts": [(PARTS[part], Money(amount, one.currency), part in TO_LOOK_AT) for part, amount in one.parts.items()],
    }


def _list(name: str, year: int) -> str:
    return f"{reverse(name)}?year={year}"


def _invoices(year: int, state: str) -> str:
    return f"{_list('office_finance:invoice_list', year)}&state={state}"
