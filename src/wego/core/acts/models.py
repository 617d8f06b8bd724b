"""An act on many: what was asked for, how far it is, and what became of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BulkRun(models.Model):
    """One act carried out on many subjects, each in a transaction of its own, in the background where they are many."""

    class Status(models.TextChoices):
        WORKING = "working", _("In progress")
        DONE = "done", _("Done")

    act = models.CharField(_("act"), max_length=100)
    given = models.TextField(_("what was entered"))  # as the form was sent, so that it is read once more
    back = models.CharField(max_length=2000)  # the list, narrowed as it was
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WORKING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failure = models.TextField(_("what went wrong"), blank=True, default="")
    begun_at = models.DateTimeField(_("started at"))
    moved_at = models.DateTimeField(_("last moved"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("act on many")
        verbose_name_plural = _("acts on many")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.act} ({self.pk})"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class BulkRow(models.Model):
    """One of the many: done, refused with the reason, or not reached yet."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Not processed yet")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Rejected by the server")

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows")
    subject_id = models.BigIntegerField()
    label = models.CharField(max_length=300)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("one of many")
        verbose_name_plural = _("some of many")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "subject_id"], name="bulkrow_once_a_run")]
        indexes = [models.Index(fields=["run", "outcome", "id"], name="bulkrow_waiting")]

    def __str__(self) -> str:
        return self.label
