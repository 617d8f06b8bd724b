"""The shape of what has versions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FIRST = "1"  # the version of what names none


class Definition(models.Model):
    """One published version of something that the network defines. It never changes: another meaning is another
    version, and the one before stays readable. The database itself keeps the content (`FixedContent`).
    """

    # What an act of publishing is called in the audit trail: `questionnaire.published`.
    audit_name: ClassVar[str]

    code = models.CharField(_("code"), max_length=60)
    version = models.CharField(_("version"), max_length=40, default=FIRST)
    # Of the definition's meaning, not of the file's bytes: a comment or a line break may change.
    sha256 = models.CharField(max_length=64)
    definition = models.JSONField(_("definition"))
    is_in_force = models.BooleanField(_("in force"), default=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="supersedes")

    class Meta:
        abstract = True
        ordering = ["code", "-published_at"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="%(class)s_version_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(is_in_force=True), name="%(class)s_one_in_force"),
            models.CheckConstraint(
                condition=Q(is_in_force=False) | Q(superseded_by=None), name="%(class)s_superseded_is_not_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
