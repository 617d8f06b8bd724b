"""What members declare for their fee: people and staff, each a fact of the record, with where it is published."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.members.models import Organisation
from wego.records.models import Evidence, Observation

# The indicators of what a fee goes by, and the purpose for which alone some of it is given.
INDICATORS: Mapping[str, str] = MappingProxyType({"population": "place.population", "staff": "organisation.staff"})
PURPOSE = "dues"


class DeclaredFigure(models.Model):
    """That an organisation submitted a figure for its fee. Insert-only; the figure itself is a fact of the record."""

    class Measure(models.TextChoices):
        POPULATION = "population", _("Population")
        STAFF = "staff", _("Staff")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="declared_figures")
    measure = models.CharField(_("figure"), max_length=12, choices=Measure.choices)
    fact = models.ForeignKey(Observation, models.PROTECT, related_name="declarations")
    source = models.CharField(_("place of publication"), max_length=300, blank=True, default="")
    declared_at = models.DateTimeField(_("submitted"))
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("declared figure")
        verbose_name_plural = _("declared figures")
        ordering = ["organisation", "measure", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.value} ({self.year})"

    @property
    def value(self) -> int:
        return int(self.fact.number)

    @property
    def year(self) -> int:
        return int(self.fact.period)

    @property
    def evidence(self) -> Evidence | None:
        return self.fact.evidence
