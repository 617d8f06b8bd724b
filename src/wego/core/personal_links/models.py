"""A personal link as it is kept: for what, to whom, about what, until when; never the secret itself."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def open(self, at: datetime) -> PersonalLinkQuerySet:
        """What still leads somewhere at a moment."""
        return self.filter(OPEN, expires_at__gt=at)


OPEN = Q(revoked_at=None) & (Q(allowed_uses=None) | Q(uses__lt=F("allowed_uses")))


class PersonalLink(models.Model):
    """A link mailed to one person for one act. Whoever has it has shown to hold the address."""

    kind = models.CharField(_("kind"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    address = models.EmailField(_("e-mail"), max_length=254, blank=True)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_label = models.CharField(_("about"), max_length=300, blank=True)
    # None: as often as one likes, until it expires.
    allowed_uses = models.PositiveSmallIntegerField(_("maximum uses"), null=True, blank=True)
    uses = models.PositiveIntegerField(_("times used"), default=0)
    made_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"), db_index=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["address"], name="personal_link_address"),
            models.Index(fields=["subject_kind", "subject_id"], name="personal_link_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="personal_link_expires_later"),
            models.CheckConstraint(
                condition=Q(uses=0, used_at=None) | Q(uses__gt=0, used_at__isnull=False),
                name="personal_link_used_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(allowed_uses=None) | Q(uses__lte=F("allowed_uses")), name="personal_link_used_as_allowed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def subject(self) -> Reference | None:
        return Reference(self.subject_kind, self.subject_id, self.subject_label) if self.subject_kind else None

    def is_open(self, at: datetime) -> bool:
        """Does it still lead somewhere? As `PersonalLinkQuerySet.open` has it."""
        has_uses = self.allowed_uses is None or self.uses < self.allowed_uses
        return self.revoked_at is None and has_uses and self.expires_at > at
