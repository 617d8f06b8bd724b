"""Versions of questionnaires while they are made in the office, and the trial answers to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.texts import pick
from wego.questionnaires.models.responses import Questionnaire


class DraftVersion(models.Model):
    """A questionnaire as its last workbook says it, until it is published.

    `definition` is that of the last workbook without faults; `faults` are those of the last workbook, where it has
    any. `revision` counts the workbooks, so that nobody publishes or replaces what they have not seen.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of a questionnaire", "Draft")
        PUBLISHED = "published", pgettext_lazy("of a questionnaire", "Published")

    NEXT = {Status.DRAFT: {Status.PUBLISHED}}

    code = models.CharField(_("code"), max_length=60, blank=True)
    version = models.CharField(_("version"), max_length=40, blank=True)
    titles = models.JSONField(_("title"), default=dict)
    definition = models.JSONField(_("definition"), null=True)
    file_name = models.CharField(_("file"), max_length=130)
    faults = models.JSONField(_("faults"), default=list)
    notes = models.JSONField(_("notes"), default=list)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(_("started"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(_("last saved"))
    published = models.ForeignKey(Questionnaire, models.PROTECT, null=True, related_name="drafts")

    class Meta:
        verbose_name = _("draft of a questionnaire")
        verbose_name_plural = _("drafts of questionnaires")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(status="draft") & ~Q(code=""), name="draft_version_one_of_a_code"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published=None) | Q(status="published", published__isnull=False),
                name="draft_version_published_is_a_version",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (pick(self.titles) or self.code or self.file_name, self.version)))

    @property
    def is_sound(self) -> bool:
        """The last workbook had no faults."""
        return self.definition is not None and not self.faults


class TrialResponse(models.Model):
    """What an officer answered to try a draft. It belongs to no organisation and is counted nowhere."""

    draft = models.ForeignKey(DraftVersion, models.CASCADE, related_name="trials")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    said = models.JSONField(_("answers"), default=dict)
    changed_at = models.DateTimeField(_("last saved"))

    class Meta:
        verbose_name = _("trial response")
        verbose_name_plural = _("trial responses")
        ordering = ["draft", "pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "by"], name="trial_response_one_a_person")]

    def __str__(self) -> str:
        return f"{self.draft} ({self.by_id})"
