"""The lists of dues: runs, the quotes of one, what changed, readings, concessions, a simulation, a member's years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.formats import figure, moment
from wego.core.listings import Column, ListFilters, Listing
from wego.dues.acts import WITHDRAW, page_of_run
from wego.dues.models import Concession, RunQuote
from wego.dues.permissions import can_see_dues
from wego.dues.queries.quotes import MemberQuote
from wego.dues.queries.runs import runs_visible_to
from wego.dues.queries.simulation import SimulationRow
from wego.dues.wording import render_changes, render_steps, steps_of
from wego.engines.fees import Schedule


def why(steps: list[str]) -> Any:
    """The last step, and the others behind it."""
    if not steps:
        return None
    items = format_html_join("", "<li>{}</li>", ((step,) for step in steps))
    return format_html("<details><summary>{}</summary><ol>{}</ol></details>", steps[-1], items)


def _in_money(amount: Decimal, currency: str) -> Any:
    return format_html("{} {}", figure(amount), currency)


RUNS = Listing(
    name="dues_runs",
    title=_("Billing runs"),
    address="office_dues:runs",
    allowed=can_see_dues,
    rows=lambda user: with_owner(runs_visible_to(user).select_related("schedule")),
    filters=AssignedFilters,
    link=page_of_run,
    template="dues/office/runs.html",
    counted=ngettext_lazy("%(number)s billing run", "%(number)s billing runs", "count"),
    empty=_("No billing runs yet. Start the first one above."),
    columns=[
        Column("year", _("Dues of"), kind="year", sort=("year", "pk")),
        Column("status", _("Status"), shown="get_status_display", sort="status"),
        Column("schedule", _("Schedule"), "schedule.code", shown="schedule"),
        Column("begun_at", _("Started at"), kind="moment", sort="begun_at"),
        Column("invoices", _("Invoices"), lambda run: run.done if run.finished_at else None, kind="number"),
        ASSIGNED_TO,
    ],
)


class QuoteFilters(ListFilters):
    """By what a run found."""

    outcome = ChoiceFilter(label=_("Outcome"), choices=RunQuote.Outcome.choices)


def _steps(quote: RunQuote) -> list[str]:
    return render_steps(steps_of(quote.steps), quote.run.schedule.read())


QUOTES = Listing(
    name="quotes",
    title=_("Calculated fees"),
    allowed=can_see_dues,
    filters=QuoteFilters,
    order=["organisation__sort_en", "pk"],
    template="dues/office/run.html",
    counted=ngettext_lazy("%(number)s calculated fee", "%(number)s calculated fees", "count"),
    empty=_("None."),
    columns=[
        Column("name", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("slug", value="organisation.slug"),
        Column("organisation", value="organisation.name"),
        Column("country", value="organisation.country"),
        Column("outcome", _("Outcome"), shown="get_outcome_display", sort="outcome"),
        Column("fee"),
        Column("to_pay", _("To pay"), "amount", lambda one: _in_money(one.amount, one.currency), "number", "amount"),
        Column("currency"),
        Column("row"),
        Column("column"),
        Column("invoice", _("Invoice"), lambda one: one.invoice.number if one.invoice else ""),
        Column("why", _("Why"), lambda one: " ".join(_steps(one)), lambda one: why(_steps(one))),
    ],
)
CHANGES = Listing(
    name="changes",
    title=_("Against last year’s invoices"),
    allowed=can_see_dues,
    counted=ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    empty=_("No differences, or no invoices for the year before."),
    columns=[
        Column("name", _("Organisation"), "organisation", in_files=False),
        Column("slug", value="organisation.slug"),
        Column("organisation", value="organisation.name"),
        Column("before", _("Last year"), kind="number", sort="before"),
        Column("after", _("This year"), kind="number", sort="after"),
        Column("difference", _("Difference"), kind="number", sort="difference"),
    ],
)


def _concession(one: Concession) -> str:
    words = str(one.get_kind_display())
    if one.percent:
        words += f": {figure(one.percent)} %"
    return f"{words}: {one.parts}" if one.parts > 1 else words


def _withdrawn(one: Concession) -> Any:
    return gettext("withdrawn %(moment)s") % {"moment": moment(one.withdrawn_at)} if one.withdrawn_at else None


CONCESSIONS = Listing(
    name="concessions",
    title=_("Concessions"),
    address="office_dues:concessions",
    allowed=can_see_dues,
    rows=lambda user: Concession.objects.select_related("organisation", "granted_by"),
    order=["-year", "organisation__sort_en", "-pk"],
    template="dues/office/concessions.html",
    counted=ngettext_lazy("%(number)s concession", "%(number)s concessions", "count"),
    empty=_("None."),
    row_acts=[WITHDRAW],
    columns=[
        Column("name", _("Organisation"), "organisation", sort="organisation__sort_en", in_files=False),
        Column("organisation", value="organisation.slug"),
        Column("year", _("Dues of"), kind="year", sort="year"),
        Column("concession", _("Concession"), "kind", _concession, sort="kind"),
        Column("percent"),
        Column("parts"),
        Column("reason", _("Reason")),
        Column("decision", _("Decision"), "decision_label"),
        Column("withdrawn_at", pgettext_lazy("a moment", "Withdrawn"), shown=_withdrawn),
    ],
)
READING_CHOICES = Listing(
    name="reading_choices",
    title=_("Recorded readings"),
    allowed=can_see_dues,
    counted=ngettext_lazy("%(number)s decision", "%(number)s decisions", "count"),
    empty=_("No decision is recorded: the reading named in the network folder applies."),
    columns=[
        Column("reading", _("Reading"), in_files=False),
        Column("decision", _("Decision"), "decision_label", in_files=False),
        Column("chosen_at", _("Recorded"), kind="moment", in_files=False),
        Column("chosen_by", pgettext_lazy("a choice", "by"), in_files=False),
    ],
)


@dataclass(frozen=True)
class SimulatedRow:
    """A member under both assumptions, with the schedules that say why they differ."""

    row: SimulationRow
    schedules: tuple[Schedule, Schedule]

    @property
    def before(self) -> Decimal | None:
        return _amount(self.row.before)

    @property
    def after(self) -> Decimal | None:
        return _amount(self.row.after)

    @property
    def why(self) -> Any:
        """What made the difference; behind it, how the second fee came about."""
        if not self.row.after:
            return None
        before = self.row.before.steps if self.row.before else ()
        reasons = render_changes(before, self.row.after.steps, self.schedules)
        steps = render_steps(self.row.after.steps, self.schedules[1])
        items = format_html_join("", "<li>{}</li>", ((step,) for step in steps))
        said = format_html_join("", "{}<br>", ((reason,) for reason in reasons))
        return format_html("{}<details><summary>{}</summary><ol>{}</ol></details>", said, gettext("All steps"), items)


def _amount(side: MemberQuote | None) -> Decimal | None:
    return side.amount if side and side.outcome != "cannot" else None


SIMULATION = Listing(
    name="simulation",
    title=_("By member, the largest difference first"),
    allowed=can_see_dues,
    template="dues/office/simulator.html",
    counted=ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    columns=[
        Column("name", _("Organisation"), "row.organisation", in_files=False),
        Column("slug", value="row.organisation.slug"),
        Column("organisation", value="row.organisation.name"),
        Column("country", value="row.organisation.country"),
        Column("before", _("Before"), kind="number", sort="before"),
        Column("after", _("After"), kind="number", sort="after"),
        Column("difference", _("Difference"), "row.difference", kind="number", sort="difference"),
        Column("why", _("What changes it"), in_files=False, is_wide=True),
    ],
)


def _invoice_link(quote: RunQuote) -> Any:
    if not quote.invoice:
        return None
    address = reverse("finance:invoice", args=[quote.invoice.number])
    return format_html('<a href="{}">{}</a>', address, quote.invoice.number)


def _left_open(quote: RunQuote) -> Any:
    return _in_money(quote.invoice.balance.open, quote.currency) if quote.invoice else None


def _year_of_quote(quote: RunQuote) -> Any:
    if quote.run.is_demonstration:
        return format_html('{} <span class="badge warn">{}</span>', quote.run.year, gettext("sample"))
    return quote.run.year


MY_QUOTES = Listing(
    name="my_quotes",
    title=_("Dues by year, with invoice and unpaid amount"),
    is_office=False,
    counted=ngettext_lazy("%(number)s year", "%(number)s years", "count"),
    empty=_("No dues have been invoiced on this platform yet. They will appear here with their reasons."),
    columns=[
        Column("year", _("Year"), "run.year", _year_of_quote),
        Column("outcome", _("Outcome"), shown="get_outcome_display"),
        Column("to_pay", _("To pay"), "amount", lambda one: _in_money(one.amount, one.currency), "number"),
        Column("currency"),
        Column("invoice", _("Invoice"), lambda one: one.invoice.number if one.invoice else "", _invoice_link),
        Column("open", _("Unpaid amount"), lambda one: one.invoice and one.invoice.balance.open, _left_open, "number"),
    ],
)


def _borne_out(one: Any) -> Any:
    if not one.evidence:
        return one.source
    address = reverse("dues:figure_document", args=[one.organisation.slug, one.pk])
    return format_html('<a href="{}">{}</a>', address, one.evidence)


MY_FIGURES = Listing(
    name="my_figures",
    title=_("Submitted figures, latest first; the latest of each applies"),
    is_office=False,
    counted=ngettext_lazy("%(number)s figure", "%(number)s figures", "count"),
    empty=_("No figure has been submitted on this page yet."),
    columns=[
        Column("measure", _("Figure"), shown="get_measure_display"),
        Column("value", pgettext_lazy("of a figure", "Value"), "value", kind="number"),
        Column("year", _("Of the year"), kind="year"),
        Column("source", _("Evidence"), shown=_borne_out),
        Column("declared_at", pgettext_lazy("a day", "Submitted"), kind="moment"),
    ],
)
