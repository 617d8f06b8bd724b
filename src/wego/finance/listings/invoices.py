"""Lists of invoices: all, overdue, not mailed yet, from before the platform, a member's own; and what one holds."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import HiddenInput
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, TypedChoiceFilter

from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.listings import Column, ListFilters, Listing
from wego.core.money import Money
from wego.finance.acts.invoices import MAIL, MAIL_ALL, REMIND, page_of_invoice
from wego.finance.listings import money_above
from wego.finance.models import Invoice
from wego.finance.permissions import can_see_books
from wego.finance.presentation import state_of
from wego.finance.queries.invoices import (
    currencies_invoiced,
    invoices_unsent,
    invoices_visible_to,
    opening_arrears,
    overdue_now,
    overdue_part,
    select_invoices,
    with_state,
    years_invoiced,
)
from wego.finance.queries.terms import terms_in_force
from wego.finance.services.notices import next_level
from wego.members.models import Organisation
from wego.members.queries.choices import region_choices

STATES = [
    ("open", pgettext_lazy("invoice", "open")),
    ("overdue", pgettext_lazy("invoice", "overdue")),
    ("settled", pgettext_lazy("invoice", "settled")),
]


# Days past due by which what is open is grouped: the code in the address, what it is called, from and to.
BANDS: dict[str, tuple[Any, int | None, int | None]] = {
    "not_due": (_("Not due"), None, 0),
    "days_1_30": (_("1–30 days"), 1, 30),
    "days_31_60": (_("31–60 days"), 31, 60),
    "days_61_90": (_("61–90 days"), 61, 90),
    "over_90": (_("Over 90 days"), 91, None),
}


class InvoiceFilters(ListFilters):
    """By whom they are owed, for which year, and how they stand."""

    q = CharFilter(label=_("Number or organisation"), method="narrow", max_length=100)
    year = TypedChoiceFilter(
        label=_("For the year"), choices=lambda: [(year, str(year)) for year in years_invoiced()], coerce=int
    )
    state = ChoiceFilter(label=_("State"), choices=STATES, method="narrow")
    kind = ChoiceFilter(label=_("Kind"), choices=Organisation.Kind.choices, method="narrow")
    region = ChoiceFilter(label=_("Region"), choices=region_choices, method="narrow")
    currency = ChoiceFilter(label=_("Currency"), choices=lambda: [(code, code) for code in currencies_invoiced()])
    late = ChoiceFilter(
        label=_("Unpaid and overdue"), choices=[(code, band[0]) for code, band in BANDS.items()], method="narrow_late"
    )
    organisation = CharFilter(method="narrow", max_length=80, widget=HiddenInput)  # of one member, from its pages

    def narrow_late(self, invoices: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        return select_invoices(invoices, today=timezone.localdate(), late=BANDS[value][1:])

    def narrow(self, invoices: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        narrowed: dict[str, Any] = {"words" if name == "q" else name: value}
        return select_invoices(invoices, today=timezone.localdate(), **narrowed)


def _state(invoice: Invoice) -> str:
    return state_of(invoice, timezone.localdate()).word


def _state_colour(invoice: Invoice) -> str:
    return state_of(invoice, timezone.localdate()).badge


def _left_open(invoice: Invoice) -> Money:
    return Money(invoice.balance.open, invoice.currency)


INVOICES = Listing(
    name="invoices",
    title=_("Invoices"),
    address="office_finance:invoice_list",
    above=money_above,
    allowed=can_see_books,
    rows=invoices_visible_to,
    on_page=with_state,
    filters=InvoiceFilters,
    link=page_of_invoice,
    counted=ngettext_lazy("%(number)s invoice", "%(number)s invoices", "count"),
    empty=_("No matching invoices. Widen the filter; invoices are issued by the yearly billing run."),
    currency="currency",
    columns=[
        Column("number", _("Number"), sort=("series_year", "sequence")),
        Column("kind"),
        Column("owed_by", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("year", _("For the year"), kind="year", sort="year"),
        Column("organisation", value="organisation.slug"),
        Column("name", value="organisation.name.source"),
        Column("organisation_kind", value="organisation.kind"),
        Column("region", value="organisation.region.code"),
        Column("country", value="organisation.country"),
        Column("issued_on", _("Issued"), kind="day", sort="issued_on"),
        Column("due_on", pgettext_lazy("invoice", "Due"), kind="day", sort="due_on"),
        Column("total", _("Amount"), shown="money", kind="money", sort="total", total="total"),
        Column(
            "open",
            pgettext_lazy("invoice", "Open"),
            "balance.open",
            shown=_left_open,
            kind="money",
            sort="balance__open",
            total="balance__open",
        ),
        Column("currency"),
        Column("settled_on", value="balance.settled_on"),
        Column("reference"),
        Column("cause", value="cause_label"),
        Column("state", _("State"), shown=_state, badge=_state_colour, in_files=False),
        Column("is_made_up", value="is_demonstration"),
    ],
)


def _with_what_is_overdue(invoices: list[Any]) -> None:
    """Since when, how much, and which reminder comes next."""
    today, schedule = timezone.localdate(), terms_in_force().reminder_days
    for one in invoices:
        since, amount = overdue_part(one, one.balance.open, today)
        one.overdue, one.overdue_since = Money(amount, one.currency), since or one.due_on
        one.days_overdue = (today - one.overdue_since).days
        level = next_level(one, schedule)
        one.next_reminder = (level, schedule[level - 1]) if level else None


def _next_step(invoice: Any) -> str:
    if invoice.is_demonstration:
        return gettext("Sample data: no e-mails are sent.")
    if invoice.next_reminder is None:
        return gettext("All reminders have been sent: put it before the body.")
    level, days = invoice.next_reminder
    return gettext("Reminder %(level)s, %(days)s days after the due date") % {"level": level, "days": days}


OVERDUE = Listing(
    name="overdue_invoices",
    title=_("Overdue"),
    address="office_finance:overdue",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: with_owner(overdue_now(timezone.localdate())),
    filters=AssignedFilters,
    complete=_with_what_is_overdue,
    link=page_of_invoice,
    intro=_(
        "Overdue invoices, oldest first. Reminders are sent automatically; you can send the next one "
        "earlier. After the last reminder, a body decides what to do."
    ),
    counted=ngettext_lazy("%(number)s invoice", "%(number)s invoices", "count"),
    empty=_("Nothing is overdue."),
    row_acts=[REMIND],
    columns=[
        Column("number", _("Number"), sort=("series_year", "sequence")),
        Column("owed_by", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("organisation", value="organisation.slug"),
        Column("name", value="organisation.name.source"),
        Column("overdue", _("Overdue"), "overdue.amount", "overdue", kind="money"),
        Column("currency"),
        Column("since", _("Since"), "overdue_since", kind="day"),
        Column("days", _("Days"), "days_overdue", kind="number"),
        Column("next_step", _("Next step"), shown=_next_step, in_files=False),
        ASSIGNED_TO,
    ],
)


def _addressed_to(invoice: Invoice) -> Any:
    """To whom it would be mailed; where nobody is named, where one is."""
    if contact := getattr(invoice.organisation, "billing_contact", None):
        return contact.email
    address = reverse("finance:billing_contact", args=[invoice.organisation.slug])
    label = gettext("Enter one")
    return format_html(
        '<a href="{}">{}<span class="visually-hidden"> {}</span></a>', address, label, invoice.organisation
    )


UNSENT = Listing(
    name="unsent_invoices",
    title=_("Not sent"),
    address="office_finance:unsent",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: with_owner(invoices_unsent()),
    filters=AssignedFilters,
    link=page_of_invoice,
    intro=_(
        "Open invoices that have not been sent by e-mail. They are sent to the billing contact, or to the "
        "officers if there is none."
    ),
    counted=ngettext_lazy("%(number)s invoice", "%(number)s invoices", "count"),
    empty=_("All open invoices have been sent."),
    template="finance/office/unsent.html",
    page_acts=[MAIL_ALL],
    row_acts=[MAIL],
    columns=[
        Column("number", _("Number"), sort=("series_year", "sequence")),
        Column("owed_by", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("organisation", value="organisation.slug"),
        Column("name", value="organisation.name.source"),
        Column("total", _("Amount"), shown="money", kind="money", sort="total"),
        Column("currency"),
        Column("contact", _("Billing contact"), shown=_addressed_to, in_files=False),
        ASSIGNED_TO,
    ],
)
OPENING_ARREARS = Listing(
    name="opening_arrears",
    title=_("Earlier arrears"),
    address="office_finance:opening_arrears",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: opening_arrears(),
    link=page_of_invoice,
    intro=_(
        "What members owed on the day the network started to keep its accounts here. Each is an invoice in "
        "its own series: it counts as overdue from its due date, is followed up and paid like any other, "
        "and is booked against the opening balance."
    ),
    counted=ngettext_lazy("%(number)s invoice", "%(number)s invoices", "count"),
    empty=_("None entered yet."),
    template="finance/office/opening_arrears.html",
    currency="currency",
    columns=[
        Column("number", _("Number"), sort=("series_year", "sequence")),
        Column("owed_by", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("organisation", value="organisation.slug"),
        Column("due_on", _("Due date"), kind="day", sort="due_on"),
        Column("total", _("Total"), shown="money", kind="money", sort="total", total="total"),
        Column(
            "open",
            pgettext_lazy("invoice", "Open"),
            "balance.open",
            shown=_left_open,
            kind="money",
            sort="balance__open",
            total="balance__open",
        ),
        Column("currency"),
    ],
)


def _event_paper(event: Any) -> Any:
    return render_to_string("finance/event_paper.html", {"event": event})


def _event_words(event: Any) -> str:
    return f"{event.what}: {event.detail}" if event.detail else str(event.what)


_LINES: dict[str, Any] = {
    "title": _("Lines of the invoice"),
    "counted": ngettext_lazy("%(number)s line", "%(number)s lines", "count"),
    "columns": [
        Column("description", _("Details"), in_files=False),
        Column("quantity", _("Quantity"), kind="number", in_files=False),
        Column("price", _("Price"), kind="money", in_files=False),
        Column("amount", _("Amount"), kind="money", in_files=False),
    ],
}
_EVENTS: dict[str, Any] = {
    "title": _("Payments, credit notes and other reductions of the invoice"),
    "counted": ngettext_lazy("%(number)s entry", "%(number)s entries", "count"),
    "empty": _("Nothing received yet."),
    "columns": [
        Column("on", _("Day"), kind="day", in_files=False),
        Column("what", _("What happened"), shown=_event_words, in_files=False, is_wide=True),
        Column("amount", _("Amount"), kind="money", in_files=False),
        Column("paper", _("Document"), shown=_event_paper, in_files=False),
    ],
}
INVOICE_LINES = Listing(name="invoice_lines", allowed=can_see_books, **_LINES)
MY_INVOICE_LINES = Listing(name="my_invoice_lines", is_office=False, **_LINES)
MY_INVOICE_EVENTS = Listing(name="my_invoice_events", is_office=False, **_EVENTS)


def _paper(invoice: Invoice) -> Any:
    address = reverse("finance:invoice_as_pdf", args=[invoice.number])
    return format_html('<a href="{}">PDF<span class="visually-hidden"> {}</span></a>', address, invoice.number)


MY_INVOICES = Listing(
    name="my_invoices",
    title=_("Invoices"),
    is_office=False,
    link=lambda one: reverse("finance:invoice", args=[one.number]),
    counted=ngettext_lazy("%(number)s invoice", "%(number)s invoices", "count"),
    empty=_("No invoices yet. The secretariat issues the membership fee once a year."),
    columns=[
        Column("number", _("Number"), sort="number"),
        Column("year", _("For the year"), kind="year", sort="year"),
        Column("total", _("Amount"), shown="money", kind="money", sort="total"),
        Column("due_on", pgettext_lazy("invoice", "Due"), kind="day", sort="due_on"),
        Column("state", _("State"), shown=_state, badge=_state_colour, in_files=False),
        Column("open", pgettext_lazy("invoice", "Open"), "balance.open", shown=_left_open, kind="money", sort="open"),
        Column("currency"),
        Column("paper", _("Document"), shown=_paper, in_files=False),
    ],
)
