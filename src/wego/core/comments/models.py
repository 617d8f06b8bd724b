"""A comment: about what, by whom, when, in which words, and whether it is settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference


class Comment(models.Model):
    """The author is a person's pseudonymous key: erased, the person has no name here any more."""

    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(_("about"), max_length=300)
    author_key = models.UUIDField(_("author"), db_index=True)
    written_at = models.DateTimeField(_("written"))
    text = models.TextField(_("text"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by_key = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="comment_subject")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_words"),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by_key=None)
                | Q(resolved_at__isnull=False, resolved_by_key__isnull=False),
                name="comment_resolved_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_label} {self.pk}"

    @property
    def subject(self) -> Reference:
        return Reference(self.subject_kind, self.subject_id, self.subject_label)
