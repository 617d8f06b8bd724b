"""Invoices and what lessens them without money: credit notes and write-offs. None of it changes once it is issued."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.money import Money
from wego.core.search.searchable import Searchable
from wego.core.texts import pick
from wego.finance.models.fields import Caused, Decided, amount_field, currency_field
from wego.members.models import Organisation


class NumberSeries(models.Model):
    """The last number given in a series and year. It grows in the transaction that uses the number: no gap, ever."""

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("Invoices")
        OPENING = "opening", _("Earlier arrears")
        CREDIT_NOTE = "credit_note", _("Credit notes")
        RECEIPT = "receipt", _("Receipts")

    PREFIXES = {Kind.INVOICE: "", Kind.OPENING: "O", Kind.CREDIT_NOTE: "C", Kind.RECEIPT: "R"}

    kind = models.CharField(_("series"), max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["kind", "year"]
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="numberseries_once_a_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Invoice(Searchable, Caused):
    """What an organisation owes, and why. Insert-only: what was wrong is credited, and another invoice issued."""

    class Kind(models.TextChoices):
        DUES = "dues", _("Membership fee")
        OPENING = "opening", _("Earlier arrear")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=20, unique=True)
    series_year = models.PositiveSmallIntegerField(_("year of the number"))
    sequence = models.PositiveIntegerField(_("place in the year"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invoices")
    year = models.PositiveSmallIntegerField(_("for the year"))
    total = amount_field(_("amount"))
    currency = currency_field()
    issued_on = models.DateField(_("issued"))
    due_on = models.DateField(_("due"))
    issued_at = models.DateTimeField(_("issued at"))
    language = models.CharField(_("language"), max_length=10, choices=languages.choices, default="en")
    # As they were on the day of issue.
    debtor_name = models.CharField(_("name"), max_length=200)
    debtor_address = models.TextField(pgettext_lazy("post", "address"), max_length=500, blank=True, default="")
    debtor_country = models.CharField(_("country"), max_length=2)
    purchase_reference = models.CharField(_("your reference"), max_length=100, blank=True, default="")
    # {"en": [sentence, …], "ko": […], "zh-hans": […]}: why this amount.
    explanation = models.JSONField(_("explanation"), default=dict, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("replaces")
    )
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-series_year", "-sequence", "-pk"]
        # The office's lists walk these in their order, so that a page costs the same however many invoices there are.
        indexes = [
            models.Index(fields=["organisation", "due_on"], name="invoice_by_due_day"),
            models.Index(fields=["-series_year", "-sequence", "-id"], name="invoice_in_order"),
            models.Index(fields=["year", "-series_year", "-sequence", "-id"], name="invoice_of_year"),
            models.Index(fields=["currency", "-series_year", "-sequence", "-id"], name="invoice_of_currency"),
            models.Index(fields=["due_on", "id"], name="invoice_due"),
            models.Index(fields=["issued_on", "id"], name="invoice_issued"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=models.Q(kind="dues", supersedes=None),
                name="invoice_dues_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["kind", "cause_kind", "cause_id"],
                condition=~models.Q(cause_kind="") & models.Q(supersedes=None),
                name="invoice_once_a_cause",
            ),
            models.CheckConstraint(condition=models.Q(total__gt=0), name="invoice_total_above_zero"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("issued_on")), name="invoice_due_once_issued"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        """The amount invoiced."""
        return Money(self.total, self.currency)

    @property
    def reference(self) -> str:
        """What a payer quotes."""
        return creditor_reference(self.number)

    def steps(self, language: str) -> list[str]:
        """Why this amount, in a language; English where it lacks."""
        return self.explanation.get(language) or self.explanation.get("en") or []


# Asked again for every open invoice when the bank's lines are looked at.
@lru_cache(maxsize=50_000)
def creditor_reference(number: str) -> str:
    """The ISO 11649 creditor reference of an invoice's number (`RF80 2016 0001` without blanks)."""
    body = "".join(sign for sign in number if sign.isalnum()).upper()
    digits = "".join(str(int(sign, 36)) for sign in f"{body}RF00")
    return f"RF{98 - int(digits) % 97:02d}{body}"


class InvoiceLine(models.Model):
    """One thing invoiced. Insert-only."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    description = models.JSONField(_("description"), default=dict)  # {"en": …, "ko": …, "zh-hans": …}
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, default=1)
    unit_price = amount_field(_("price"))
    amount = amount_field(_("amount"))

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["invoice", "position"]
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="invoiceline_one_a_position")]

    def __str__(self) -> str:
        return pick(self.description)


class Instalment(models.Model):
    """A part of an invoice with a day of its own, by a recorded decision. Insert-only; most invoices have none."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="instalments")
    due_on = models.DateField(_("due"))
    amount = amount_field(_("amount"))

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["invoice", "due_on"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "due_on"], name="instalment_one_a_day"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="instalment_amount_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.amount}"


class InvoiceBalance(models.Model):
    """What is still open of an invoice: the journal's sum, kept for lists and as the row that acts lock."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, primary_key=True, related_name="balance")
    total = amount_field(_("amount"))
    open = amount_field(_("open"))
    settled_on = models.DateField(_("settled"), null=True)

    class Meta:
        verbose_name = _("unpaid amount")
        verbose_name_plural = _("unpaid amounts")
        ordering = ["invoice"]
        # Bank lines look for what is open of their amount.
        indexes = [
            models.Index(fields=["open", "invoice"], condition=models.Q(open__gt=0), name="invoicebalance_open_amount")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(open__gte=0, open__lte=models.F("total")), name="invoicebalance_within_total"
            ),
            models.CheckConstraint(
                condition=models.Q(open=0, settled_on__isnull=False) | models.Q(open__gt=0, settled_on=None),
                name="invoicebalance_settled_where_nothing_is_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.open}"


class CreditNote(Searchable, Decided):
    """Takes back an invoice or a part of it. Insert-only."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    series_year = models.PositiveSmallIntegerField(_("year of the number"))
    sequence = models.PositiveIntegerField(_("place in the year"))
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="credit_notes")
    amount = amount_field(_("amount"))
    reason = models.CharField(_("reason"), max_length=500)
    issued_on = models.DateField(_("issued"))
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("credit note")
        verbose_name_plural = _("credit notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="creditnote_amount_above_zero"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="creditnote_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.number


class WriteOff(Decided):
    """Gives up what is open of an invoice, by a decision. Insert-only."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="write_offs")
    amount = amount_field(_("amount"))
    written_off_on = models.DateField(_("written off"))
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("write-off")
        verbose_name_plural = _("write-offs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="writeoff_amount_above_zero"),
            models.CheckConstraint(condition=~models.Q(decision_label=""), name="writeoff_by_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.amount}"
