"""The audit trail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act: who, when, what, before, after. Insert-only, held so by the database.

    The actor is a person's pseudonymous key, so that erasing the person leaves the trail true.
    """

    at = models.DateTimeField(_("when"), db_index=True)
    action = models.CharField(_("act"), max_length=80, db_index=True)
    actor_key = models.UUIDField(_("by"), null=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=80)
    thing_id = models.CharField(max_length=64)
    label = models.CharField(_("what"), max_length=300)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "thing_id"])]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")

    def __str__(self) -> str:
        return f"{self.action} {self.label}"
