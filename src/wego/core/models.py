"""The audit trail, when periodic jobs ran, and what all processes must know for a while."""

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


class PeriodicRun(models.Model):
    """When a periodic job last ran and how it ended. One update claims a run: two workers never run it twice."""

    name = models.CharField(_("job"), max_length=80, unique=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    failure = models.TextField(_("failure"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(finished_at__gte=models.F("started_at")),
                name="periodic_run_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SharedNote(models.Model):
    """The table behind Django's cache in the database; only the cache reads and writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_shared_note"

    def __str__(self) -> str:
        return self.cache_key
