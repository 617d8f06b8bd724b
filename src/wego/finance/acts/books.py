"""What is done in the books: an account put in force, a rate recorded, a month closed."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.core.acts.act import Act
from wego.finance.forms.office import BankAccountForm, RateForm
from wego.finance.listings import money_above
from wego.finance.models import BankAccount
from wego.finance.permissions import can_keep_books
from wego.finance.queries.books import BookedMonth
from wego.finance.services.allocations import record_rate
from wego.finance.services.billing import set_bank_account
from wego.finance.services.closing import close_period

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_account_form = partial(BankAccountForm, prefix="account")


def _is_about_to_change(request: HttpRequest) -> bool:
    """Whoever redirects the members' payments proves first who they are; who may not, or has mistyped, is not asked."""
    return request.method == "POST" and can_keep_books(request.user) and _account_form(request.POST).is_valid()


def _put_in_force(*, by: User, at: datetime, currency: str, **values: Any) -> BankAccount:
    return set_bank_account(currency=currency, values=values, by=by, at=at)


def _month(user: Any, month: str) -> BookedMonth:
    if not MONTH.fullmatch(month) or month.startswith("0000"):
        raise Http404
    return BookedMonth(month, 0, None)


def _is_over(one: BookedMonth) -> bool:
    return one.closed is None and one.month < f"{timezone.localdate():%Y-%m}"


_ACT = partial(
    Act,
    allowed=can_keep_books,
    title=lambda one: _("Accounts and rates"),
    back=lambda one: reverse("office_finance:settings"),
    above=lambda one: money_above(),
)

SET_ACCOUNT = _ACT(
    name="account_set",
    address="office_finance:account_set",
    label=gettext_lazy("Use this account"),
    said=gettext_lazy("Account now in use."),
    service=_put_in_force,
    form=_account_form,
    guards=[reauthentication_required(enabled=_is_about_to_change)],
    explains=lambda nothing: [
        _(
            "This account will be shown on every new invoice in its currency. Without an account, the invoice "
            "says that the secretariat will send the account details."
        ),
        _(
            "To change it, you must confirm your identity again, and your colleagues in the secretariat are "
            "notified by e-mail."
        ),
    ],
)
RECORD_RATE = _ACT(
    name="rate_record",
    address="office_finance:rate_record",
    label=gettext_lazy("Record this rate"),
    said=gettext_lazy("Rate recorded."),
    service=record_rate,
    form=partial(RateForm, prefix="rate"),
    explains=lambda nothing: [
        _(
            "A payment in a currency other than that of the invoice is converted at the rate recorded for the "
            "day of arrival, or the latest rate of the week before."
        ),
        _("A recorded rate cannot be changed."),
    ],
)
CLOSE_MONTH = _ACT(
    name="month_close",
    address="office_finance:month_close",
    label=gettext_lazy("Close the month"),
    said=gettext_lazy("Month closed. No more entries can be booked into it."),
    service=close_period,
    subject=_month,
    args=lambda one: [one.month],
    values=lambda one, given: {"year": int(one.month[:4]), "month": int(one.month[5:])},
    explains=lambda one: [
        _(
            "Closed months cannot be reopened. Later items are posted on the day they are recorded, with the "
            "date from which they count."
        )
    ],
    is_possible=_is_over,
    is_final=True,
    title=lambda one: one.month,
    back=lambda one: reverse("office_finance:periods"),
)
