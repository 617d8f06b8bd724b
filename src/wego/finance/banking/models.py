"""What the banks said: statements as they were imported, and what became of each of their lines."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.money import Money
from wego.finance.models.fields import amount_field, currency_field


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
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    opening = amount_field(_("opening balance"), null=True)
    closing = amount_field(_("closing balance"), null=True)
    # Lines of the file that an earlier statement had brought already.
    known = models.PositiveIntegerField(_("known already"), default=0)
    imported_at = models.DateTimeField(_("imported"))
    is_demonstration = models.BooleanField(_("made up for the demonstration"), default=False)

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


class BankLine(models.Model):
    """One booking of a statement. Only what became of it changes; the booking itself is kept as the bank said it."""

    class Status(models.TextChoices):
        OPEN = "open", _("Unmatched")
        MATCHED = "matched", _("Matched")
        SET_ASIDE = "set_aside", _("Set aside")
        OUTGOING = "outgoing", _("Money that left")

    NEXT = {
        Status.OPEN: {Status.MATCHED, Status.SET_ASIDE},
        Status.MATCHED: {Status.OPEN},
        Status.SET_ASIDE: {Status.OPEN},
    }

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines")
    identity = models.CharField(max_length=64, unique=True)
    booked_on = models.DateField(_("booked"))
    value_on = models.DateField(_("value day"), null=True)
    amount = amount_field(_("amount"))
    currency = currency_field()
    payer = models.CharField(_("payer"), max_length=300, blank=True, default="")
    payer_account = models.CharField(_("payer's account"), max_length=50, blank=True, default="")
    texts = models.JSONField(_("texts"), default=list)
    bank_reference = models.CharField(_("bank's reference"), max_length=100, blank=True, default="")
    charges = amount_field(_("charges"), null=True)
    instructed_amount = amount_field(_("amount sent"), null=True)
    instructed_currency = models.CharField(max_length=3, blank=True, default="")
    file_line = models.PositiveIntegerField(_("line of the file"), null=True)
    is_repeated = models.BooleanField(_("equal to another line"), default=False)
    status = models.CharField(_("state"), max_length=9, choices=Status.choices, default=Status.OPEN)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        ordering = ["booked_on", "pk"]
        indexes = [models.Index(fields=["status", "booked_on", "id"], name="bankline_queue")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="bankline_amount_not_zero"),
            models.CheckConstraint(
                condition=models.Q(amount__lt=0, status="outgoing")
                | (models.Q(amount__gt=0) & ~models.Q(status="outgoing")),
                name="bankline_outgoing_below_zero",
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
        return f"{self.booked_on} {self.amount} {self.currency}"

    @property
    def money(self) -> Money:
        """What was booked."""
        return Money(self.amount, self.currency)

    @property
    def text(self) -> str:
        """All that payer and banks wrote."""
        return " · ".join(self.texts)
