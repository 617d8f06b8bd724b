"""The books in the office: ageing, trial balance, journal, months, bank accounts and rates."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.listings import ListPage
from wego.core.texts import pick
from wego.finance.acts.books import RECORD_RATE, SET_ACCOUNT
from wego.finance.forms.office import DayForm
from wego.finance.listings.books import (
    ACCOUNTS,
    AGEING,
    AGEING_BY_MEMBER,
    JOURNAL,
    MONTHS,
    RATES,
    TRIAL_BALANCE,
    JournalLines,
    sums_of,
)
from wego.finance.models import Posting
from wego.finance.permissions import can_see_books
from wego.finance.queries.books import ageing, ageing_by_member, months_booked, trial_balance, years_to_close
from wego.finance.queries.terms import terms_in_force


@require_safe
def ageing_page(request: HttpRequest) -> HttpResponseBase:
    """What was open on a day by how late it was."""
    require(can_see_books(request.user))
    form, on = _day_of(request)
    by_member = ListPage(
        AGEING_BY_MEMBER, request, rows=ageing_by_member(on), prefix="members-", file_name=f"ageing-by-member-{on}"
    )
    facts = {"form": form, "on": on, "is_today": on == timezone.localdate()}
    return AGEING.respond(request, rows=ageing(on), facts=facts, file_name=f"ageing-{on}", beside=[by_member])


@require_safe
def journal(request: HttpRequest) -> HttpResponseBase:
    """The trial balance on a day, and the whole journal as a file."""
    require(can_see_books(request.user))
    form, on = _day_of(request)
    booked, rows = Posting.objects.filter(entry__booked_on__lte=on), trial_balance(on)
    balance = ListPage(TRIAL_BALANCE, request, rows=rows, prefix="trial-", file_name=f"trial-balance-{on}")
    if request.GET.get("format") == "trial":  # the address that it had before it came in other formats too
        return balance.download("csv")
    facts = {"form": form, "on": on, "sums": sums_of(rows), "entries": booked.count()}
    return JOURNAL.respond(request, rows=JournalLines(booked), facts=facts, file_name=f"journal-{on}", beside=[balance])


@require_safe
def periods(request: HttpRequest) -> HttpResponseBase:
    """Months with entries; close one that is over, or go on to the page that closes a year."""
    require(can_see_books(request.user))
    months = months_booked()
    return MONTHS.respond(request, rows=months, facts={"years": years_to_close(months, timezone.localdate())})


@require_safe
def settings(request: HttpRequest) -> HttpResponseBase:
    """Terms, the accounts to which members pay, the rates of days."""
    require(can_see_books(request.user))
    terms = terms_in_force()
    facts = {"terms": terms, "note": pick(terms.note), "set_account": SET_ACCOUNT, "record_rate": RECORD_RATE}
    rates = ListPage(RATES, request, prefix="rates-")
    return ACCOUNTS.respond(request, title=_("Accounts and rates"), facts=facts, beside=[rates])


def _day_of(request: HttpRequest) -> tuple[DayForm, date]:
    today = timezone.localdate()
    form = DayForm({"on": request.GET.get("on") or today})
    return form, form.cleaned_data["on"] if form.is_valid() else today
