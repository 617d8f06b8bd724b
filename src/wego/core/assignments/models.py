"""An assignment: who works on what, since when, by whose act; and when somebody of the office last opened it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference


class Assignment(models.Model):
    """One stretch of somebody's work on a thing: handed over, it ends and the next begins, so that the way is kept.

    It does not end with a decision: what comes back comes back to whoever had it. People are pseudonymous keys.
    """

    subject_kind = models.CharField(max_length=80)
    subject_id = models.PositiveBigIntegerField()
    subject_label = models.CharField(_("about"), max_length=300)
    owner_key = models.UUIDField(_("owner"), db_index=True)
    given_at = models.DateTimeField(_("assigned"))
    given_by_key = models.UUIDField(_("by"), null=True)
    note = models.TextField(_("note"), blank=True, default="")
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="assignment_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=Q(ended_at=None), name="assignment_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("given_at")), name="assignment_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.subject_label

    @property
    def subject(self) -> Reference:
        return Reference(self.subject_kind, str(self.subject_id), self.subject_label)


class Opening(models.Model):
    """When somebody last opened a thing that can be assigned: one row a person, so that the others can be named."""

    subject_kind = models.CharField(max_length=80)
    subject_id = models.PositiveBigIntegerField()
    person_key = models.UUIDField(db_index=True)
    opened_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "person_key"], name="opening_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
