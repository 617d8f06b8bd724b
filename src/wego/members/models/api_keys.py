"""Keys by which an organisation's own systems use the API, and the requests that were answered for them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wego.members.models.organisations import Organisation


class ApiKey(models.Model):
    """A key of an organisation, kept as a digest only: what it may do, until when, and when it was last used."""

    class Scope(models.TextChoices):
        FACTS_READ = "facts.read", _("read the organisation's figures, and those for members only")
        FACTS_WRITE = "facts.write", _("submit figures of the organisation")
        RESPONSES_READ = "responses.read", _("read the organisation's submitted responses")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="api_keys")
    name = models.CharField(_("name of the system"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    # The last letters of the key, by which its holder knows it again.
    ending = models.CharField(_("ends in"), max_length=4)
    scopes = models.JSONField(_("may"), default=list)
    made_at = models.DateTimeField(_("created"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_on = models.DateField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["organisation", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(revoked_at=None), name="apikey_name_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by=None), name="apikey_revoked_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """Does it still open anything on a day?"""
        return self.revoked_at is None and self.expires_on >= on

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, in the reader's words."""
        return [str(one.label) for one in self.Scope if one.value in self.scopes]


class AnsweredRequest(models.Model):
    """A request with an idempotency key that was done: sent again, it gets the same answer and does nothing."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="answered_requests")
    idempotency_key = models.CharField(_("idempotency key"), max_length=100)
    sha256 = models.CharField(max_length=64)
    answer = models.JSONField(_("answer"))
    answered_at = models.DateTimeField(_("answered"), db_index=True)

    class Meta:
        verbose_name = _("answered request")
        verbose_name_plural = _("answered requests")
        ordering = ["-answered_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["key", "idempotency_key"], name="answeredrequest_answered_once")]

    def __str__(self) -> str:
        return self.idempotency_key
