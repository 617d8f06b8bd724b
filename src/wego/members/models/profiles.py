"""Changes to a member's profile: proposed by its officers, approved by the secretariat."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.texts import columns
from wego.members.models.organisations import Organisation


class ProfileChange(models.Model):
    """A proposed profile beside the one it would replace; both are kept."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for the secretariat")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned with reasons")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {Status.SUBMITTED: {Status.APPROVED, Status.RETURNED, Status.WITHDRAWN}}

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="profile_changes")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.SUBMITTED)
    current = models.JSONField(_("as it was"))
    proposed = models.JSONField(_("as proposed"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="profile_changes"
    )
    submitted_at = models.DateTimeField(_("submitted"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("profile change")
        verbose_name_plural = _("profile changes")
        ordering = ["-submitted_at"]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="profilechange_decided")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(status="submitted"), name="profilechange_one_waiting"
            ),
            models.CheckConstraint(
                condition=models.Q(status="submitted", decided_at__isnull=True)
                | (~models.Q(status="submitted") & models.Q(decided_at__isnull=False)),
                name="profilechange_decided_when_not_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_status_display()}"

    @staticmethod
    def fields() -> list[str]:
        """What a proposal holds: the summary as a column for each language."""
        return ["name_native", "website", *columns("summary")]
