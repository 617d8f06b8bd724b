"""What money shows of a member on its page in the office: what is open, the latest invoices and payments."""

from __future__ import annotations

from django.db.models import Count, F, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.formats import money
from wego.core.money import Money
from wego.core.next_steps import NextStep
from wego.core.office_home import coins
from wego.core.page_sections import PageSection, TimelineEvent
from wego.finance.acts.invoices import page_of_invoice
from wego.finance.models import Invoice
from wego.finance.permissions import can_keep_books, can_see_books
from wego.finance.presentation import state_of
from wego.finance.queries.dues_of_year import overdue_amount
from wego.finance.queries.invoices import with_state
from wego.finance.queries.payments import credit_of
from wego.finance.timelines import acts_of_member
from wego.members.models import Organisation

MOST_INVOICES, MOST_ACTS = 8, 12


def money_section(*, organisation: Organisation, request: HttpRequest) -> PageSection | None:
    """Five queries, however many invoices there are."""
    if not can_see_books(request.user):
        return None
    today = timezone.localdate()
    every = Invoice.objects.filter(organisation=organisation)
    sums = (
        every.filter(balance__open__gt=0)
        .annotate(of_it_overdue=overdue_amount(today))
        .order_by()
        .values(code=F("currency"))
        .annotate(open=Sum("balance__open"), overdue=Sum("of_it_overdue"), count=Count("pk"))
        .order_by("code")
    )
    invoices = list(with_state(every)[:MOST_INVOICES])
    data = {
        "open": [
            {"money": amount, "overdue": coins(row["overdue"], row["code"]), "count": row["count"]}
            for row in sums
            for amount in coins(row["open"], row["code"])
        ],
        "credit": credit_of(organisation),
        "invoices": [
            {"invoice": one, "state": state_of(one, today), "open": Money(one.balance.open, one.currency)}
            for one in invoices
        ],
    }
    events = [
        TimelineEvent(
            one.issued_on, _("Invoice %(number)s") % {"number": one.number}, money(one.money), page_of_invoice(one)
        )
        for one in invoices
    ]
    events += acts_of_member(organisation, most=MOST_ACTS)
    listed = f"{reverse('office_finance:invoice_list')}?organisation={organisation.slug}"
    links = [NextStep(_("All invoices"), listed)]
    paid = f"{reverse('office_finance:payment_list')}?organisation={organisation.slug}"
    links.append(NextStep(_("All payments"), paid))
    links.append(NextStep(_("Account"), reverse("finance:statement", args=[organisation.slug])))
    if can_keep_books(request.user):
        links.append(NextStep(_("Billing contact"), reverse("finance:billing_contact", args=[organisation.slug])))
    return PageSection("money", _("Money"), "finance/office/money_section.html", data, links, events)
