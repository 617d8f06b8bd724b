"""Fee schedules as they were loaded, and how the network decided to read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.definitions.models import Definition
from wego.core.texts import pick
from wego.engines import fees
from wego.finance.models.fields import Decided


class FeeSchedule(Definition):
    """One version of a schedule; the schedules in force follow each other by their first years."""

    audit_name = "fee_schedule"

    titles = models.JSONField(_("title"), default=dict)
    first_year = models.PositiveSmallIntegerField(_("in force from"))

    class Meta(Definition.Meta):
        verbose_name = _("fee schedule")
        verbose_name_plural = _("fee schedules")
        ordering = ["first_year", "code"]

    def __str__(self) -> str:
        return pick(self.titles) or self.code

    def read(self) -> fees.Schedule:
        """The schedule as the engine computes with it."""
        if self.sha256 not in _READ:
            _READ[self.sha256] = fees.read_schedule(self.definition)
        return _READ[self.sha256]


# Definitions never change under a digest, and a network has a handful of them.
_READ: dict[str, fees.Schedule] = {}


class ReadingChoice(Decided):
    """The network decided how to read the ambiguous cells of a schedule. Insert-only; the latest holds."""

    schedule = models.ForeignKey(FeeSchedule, models.PROTECT, related_name="choices")
    reading = models.CharField(_("reading"), max_length=40)
    chosen_at = models.DateTimeField(_("recorded"))
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("choice of a reading")
        verbose_name_plural = _("choices of readings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(decision_label=""), name="readingchoice_by_a_decision")
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id}: {self.reading}"
