"""The treasurer's overview: what is open, what waits, and what was invoiced by year, region and kind."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.charts import ACCENT, Chart, render_svg
from wego.core.exports import FORMATS
from wego.core.listings import ListPage
from wego.core.office import MenuGroup
from wego.finance.banking.models import BankLine
from wego.finance.banking.queries import waiting_lines
from wego.finance.listings.books import OPEN_BY_CURRENCY, RECEIVABLE
from wego.finance.permissions import can_see_books
from wego.finance.queries.books import WAYS, InvoicedShare, ageing, receivable, receivable_by
from wego.finance.queries.invoices import invoices_unsent, overdue_now
from wego.finance.queries.payments import open_refunds, payments_unidentified, payments_with_credit
from wego.finance.queries.terms import account_for, terms_in_force
from wego.members.models import Organisation
from wego.members.queries.choices import region_choices

SETTLED_COLOUR = "#b9c3d3"


@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """Key numbers, what waits with its next step, three pictures with their tables; `by` and `format` give a file."""
    require(can_see_books(request.user))
    if wanted := request.GET.get("format"):
        return _download(request, request.GET.get("by", ""), wanted)
    today = timezone.localdate()
    currency = terms_in_force().currency
    aged, receivables = ageing(today), receivable()
    facts = {
        "today": today,
        "steps": _steps(today, currency),
        "charts": [(way, _chart(way, receivables[way], currency)) for way in WAYS],
        "formats": FORMATS,
    }
    return OPEN_BY_CURRENCY.respond(request, rows=aged, title=MenuGroup.PAYMENTS.label, facts=facts, above=())


def _steps(today: Any, currency: str) -> list[tuple[str, str, int]]:
    """What to do next, where, and for how many; only what waits, in the order in which money goes its way."""
    credits_ = reverse("office_finance:credits")
    waiting = [
        (
            _("Enter the bank account for %(currency)s") % {"currency": currency},
            reverse("office_finance:settings"),
            0 if account_for(currency) else 1,
        ),
        (_("Send invoices not yet e-mailed"), reverse("office_finance:unsent"), invoices_unsent().count()),
        (
            _("Match payments of the bank"),
            reverse("office_bank:bank_lines"),
            waiting_lines(BankLine.objects.all()).count(),
        ),
        (_("Identify the payers"), f"{credits_}#unknown", payments_unidentified().count()),
        (_("Use or refund unused credit"), credits_, payments_with_credit().exclude(organisation=None).count()),
        (_("Pay out refunds"), reverse("office_finance:refunds"), open_refunds().count()),
        (_("Follow up overdue invoices"), reverse("office_finance:overdue"), overdue_now(today).count()),
    ]
    return [step for step in waiting if step[2]]


def _labels(way: str) -> dict[Any, str]:
    if way == "kind":
        return {code: str(label) for code, label in Organisation.Kind.choices}
    if way == "region":
        return dict(region_choices())
    return {}


def _title(way: str) -> str:
    return {
        "year": _("Receivable by year"),
        "region": _("Receivable by region"),
        "kind": _("Receivable by kind of member"),
    }[way]


def _chart(way: str, shares: list[InvoicedShare], currency: str) -> Chart:
    """Settled and open in the terms' currency as bars; the table has every currency."""
    labels = _labels(way)
    settled, open_ = pgettext("invoice", "settled"), pgettext("invoice", "open")
    values = [
        {"group": labels.get(share.key, str(share.key)), "part": part, "amount": float(amount), "order": order}
        for share in shares
        if share.currency == currency
        for order, (part, amount) in enumerate(((settled, share.settled), (open_, share.open)))
    ]
    spec = {
        "data": {"values": values},
        "mark": {"type": "bar", "height": 14},
        "width": 400,
        "height": {"step": 22},
        "encoding": {
            "y": {"field": "group", "type": "nominal", "title": None, "sort": None},
            "x": {
                "field": "amount",
                "type": "quantitative",
                "title": currency,
                "stack": "zero",
                "axis": {"tickCount": 5},
            },
            "order": {"field": "order"},
            "color": {
                "field": "part",
                "type": "nominal",
                "title": None,
                "scale": {"domain": [settled, open_], "range": [SETTLED_COLOUR, ACCENT]},
            },
        },
    }
    rows = [
        [
            labels.get(share.key, str(share.key)),
            share.currency,
            share.invoices,
            f"{share.invoiced:,.2f}",
            f"{share.settled:,.2f}",
            f"{share.open:,.2f}",
        ]
        for share in shares
    ]
    columns = [_("Group"), _("Currency"), _("Invoices"), _("Invoiced"), _("Settled"), pgettext("invoice", "Open")]
    return Chart(_title(way), columns, rows, render_svg(spec), source=_("the journal of this platform, today"))


def _download(request: HttpRequest, way: str, wanted: str) -> HttpResponseBase:
    if way not in WAYS:
        raise Http404
    return ListPage(RECEIVABLE, request, rows=receivable_by(way)).download(wanted, f"receivable-by-{way}")
