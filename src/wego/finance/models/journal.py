"""The double-entry journal underneath all money: only ever added to, balanced by its very shape.

An entry consists of postings, and a posting names the account debited and the account credited beside one amount above
zero. So no row, no entry and no journal can be out of balance: there is no second side to forget, and the database
needs no check at the end of a transaction (which SQLite does not have) to hold it. That entries and postings only ever
grow, that an amount is above zero, that both accounts are of the chart and differ, and that nothing is booked into a
closed month, are constraints and triggers of the database.

Money in two currencies never mixes in a posting: what is paid in one currency and owed in another passes through the
exchange account once in each, and the two balances of that account show what the network gained or lost by the rate.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.finance.models.fields import Caused, amount_field, currency_field
from wego.members.models import Organisation


class Account(models.TextChoices):
    """The chart of accounts; each is kept per currency, and those of members per organisation too."""

    BANK = "bank", _("Bank")
    RECEIVABLE = "receivable", _("Receivable from members")
    PREPAYMENTS = "prepayments", _("Member credit")
    SUSPENSE = "suspense", _("Payments from unknown payers")
    REFUNDS_PAYABLE = "refunds_payable", _("Refunds to pay out")
    DUES_INCOME = "dues_income", _("Income from membership fees")
    OTHER_INCOME = "other_income", _("Other income")
    BANK_CHARGES = "bank_charges", _("Charges taken by banks")
    WRITE_OFFS = "write_offs", _("Receivables written off")
    EXCHANGE = "exchange", _("Exchange between currencies")
    OPENING_BALANCE = "opening_balance", _("Opening balance")


class AccountKind(models.TextChoices):
    """What an account is in the statements; debit increases assets and expenses, credit the others."""

    ASSET = "asset", _("Asset")
    LIABILITY = "liability", _("Liability")
    INCOME = "income", _("Income")
    EXPENSE = "expense", _("Expense")
    EQUITY = "equity", _("Equity")


KIND_OF_ACCOUNT: dict[str, AccountKind] = {
    Account.BANK: AccountKind.ASSET,
    Account.RECEIVABLE: AccountKind.ASSET,
    Account.PREPAYMENTS: AccountKind.LIABILITY,
    Account.SUSPENSE: AccountKind.LIABILITY,
    Account.REFUNDS_PAYABLE: AccountKind.LIABILITY,
    Account.DUES_INCOME: AccountKind.INCOME,
    Account.OTHER_INCOME: AccountKind.INCOME,
    Account.BANK_CHARGES: AccountKind.EXPENSE,
    Account.WRITE_OFFS: AccountKind.EXPENSE,
    Account.EXCHANGE: AccountKind.EQUITY,
    Account.OPENING_BALANCE: AccountKind.EQUITY,
}


def month_of(day: date) -> str:
    """The month of a day as the books name it: `2016-03`."""
    return f"{day:%Y-%m}"


class JournalEntry(Caused):
    """One business act in the books. Insert-only, held so by the database."""

    class Act(models.TextChoices):
        INVOICE = "invoice", _("Invoice issued")
        OPENING = "opening", _("Earlier arrear entered")
        CREDIT_NOTE = "credit_note", _("Credit note issued")
        PAYMENT = "payment", _("Payment recorded")
        IDENTIFICATION = "identification", _("Payer identified")
        CANCELLATION = "cancellation", _("Payment cancelled")
        ALLOCATION = "allocation", _("Payment allocated")
        REVERSAL = "reversal", _("Allocation reversed")
        REFUND = "refund", _("Refund decided")
        PAYOUT = "payout", _("Refund paid out")
        WRITE_OFF = "write_off", _("Receivable written off")

    act = models.CharField(_("act"), max_length=16, choices=Act.choices)
    # The day in the books, which lies in an open month; and the day from which it counts between member and network
    # (a payment counts from the day on which it arrived, even where its month was closed before anybody recorded it).
    booked_on = models.DateField(_("booked"), db_index=True)
    valued_on = models.DateField(_("counts from"))
    month = models.CharField(_("month"), max_length=7)
    made_at = models.DateTimeField(_("made"))
    text = models.CharField(pgettext_lazy("of a posting", "text"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["pk"]
        indexes = [models.Index(fields=["cause_kind", "cause_id"], name="journalentry_by_cause")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(cause_label=""), name="journalentry_has_a_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.cause_label}"


class Posting(models.Model):
    """An amount moved from the account credited to the account debited. Insert-only, held so by the database."""

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="postings")
    debit = models.CharField(_("debit"), max_length=16, choices=Account.choices)
    credit = models.CharField(_("credit"), max_length=16, choices=Account.choices)
    amount = amount_field(_("amount"))
    currency = currency_field()
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="postings")
    invoice = models.ForeignKey("finance.Invoice", models.PROTECT, null=True, related_name="postings")

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="posting_amount_above_zero"),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="posting_two_accounts"),
            models.CheckConstraint(
                condition=models.Q(debit__in=Account.values, credit__in=Account.values), name="posting_of_the_chart"
            ),
            # What is receivable is so from somebody, by an invoice.
            models.CheckConstraint(
                condition=(~models.Q(debit=Account.RECEIVABLE) & ~models.Q(credit=Account.RECEIVABLE))
                | models.Q(invoice__isnull=False, organisation__isnull=False),
                name="posting_receivable_of_an_invoice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit} ← {self.credit} {self.amount} {self.currency}"


class ClosedPeriod(models.Model):
    """A month in which nothing is booked any more: its row is there. Insert-only: no month opens again."""

    month = models.CharField(_("month"), max_length=7, unique=True)
    closed_at = models.DateTimeField(pgettext_lazy("month", "closed"))
    closed_by_key = models.UUIDField(_("closed by"), null=True)

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                # No regular expression: SQLite alone, without Django, could not check the table.
                condition=models.Q(month__gte="1900-01", month__lte="2999-12")
                & models.Q(*((("month__endswith", f"-{n:02}")) for n in range(1, 13)), _connector=models.Q.OR),
                name="closedperiod_is_a_month",
            )
        ]

    def __str__(self) -> str:
        return self.month
