"""Cities that take part in a draft: what they confirmed, and the corrections that they asked for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models.drafts import Draft
from wego.members.models import Organisation
from wego.records.models import Evidence, Indicator, Observation


class Participation(models.Model):
    """A city that takes part in an edition in the making, by its officer's word."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="index_participations")
    joined_at = models.DateTimeField(_("participating since"))
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # The observations as confirmed, by indicator; empty before.
    confirmed = models.JSONField(_("figures confirmed"), default=dict)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("participation in an edition")
        verbose_name_plural = _("participations in editions")
        ordering = ["draft", "organisation__sort_en"]
        constraints = [models.UniqueConstraint(fields=["draft", "organisation"], name="participation_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class Correction(models.Model):
    """A figure that a city holds to be wrong or missing, with what it should be and the document that says so."""

    class Status(models.TextChoices):
        OPEN = "open", _("awaiting reply")
        ACCEPTED = "accepted", _("correction accepted")
        REFUSED = "refused", _("correction refused")

    NEXT = {Status.OPEN: {Status.ACCEPTED, Status.REFUSED}, Status.ACCEPTED: set(), Status.REFUSED: set()}

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="corrections")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=20)
    # The figure in use when the request was made; none where there was none.
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, related_name="+")
    value = models.DecimalField(_("proposed value"), max_digits=24, decimal_places=8)
    grounds = models.TextField(_("grounds"), max_length=2000)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.OPEN)
    requested_at = models.DateTimeField(_("requested at"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer = models.TextField(_("reason for the reply"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    result = models.OneToOneField(Observation, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("request for a correction")
        verbose_name_plural = _("requests for corrections")
        ordering = ["requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "indicator"], condition=models.Q(status="open"), name="correction_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", answered_at__isnull=True, result__isnull=True)
                | (models.Q(status="refused", answered_at__isnull=False, result__isnull=True) & ~models.Q(answer=""))
                | (models.Q(status="accepted", answered_at__isnull=False, result__isnull=False) & ~models.Q(answer="")),
                name="correction_answered_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"
