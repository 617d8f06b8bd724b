"""Payments, what they were used for, and what went back."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.money import Money
from wego.core.search.searchable import Searchable
from wego.engines.banking.dates import EARLIEST, LATEST
from wego.finance.models.fields import Decided, amount_field, currency_field
from wego.finance.models.invoices import Invoice
from wego.members.models import Organisation


class Rate(models.Model):
    """What one unit of a currency was worth in another on a day, by its source. Insert-only."""

    base = models.CharField(_("one unit of"), max_length=3)
    quote = models.CharField(_("is worth in"), max_length=3)
    on = models.DateField(pgettext_lazy("a date", "day"))
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-on", "base", "quote"]
        constraints = [
            models.UniqueConstraint(fields=["base", "quote", "on"], name="rate_one_a_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="rate_above_zero"),
            models.CheckConstraint(condition=~models.Q(base=models.F("quote")), name="rate_of_two_currencies"),
            models.CheckConstraint(condition=~models.Q(source=""), name="rate_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate} {self.quote} ({self.on})"


class Payment(Searchable):
    """Money that arrived. `unapplied` is what no invoice, refund or cancellation has used: the member's credit."""

    class Method(models.TextChoices):
        BANK = "bank", _("Bank transfer")
        ONLINE = "online", _("Online payment")
        OTHER = "other", _("Other")

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="payments")
    method = models.CharField(
        pgettext_lazy("of a payment", "method"), max_length=8, choices=Method.choices, default=Method.BANK
    )
    received_on = models.DateField(pgettext_lazy("money", "received"))
    amount = amount_field(_("arrived"))
    # Kept by banks on the way: the payer sent amount + charges, and is credited with both.
    charges = amount_field(_("intermediary bank charges"), default=0)
    currency = currency_field()
    unapplied = amount_field(_("not used yet"))
    payer = models.CharField(_("payer"), max_length=200, blank=True, default="")
    reference_text = models.CharField(_("reference given"), max_length=500, blank=True, default="")
    # The bank line or the provider's event behind it; `part` tells apart several payments of one line.
    source_kind = models.CharField(max_length=80, blank=True, default="")
    source_id = models.CharField(max_length=64, blank=True, default="")
    source_label = models.CharField(_("source"), max_length=300, blank=True, default="")
    source_part = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField(_("recorded"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-received_on", "-pk"]
        # The office's list walks these in their order, as it does those of invoices.
        indexes = [
            models.Index(fields=["organisation", "received_on"], name="payment_by_organisation"),
            models.Index(fields=["-received_on", "-id"], name="payment_in_order"),
            models.Index(fields=["currency", "-received_on", "-id"], name="payment_of_currency"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0, charges__gte=0), name="payment_amount_above_zero"),
            models.CheckConstraint(
                condition=models.Q(received_on__gte=EARLIEST, received_on__lte=LATEST),
                name="payment_on_a_day_that_can_be",
            ),
            # SQLite adds decimals as floating point numbers: half a coin lets 8.37 + 15.00 be 23.37.
            models.CheckConstraint(
                condition=models.Q(
                    unapplied__gte=0,
                    unapplied__lte=models.F("amount") + models.F("charges") + models.Value(Decimal("0.005")),
                ),
                name="payment_unapplied_within_it",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(unapplied=0), name="payment_cancelled_leaves_nothing"
            ),
            # Two who match the same bank line: the second is refused.
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "source_part"],
                condition=~models.Q(source_kind="") & models.Q(cancelled_at=None),
                name="payment_once_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.amount} {self.currency}"

    @property
    def money(self) -> Money:
        """What arrived."""
        return Money(self.amount, self.currency)

    @property
    def credit(self) -> Money:
        """What is not used yet."""
        return Money(self.unapplied, self.currency)


class Allocation(models.Model):
    """A payment, or a part of it, used for an invoice; or the reversal of that, with the sign turned. Insert-only."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="allocations")
    amount = amount_field(_("amount in the invoice's currency"))
    paid = amount_field(_("amount in the payment's currency"))
    rate = models.ForeignKey(Rate, models.PROTECT, null=True, blank=True, related_name="allocations")
    allocated_on = models.DateField(_("counts from"))
    made_at = models.DateTimeField(_("made"))
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reverses=None, amount__gt=0, paid__gt=0)
                | models.Q(reverses__isnull=False, amount__lt=0, paid__lt=0),
                name="allocation_adds_or_reverses",
            )
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} → {self.invoice_id}: {self.amount}"


class Receipt(Searchable):
    """Says that a payment arrived. Insert-only, one a payment, numbered without gaps."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    series_year = models.PositiveSmallIntegerField(_("year of the number"))
    sequence = models.PositiveIntegerField(_("place in the year"))
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="receipt")
    issued_on = models.DateField(_("issued"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number


class Refund(Decided):
    """Credit that goes back to a member: decided, then paid out."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount = amount_field(_("amount"))
    reason = models.CharField(_("reason"), max_length=500)
    decided_on = models.DateField(_("decided"))
    paid_out_on = models.DateField(_("paid out"), null=True, blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_amount_above_zero"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="refund_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(paid_out_on=None) | models.Q(paid_out_on__gte=models.F("decided_on")),
                name="refund_paid_out_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount}"
