"""Standing: what an organisation was to the network, from when to when, by which decision."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.members.models.organisations import Organisation


class StandingQuerySet(models.QuerySet["Standing"]):
    def on(self, day: date) -> StandingQuerySet:
        """The periods in force on a day; `ends_on` is the first day on which a period no longer holds."""
        return self.filter(starts_on__lte=day).filter(models.Q(ends_on=None) | models.Q(ends_on__gt=day))


class Standing(models.Model):
    """A dated period [starts_on, ends_on). A period is closed and followed by another, never rewritten."""

    class Kind(models.TextChoices):
        FULL = "full", _("Full member")
        ASSOCIATE = "associate", _("Associate member")
        FRIENDSHIP = "friendship", _("Friendship member")
        UNSTATED = "unstated", _("Member, standing not stated")
        FORMER = "former", _("Former member")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="standings")
    kind = models.CharField(_("standing"), max_length=12, choices=Kind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    # A document tells who was a member on its day, not since when: then the first day is that of the document.
    is_start_exact = models.BooleanField(_("the first day is known"), default=False)
    # The decision behind it, in an app above this one.
    decision_kind = models.CharField(max_length=80, blank=True)
    decision_id = models.CharField(max_length=64, blank=True)
    decision_label = models.CharField(_("decision"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["organisation", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "starts_on"], name="standing_one_start_a_day"),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(ends_on=None), name="standing_one_open_period"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="standing_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}"
