"""What members declare for their fee: people and staff, with evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.members.models import Organisation
from wego.records.models import Evidence


class DeclaredFigure(models.Model):
    """A figure that an organisation submitted for its fee. Insert-only; the latest holds.

    Kept here and not in the public record: staff of a company is told for its fee alone.
    """

    class Measure(models.TextChoices):
        POPULATION = "population", _("Population")
        STAFF = "staff", _("Staff")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="declared_figures")
    measure = models.CharField(_("figure"), max_length=12, choices=Measure.choices)
    value = models.PositiveBigIntegerField(pgettext_lazy("of a figure", "value"))
    year = models.PositiveSmallIntegerField(_("of the year"))
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="declared_figures")
    source = models.CharField(_("place of publication"), max_length=300, blank=True, default="")
    declared_at = models.DateTimeField(_("submitted"))
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("declared figure")
        verbose_name_plural = _("declared figures")
        ordering = ["organisation", "measure", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source="") | models.Q(evidence__isnull=False), name="declaredfigure_is_borne_out"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.value} ({self.year})"
