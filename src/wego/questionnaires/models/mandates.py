"""Who may prepare an organisation's answers for it: a province or another member, or its regional office."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wego.members.models import Organisation


class AnswerMandate(models.Model):
    """An organisation lets others write its answers until a day. It signs them itself, always.

    Without a `coordinator` it is the regional office of the organisation's region.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="answer_mandates")
    coordinator = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("coordinator")
    )
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(_("granted"))
    ends_on = models.DateField(_("last day"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("mandate to prepare answers")
        verbose_name_plural = _("mandates to prepare answers")
        ordering = ["organisation", "-granted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(coordinator=None) | ~Q(coordinator=F("organisation")), name="answer_mandate_to_another"
            ),
            models.UniqueConstraint(
                fields=["organisation", "coordinator"], condition=Q(revoked_at=None), name="answer_mandate_once"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(revoked_at=None, coordinator=None),
                name="answer_mandate_once_to_the_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} to {self.coordinator_id or 'its regional office'}"
