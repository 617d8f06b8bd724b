"""The yearly run of dues: a quote for every member, looked at before anything is issued."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.dues.models.schedules import FeeSchedule
from wego.finance.models import Invoice
from wego.finance.models.fields import amount_field, currency_field
from wego.members.models import Organisation


class DuesRun(models.Model):
    """One run for one year: quotes are computed, looked at, then issued as invoices; each step in the background."""

    class Status(models.TextChoices):
        PREPARING = "preparing", _("Calculating the fees")
        PREVIEW = "preview", _("Ready to check")
        ISSUING = "issuing", _("Issuing the invoices")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Discarded")

    NEXT = {
        Status.PREPARING: {Status.PREVIEW, Status.DROPPED},
        Status.PREVIEW: {Status.ISSUING, Status.DROPPED},
        Status.ISSUING: {Status.DONE},
    }
    ACTIVE = (Status.PREPARING, Status.PREVIEW, Status.ISSUING)

    year = models.PositiveSmallIntegerField(_("dues of"))
    schedule = models.ForeignKey(FeeSchedule, models.PROTECT, related_name="runs", verbose_name=_("schedule"))
    reading = models.CharField(_("reading"), max_length=40)
    issued_on = models.DateField(_("date of the invoices"))
    due_on = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PREPARING)
    total = models.PositiveIntegerField(_("members to check"), default=0)
    done = models.PositiveIntegerField(_("of them done"), default=0)
    failure = models.TextField(_("what went wrong"), blank=True, default="")
    begun_at = models.DateTimeField(_("started at"))
    # When its background work last got on; one that does not move has lost its worker.
    moved_at = models.DateTimeField(_("last moved"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(pgettext_lazy("a moment", "confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("billing run")
        verbose_name_plural = _("billing runs")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(status__in=["preparing", "preview", "issuing"]),
                name="duesrun_one_at_a_time_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} ({self.pk})"

    @property
    def percent(self) -> int:
        """How far the step under way is."""
        return 100 * self.done // self.total if self.total else 0


class RunQuote(models.Model):
    """What a run found for one member: a fee with its steps, that nothing is due, or why it cannot be quoted."""

    class Outcome(models.TextChoices):
        DUE = "due", _("Due")
        FREE = "free", _("Nothing due")
        CANNOT = "cannot", _("Fee cannot be calculated")

    run = models.ForeignKey(DuesRun, models.CASCADE, related_name="quotes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="dues_quotes")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    # [{"code": …, "facts": {…}}]: told in any language by dues.wording.
    steps = models.JSONField(_("steps"), default=list)
    fee = amount_field(_("fee"), default=Decimal(0))
    amount = amount_field(_("to pay"), default=Decimal(0))
    parts = models.PositiveSmallIntegerField(_("instalments"), default=1)
    currency = currency_field(default="USD")
    row = models.CharField(max_length=20, blank=True, default="")
    column = models.CharField(max_length=20, blank=True, default="")
    alternatives: Any = models.JSONField(default=dict)
    invoice = models.OneToOneField(Invoice, models.PROTECT, null=True, related_name="quote")

    class Meta:
        verbose_name = _("calculated fee")
        verbose_name_plural = _("calculated fees")
        ordering = ["run", "organisation__sort_en", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "organisation"], name="runquote_once_a_member"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, amount__lte=models.F("fee")), name="runquote_at_most_the_fee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.organisation_id}"
