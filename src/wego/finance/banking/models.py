"""What the banks said: statements as they were imported, and what became of each of their lines."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.money import Money
from wego.core.search.searchable import Searchable
from wego.engines.banking import decimals_of
from wego.engines.banking.dates import EARLIEST, LATEST
from wego.finance.models.fields import currency_field, exact_amount_field


def in_coins(amount: Decimal, currency: str) -> Decimal:
    """An amount with the decimals of its currency: the database keeps three for all."""
    return amount.quantize(Decimal(1).scaleb(-decimals_of(currency)))


class BankStatement(models.Model):
    """A statement of one account between two balances, with the file that it came in. Insert-only."""

    class Format(models.TextChoices):
        CAMT053 = "camt.053", "camt.053"
        MT940 = "mt940", "MT940"
        CSV = "csv", "CSV"

    file = models.FileField(_("file"), upload_to="bank/%Y/", max_length=300)
    file_name = models.CharField(_("file name"), max_length=130)
    sha256 = models.CharField(max_length=64, db_index=True)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices)
    identity = models.CharField(max_length=64, unique=True)
    account = models.CharField(pgettext_lazy("at a bank", "account"), max_length=50)
    currency = currency_field()
    # As the bank counts its statements, with the page. Where the bank's own count differs, so do the statements.
    number = models.CharField(_("number"), max_length=60, blank=True, default="")
    is_counted = models.BooleanField(_("numbered in the bank's own sequence"), default=False)
    # What the bank's table calls our columns; the next one with these columns is read in the same way.
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    opening = exact_amount_field(_("opening balance"), null=True)
    closing = exact_amount_field(_("closing balance"), null=True)
    # Lines of the file that an earlier statement had brought already.
    known = models.PositiveIntegerField(_("known already"), default=0)
    imported_at = models.DateTimeField(_("imported"))

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-to_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="bankstatement_ends_once_it_began"
            ),
            models.CheckConstraint(
                condition=models.Q(opening=None, closing=None) | models.Q(opening__isnull=False, closing__isnull=False),
                name="bankstatement_both_balances_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.from_on} – {self.to_on}"

    @property
    def opening_money(self) -> Money | None:
        """The balance before its first line; None where the file has none."""
        return None if self.opening is None else Money(in_coins(self.opening, self.currency), self.currency)

    @property
    def closing_money(self) -> Money | None:
        """The balance after its last line; None where the file has none."""
        return None if self.closing is None else Money(in_coins(self.closing, self.currency), self.currency)


class BankLine(Searchable):
    """One booking of a statement. Only what became of it changes; the booking itself is kept as the bank said it."""

    class Status(models.TextChoices):
        OPEN = "open", _("Unmatched")
        MATCHED = "matched", _("Matched")
        SET_ASIDE = "set_aside", _("Excluded")
        OUTGOING = "outgoing", _("Outgoing payments")

    NEXT = {
        Status.OPEN: {Status.MATCHED, Status.SET_ASIDE},
        Status.MATCHED: {Status.OPEN},
        Status.SET_ASIDE: {Status.OPEN},
    }

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines")
    identity = models.CharField(max_length=64, unique=True)
    # What tells the booking from others; equal bookings share it and differ in their identity.
    facts = models.CharField(max_length=64, db_index=True, default="")
    booked_on = models.DateField(_("booked"))
    value_on = models.DateField(_("value date"), null=True)
    amount = exact_amount_field(_("amount"))
    currency = currency_field()
    payer = models.CharField(_("payer"), max_length=300, blank=True, default="")
    ultimate_payer = models.CharField(_("paid on behalf of"), max_length=300, blank=True, default="")
    payer_account = models.CharField(_("payer's account"), max_length=50, blank=True, default="")
    texts = models.JSONField(_("texts"), default=list)
    references = models.JSONField(_("references"), default=list, blank=True)
    # Said of a whole batch: shown, and no proof for this part of it.
    entry_text = models.TextField(_("text of the whole batch"), blank=True, default="")
    bank_reference = models.CharField(_("bank's reference"), max_length=100, blank=True, default="")
    charges = exact_amount_field(_("charges"), null=True)
    instructed_amount = exact_amount_field(_("amount sent"), null=True)
    instructed_currency = models.CharField(max_length=3, blank=True, default="")
    file_line = models.PositiveIntegerField(_("line of the file"), null=True)
    # It takes an earlier booking back, or brings back what we had sent.
    is_reversal = models.BooleanField(_("reverses a booking"), default=False)
    is_repeated = models.BooleanField(_("identical to another transaction"), default=False)
    status = models.CharField(_("state"), max_length=9, choices=Status.choices, default=Status.OPEN)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("bank transaction")
        verbose_name_plural = _("bank transactions")
        ordering = ["booked_on", "pk"]
        indexes = [
            models.Index(fields=["status", "booked_on", "id"], name="bankline_queue"),
            models.Index(fields=["booked_on", "id"], name="bankline_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="bankline_amount_not_zero"),
            models.CheckConstraint(
                condition=models.Q(amount__lt=0, status="outgoing")
                | (models.Q(amount__gt=0) & ~models.Q(status="outgoing"))
                | models.Q(amount__lt=0, is_reversal=True, status__in=["open", "set_aside"]),
                name="bankline_outgoing_below_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(booked_on__gte=EARLIEST, booked_on__lte=LATEST), name="bankline_on_a_day_that_can_be"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "outgoing"], settled_at=None)
                | models.Q(status__in=["matched", "set_aside"], settled_at__isnull=False),
                name="bankline_settled_with_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="set_aside") | ~models.Q(reason=""), name="bankline_set_aside_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        # No name: the audit trail keeps these words.
        return f"{self.booked_on} {self.money.amount} {self.currency}"

    @property
    def money(self) -> Money:
        """What was booked."""
        return Money(in_coins(self.amount, self.currency), self.currency)

    @property
    def charges_money(self) -> Money | None:
        """What banks kept, where they say so."""
        return None if self.charges is None else Money(in_coins(self.charges, self.currency), self.currency)

    @property
    def sent_money(self) -> Money | None:
        """What the payer sent, where it is said."""
        if self.instructed_amount is None:
            return None
        code = self.instructed_currency or self.currency
        return Money(in_coins(self.instructed_amount, code), code)

    @property
    def text(self) -> str:
        """All that payer and banks wrote, the references too."""
        return " · ".join(dict.fromkeys([*self.texts, *self.references]))


class BankImport(models.Model):
    """A bank's file that is too long for one request: read, kept and matched in the background, step by step."""

    class Status(models.TextChoices):
        READING = "reading", _("Reading the file")
        MATCHING = "matching", _("Matching transactions")
        DONE = "done", pgettext_lazy("of a bank's file", "Imported")
        REFUSED = "refused", pgettext_lazy("of a bank's file", "Rejected")

    NEXT = {
        Status.READING: {Status.MATCHING, Status.REFUSED},
        Status.MATCHING: {Status.DONE},
    }
    WORKING = (Status.READING, Status.MATCHING)

    # Empty once it was refused, or brought nothing new: then nothing of it is kept.
    file = models.FileField(_("file"), upload_to="bank/%Y/", max_length=300, blank=True)
    file_name = models.CharField(_("file name"), max_length=130)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(_("encoding"), max_length=20)
    account = models.CharField(pgettext_lazy("at a bank", "account"), max_length=50, blank=True, default="")
    currency = models.CharField(_("currency"), max_length=3, blank=True, default="")
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    # What was accepted: it is brought in as it was shown, or not at all.
    preview = models.ForeignKey("BankPreview", models.PROTECT, related_name="imports")
    # In the language of whoever sent the file.
    language = models.CharField(max_length=10)
    status = models.CharField(_("state"), max_length=8, choices=Status.choices, default=Status.READING)
    total = models.PositiveIntegerField(_("transactions to match"), default=0)
    done = models.PositiveIntegerField(_("of them done"), default=0)
    added = models.PositiveIntegerField(_("new transactions"), default=0)
    known = models.PositiveIntegerField(_("known already"), default=0)
    doubtful = models.PositiveIntegerField(_("doubtful lines"), default=0)
    matched = models.PositiveIntegerField(_("matched automatically"), default=0)
    # What is said of the file, and why it was refused: sentences.
    notes = models.JSONField(_("notes"), default=list, blank=True)
    faults = models.JSONField(_("faults"), default=list, blank=True)
    failure = models.TextField(_("what went wrong"), blank=True, default="")
    begun_at = models.DateTimeField(_("started at"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    moved_at = models.DateTimeField(_("last moved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("bank file imported in the background")
        verbose_name_plural = _("bank files imported in the background")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["reading", "matching"], finished_at=None)
                | models.Q(status__in=["done", "refused"], finished_at__isnull=False),
                name="bankimport_finished_with_its_time",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def percent(self) -> int:
        """How far the matching is."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_working(self) -> bool:
        return self.status in self.WORKING


class BankPreview(models.Model):
    """A bank's file with what bringing it in does, shown before anything is booked: accepted as shown, or dropped.

    A long one is read in the background, and accepted it is brought in by a `BankImport`.
    """

    class Status(models.TextChoices):
        READING = "reading", _("Reading the file")
        REFUSED = "refused", pgettext_lazy("of a bank's file", "Rejected")
        SHOWN = "shown", pgettext_lazy("of a bank's file", "Shown, not accepted yet")
        ACCEPTED = "accepted", pgettext_lazy("of a bank's file", "Accepted and booked")
        DROPPED = "dropped", pgettext_lazy("of a bank's file", "Not accepted")

    # A long one is shown again where the books have changed before its import began.
    NEXT = {
        Status.READING: {Status.SHOWN, Status.REFUSED},
        Status.SHOWN: {Status.ACCEPTED, Status.DROPPED},
        Status.ACCEPTED: {Status.SHOWN},
    }

    # Empty once it was refused or dropped, or brought nothing new: then nothing of it is kept.
    file = models.FileField(_("file"), upload_to="bank/%Y/", max_length=300, blank=True)
    file_name = models.CharField(_("file name"), max_length=130)
    encoding = models.CharField(_("encoding"), max_length=20)
    account = models.CharField(pgettext_lazy("at a bank", "account"), max_length=50, blank=True, default="")
    currency = models.CharField(_("currency"), max_length=3, blank=True, default="")
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    # In the language of whoever sent the file.
    language = models.CharField(max_length=10)
    status = models.CharField(_("state"), max_length=8, choices=Status.choices, default=Status.SHOWN)
    # {"added", "known", "doubtful", "matched", "notes", "accounts", "lines"}: see `services/previews`.
    plan = models.JSONField(_("what it does"), default=dict, blank=True)
    is_long = models.BooleanField(_("read in the background"), default=False)
    total = models.PositiveIntegerField(_("steps"), default=0)
    done = models.PositiveIntegerField(_("of them done"), default=0)
    faults = models.JSONField(_("faults"), default=list, blank=True)
    failure = models.TextField(_("what went wrong"), blank=True, default="")
    moved_at = models.DateTimeField(_("last moved"), null=True, blank=True)
    shown_at = models.DateTimeField(_("shown"))
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview of a bank file")
        verbose_name_plural = _("previews of bank files")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["reading", "shown"], settled_at=None)
                | models.Q(status__in=["accepted", "dropped", "refused"], settled_at__isnull=False),
                name="bankpreview_settled_with_its_time",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def percent(self) -> int:
        """How far the reading is."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_working(self) -> bool:
        return self.status == self.Status.READING
