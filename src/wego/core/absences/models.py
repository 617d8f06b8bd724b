"""An absence: whose, from which day until which, and who stands in."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> AbsenceQuerySet:
        """Those in force on a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def within(self, starts_on: date, ends_on: date) -> AbsenceQuerySet:
        """Those of which a day lies between two days."""
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)


class Absence(models.Model):
    """Why somebody is away is nobody's business here. Both people are pseudonymous keys."""

    person_key = models.UUIDField(_("person"), db_index=True)
    deputy_key = models.UUIDField(_("deputy"), db_index=True)
    starts_on = models.DateField(pgettext_lazy("a day", "from"))
    ends_on = models.DateField(pgettext_lazy("a day", "until"))
    entered_at = models.DateTimeField(_("entered"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(deputy_key=F("person_key")), name="absence_deputy_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
