"""The books in the office: ageing, trial balance, journal, months, bank accounts and rates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.exports import FORMATS, csv_download, table_download
from wego.core.form_tokens import once
from wego.core.money import Money
from wego.core.numbers import whole_number
from wego.core.office import office_page, run_service
from wego.core.texts import pick
from wego.finance.forms.office import BankAccountForm, DayForm, RateForm
from wego.finance.models import Posting, Rate
from wego.finance.permissions import can_keep_books
from wego.finance.queries.books import (
    JOURNAL_COLUMNS,
    Ageing,
    TrialRow,
    ageing,
    journal_lines,
    months_booked,
    trial_balance,
    years_to_close,
)
from wego.finance.queries.terms import bank_accounts, terms_in_force
from wego.finance.services.allocations import record_rate
from wego.finance.services.billing import set_bank_account
from wego.finance.services.closing import close_period

AGEING_COLUMNS = ("currency", "invoices", "not_due", "days_1_30", "days_31_60", "days_61_90", "over_90", "total")
TRIAL_COLUMNS = ("currency", "account", "name", "kind", "debit", "credit", "balance")


@require_safe
def ageing_page(request: HttpRequest) -> HttpResponseBase:
    """What was open on a day by how late it was."""
    require(can_keep_books(request.user))
    form, on = _day_of(request)
    rows = ageing(on)
    if (wanted := request.GET.get("format")) in FORMATS:
        return table_download(wanted, f"ageing-{on}", AGEING_COLUMNS, _ageing_cells(rows), lambda: len(rows))
    shown = [
        {
            "row": row,
            "buckets": [Money(amount, row.currency) for amount in row.buckets],
            "total": Money(row.total, row.currency),
        }
        for row in rows
    ]
    facts = {"form": form, "on": on, "rows": shown, "formats": FORMATS}
    return office_page(request, "finance/office/ageing.html", _("Ageing"), "date", facts, above=_above())


@require_safe
def journal(request: HttpRequest) -> HttpResponseBase:
    """The trial balance on a day, and the whole journal as a file."""
    require(can_keep_books(request.user))
    form, on = _day_of(request)
    rows = trial_balance(on)
    booked = Posting.objects.filter(entry__booked_on__lte=on)
    if (wanted := request.GET.get("format", "")) == "trial":
        return csv_download(f"trial-balance-{on}", TRIAL_COLUMNS, _trial_cells(rows))
    if wanted:
        # Two lines for each posting.
        return table_download(
            wanted, f"journal-{on}", JOURNAL_COLUMNS, journal_lines(booked), lambda: 2 * booked.count()
        )
    facts = {
        "form": form,
        "on": on,
        "rows": rows,
        "totals": _totals(rows),
        "entries": booked.count(),
        "formats": FORMATS,
    }
    return office_page(request, "finance/office/journal.html", _("Journal"), "list-ol", facts, above=_above())


@once
def periods(request: HttpRequest) -> HttpResponseBase:
    """Months with entries; close one that is over, or go on to the page that closes a year."""
    require(can_keep_books(request.user))
    if request.method == "POST":
        year_text, _dash, month_text = request.POST.get("month", "").partition("-")
        year, month = whole_number(year_text), whole_number(month_text)
        if year is None or month is None or not 1 <= year <= 9999 or not 1 <= month <= 12:
            raise Http404
        said = _("Month closed. Nothing is booked into it any more.")
        run_service(request, said, close_period, year=year, month=month)
        return redirect("office_finance:periods")
    today, months = timezone.localdate(), months_booked()
    facts = {"months": months, "this_month": f"{today:%Y-%m}", "years": years_to_close(months, today)}
    return office_page(request, "finance/office/periods.html", _("Months and years"), "lock", facts, above=_above())


def _changes_account(request: HttpRequest) -> bool:
    """Whoever redirects the members' payments proves first who they are; who may not, or has mistyped, is not asked."""
    if request.POST.get("act") != "account" or not can_keep_books(request.user):
        return False
    return BankAccountForm(request.POST, prefix="account").is_valid()


@reauthentication_required(enabled=_changes_account)
@once
def settings(request: HttpRequest) -> HttpResponseBase:
    """Terms, the accounts to which members pay, the rates of days."""
    require(can_keep_books(request.user))
    act = request.POST.get("act", "")
    account = BankAccountForm(request.POST if act == "account" else None, prefix="account")
    rate = RateForm(request.POST if act == "rate" else None, prefix="rate")
    if act == "account" and account.is_valid():
        values = dict(account.cleaned_data)
        currency = values.pop("currency")
        if run_service(request, _("Account in force."), set_bank_account, currency=currency, values=values):
            return redirect("office_finance:settings")
    if (
        act == "rate"
        and rate.is_valid()
        and run_service(request, _("Rate recorded."), record_rate, **rate.cleaned_data)
    ):
        return redirect("office_finance:settings")
    terms = terms_in_force()
    facts = {
        "terms": terms,
        "note": pick(terms.note),
        "accounts": bank_accounts(),
        "rates": Rate.objects.all()[:50],
        "account_form": account,
        "rate_form": rate,
    }
    return office_page(request, "finance/office/settings.html", _("Accounts and rates"), "cog", facts, above=_above())


def _day_of(request: HttpRequest) -> tuple[DayForm, date]:
    today = timezone.localdate()
    form = DayForm({"on": request.GET.get("on") or today})
    return form, form.cleaned_data["on"] if form.is_valid() else today


def _ageing_cells(rows: list[Ageing]) -> Iterator[list[Any]]:
    for row in rows:
        yield [row.currency, row.invoices, *row.buckets, row.total]


def _trial_cells(rows: list[TrialRow]) -> Iterator[list[Any]]:
    for row in rows:
        yield [row.currency, row.account, row.label, row.kind, row.debit, row.credit, row.balance]


def _totals(rows: list[TrialRow]) -> list[tuple[str, Any, Any]]:
    """Both sums of each currency; they are equal."""
    sums: dict[str, list[Any]] = {}
    for row in rows:
        both = sums.setdefault(row.currency, [0, 0])
        both[0] += row.debit
        both[1] += row.credit
    return [(currency, *both) for currency, both in sums.items()]


def _above() -> list[tuple[str, str]]:
    return [(reverse("office_finance:overview"), _("Money"))]
