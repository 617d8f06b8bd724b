"""Waivers, discounts and instalments: less or later than the schedule says, by a decision."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.finance.models.fields import Decided
from wego.members.models import Organisation


class Concession(Decided):
    """One concession to one organisation for one year's dues."""

    class Kind(models.TextChoices):
        WAIVER = "waiver", _("Waiver: nothing is due")
        DISCOUNT = "discount", _("Discount in per cent")
        INSTALMENTS = "instalments", _("Instalments")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="concessions")
    year = models.PositiveSmallIntegerField(_("dues of"))
    kind = models.CharField(_("concession"), max_length=12, choices=Kind.choices)
    percent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2, default=Decimal(0))
    parts = models.PositiveSmallIntegerField(_("number of instalments"), default=1)
    reason = models.CharField(_("reason"), max_length=500)
    granted_at = models.DateTimeField(_("recorded"))
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(pgettext_lazy("a moment", "withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("concession")
        verbose_name_plural = _("concessions")
        ordering = ["-year", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "kind"],
                condition=models.Q(withdrawn_at=None),
                name="concession_one_of_a_kind_a_year",
            ),
            models.CheckConstraint(condition=~models.Q(decision_label=""), name="concession_by_a_decision"),
            models.CheckConstraint(
                condition=models.Q(kind="discount", percent__gt=0, percent__lt=100)
                | (~models.Q(kind="discount") & models.Q(percent=0)),
                name="concession_percent_of_a_discount",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="instalments", parts__gte=2, parts__lte=12)
                | (~models.Q(kind="instalments") & models.Q(parts=1)),
                name="concession_parts_of_instalments",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}: {self.get_kind_display()}"
