"""Lists of the books: ageing, trial balance, journal, months, accounts, rates, shares, a member's account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy, npgettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.formats import moment, money
from wego.core.listings import Column, Listing
from wego.core.money import Money
from wego.finance.acts.books import CLOSE_MONTH
from wego.finance.listings import money_above
from wego.finance.listings.invoices import BANDS
from wego.finance.models import Posting, Rate
from wego.finance.permissions import can_see_books
from wego.finance.queries.books import (
    AccountLine,
    Ageing,
    BookedMonth,
    MemberAgeing,
    TrialRow,
    ageing,
    ageing_by_member,
    journal_lines,
    months_booked,
    trial_balance,
)
from wego.finance.queries.terms import bank_accounts


def _bucket(place: int) -> dict[str, Any]:
    def shown(row: Ageing) -> Any:
        amount = Money(row.buckets[place], row.currency)
        return _leading(row, amount, late=list(BANDS)[place]) if amount else amount

    return {"value": lambda row: row.buckets[place], "shown": shown, "kind": "money"}


def _leading(row: Ageing, amount: Money, **narrowed: str) -> Any:
    """An amount that leads to the invoices of which it is the sum."""
    if isinstance(row, MemberAgeing):
        narrowed["organisation"] = row.organisation.slug
    query = urlencode({"currency": row.currency, **narrowed})
    return format_html('<a href="{}?{}">{}</a>', reverse("office_finance:invoice_list"), query, money(amount))


def _total(row: Ageing) -> Money:
    return Money(row.total, row.currency)


_BUCKETS = [Column(name, band[0], **_bucket(place)) for place, (name, band) in enumerate(BANDS.items())]
AGEING = Listing(
    name="ageing",
    title=_("Ageing"),
    address="office_finance:ageing",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: ageing(timezone.localdate()),
    template="finance/office/ageing.html",
    empty=_("No unpaid amounts."),
    counted=ngettext_lazy("%(number)s currency", "%(number)s currencies", "count"),
    columns=[
        Column("currency", _("Currency")),
        Column("invoices", _("Invoices"), kind="number"),
        *_BUCKETS,
        Column("total", _("Total"), shown=_total, kind="money"),
    ],
)


def _all_open(row: Ageing) -> Any:
    return _leading(row, Money(row.total, row.currency), state="open")


AGEING_BY_MEMBER = Listing(
    name="ageing_by_member",
    title=_("By member"),
    allowed=can_see_books,
    rows=lambda user: ageing_by_member(timezone.localdate()),
    empty=_("No unpaid amounts."),
    counted=ngettext_lazy("%(number)s row", "%(number)s rows", "count"),
    columns=[
        Column("name", _("Organisation"), "organisation.sort_en", "organisation", sort="name"),
        Column("organisation", value="organisation.slug"),
        Column("currency", _("Currency"), sort="currency"),
        Column("invoices", _("Invoices"), kind="number", sort="invoices"),
        *[replace(one, sort=one.name) for one in _BUCKETS],
        Column("total", _("Total"), shown=_all_open, kind="money", sort="total"),
    ],
)
TRIAL_BALANCE = Listing(
    name="trial_balance",
    title=_("Trial balance"),
    allowed=can_see_books,
    rows=lambda user: trial_balance(timezone.localdate()),
    empty=_("No entries yet."),
    counted=npgettext_lazy("bookkeeping", "%(number)s account", "%(number)s accounts", "count"),
    columns=[
        Column("currency", _("Currency")),
        Column("account"),
        Column("name", pgettext_lazy("bookkeeping", "Account"), "label", is_name=True),
        Column("kind", _("Kind")),
        Column("debit", _("Debit"), kind="amount"),
        Column("credit", pgettext_lazy("bookkeeping", "Credit"), kind="amount"),
        Column("balance", _("Balance"), kind="amount"),
    ],
)


def sums_of(rows: list[TrialRow]) -> list[tuple[str, Any, Any]]:
    """Both sums of each currency; they are equal."""
    sums: dict[str, list[Any]] = {}
    for row in rows:
        both = sums.setdefault(row.currency, [0, 0])
        both[0] += row.debit
        both[1] += row.credit
    return [(currency, *both) for currency, both in sums.items()]


class JournalLines(Sequence[dict[str, Any]]):
    """Every posting as its two signed lines, read one after the other."""

    def __init__(self, postings: QuerySet[Posting]) -> None:
        self._postings = postings

    def __len__(self) -> int:
        return 2 * self._postings.count()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return journal_lines(self._postings)

    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]


JOURNAL = Listing(
    name="journal",
    title=_("Journal"),
    template="finance/office/journal.html",
    above=money_above,
    allowed=can_see_books,
    columns=[
        Column(name)
        for name in (
            "entry",
            "booked_on",
            "valued_on",
            "act",
            "cause",
            "account",
            "amount",
            "currency",
            "organisation",
            "invoice",
            "text",
        )
    ],
)


def _closed(one: BookedMonth) -> Any:
    if one.closed:
        return moment(one.closed.closed_at)
    return gettext("not over yet") if not CLOSE_MONTH.is_possible(one) else None


MONTHS = Listing(
    name="months",
    title=_("Months and years"),
    address="office_finance:periods",
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: months_booked(),
    template="finance/office/periods.html",
    counted=ngettext_lazy("%(number)s month", "%(number)s months", "count"),
    empty=_("No entries yet."),
    row_acts=[CLOSE_MONTH],
    columns=[
        Column("month", _("Month"), sort="month"),
        Column("entries", _("Entries"), kind="number", sort="entries"),
        Column("closed_at", pgettext_lazy("month", "Closed"), "closed.closed_at", shown=_closed),
    ],
)


def _in_force(one: Any) -> Any:
    return format_html("<strong>{}</strong>", gettext("Yes")) if one.is_in_force else gettext("No")


ACCOUNTS = Listing(
    name="bank_accounts",
    title=_("Bank accounts"),
    above=money_above,
    allowed=can_see_books,
    rows=lambda user: bank_accounts(),
    address="office_finance:settings",
    template="finance/office/settings.html",
    counted=ngettext_lazy("%(number)s account", "%(number)s accounts", "count"),
    empty=_("None entered yet."),
    columns=[
        Column("currency", _("Currency")),
        Column("holder", _("Account holder")),
        Column("number", _("Account number or IBAN")),
        Column("bank", _("Bank")),
        Column("bic", "BIC"),
        Column("since", _("Since"), kind="day"),
        Column("in_force", _("In force"), "is_in_force", shown=_in_force),
    ],
)
RATES = Listing(
    name="rates",
    title=_("Daily rates"),
    allowed=can_see_books,
    rows=lambda user: Rate.objects.all(),
    counted=ngettext_lazy("%(number)s rate", "%(number)s rates", "count"),
    empty=_("None entered yet."),
    columns=[
        Column("on", _("Day"), kind="day", sort="on"),
        Column("base", _("One unit of"), sort="base"),
        Column("rate", _("Rate"), shown=lambda one: f"{one.rate.normalize():f} {one.quote}"),
        Column("quote"),
        Column("source", _("Source")),
    ],
)
RECEIVABLE = Listing(
    name="receivable",
    title=_("Receivable"),
    allowed=can_see_books,
    columns=[
        Column("group", value="key"),
        Column("currency"),
        Column("invoices"),
        Column("invoiced"),
        Column("settled"),
        Column("open"),
    ],
)


def _invoices_in(row: Ageing, state: str) -> str:
    return f"{reverse('office_finance:invoice_list')}?state={state}&currency={row.currency}"


def _overdue(row: Ageing) -> Any:
    amount = Money(row.overdue, row.currency)
    return format_html('<a href="{}">{}</a>', _invoices_in(row, "overdue"), money(amount))


OPEN_BY_CURRENCY = Listing(
    name="open_by_currency",
    title=_("Unpaid by currency"),
    allowed=can_see_books,
    template="finance/office/overview.html",
    counted=ngettext_lazy("%(number)s currency", "%(number)s currencies", "count"),
    empty=_("No open invoices. Invoices are issued by the yearly billing run."),
    link=lambda row: _invoices_in(row, "open"),
    columns=[
        Column("open", pgettext_lazy("invoice", "Open"), shown=_total, kind="money", in_files=False),
        Column("overdue", _("Of this, overdue"), shown=_overdue, kind="money", in_files=False),
        Column("invoices", _("Invoices"), kind="number", in_files=False),
    ],
)


@dataclass(frozen=True)
class StatementRow:
    """A line of a member's account with its currency; the first says what was carried forward."""

    line: AccountLine
    currency: str
    is_carried: bool = False

    @property
    def what(self) -> str:
        return f"{self.line.act} · {self.line.cause}" if self.line.cause else self.line.act

    @property
    def amount(self) -> Money | None:
        return None if self.is_carried else Money(self.line.amount, self.currency)

    @property
    def balance(self) -> Money:
        return Money(self.line.balance, self.currency)


def _moved(row: StatementRow) -> Any:
    return None if row.is_carried else row.line.amount


STATEMENT = Listing(
    name="statement_of_account",
    title=_("Statement of account"),
    is_office=False,
    counted=ngettext_lazy("%(number)s line", "%(number)s lines", "count"),
    columns=[
        Column("day", _("Day"), "line.on", kind="day"),
        Column("what", _("Details"), in_files=False),
        Column("act", value="line.act"),
        Column("document", value="line.cause"),
        Column("amount", _("Amount"), _moved, shown="amount", kind="money"),
        Column("balance", _("Balance"), "line.balance", shown="balance", kind="money"),
        Column("currency"),
    ],
)
