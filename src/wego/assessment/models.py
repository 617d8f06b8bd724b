"""Frameworks as published, and diagnoses with every step of their result."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.definitions.models import Definition
from wego.core.texts import pick
from wego.members.models import Organisation
from wego.questionnaires.models import Questionnaire, Response


class Framework(Definition):
    """One published version of a framework over one version of its questionnaire."""

    audit_name = "framework"

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="frameworks")
    titles = models.JSONField(_("title"), default=dict)

    class Meta(Definition.Meta):
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            # The same version is published anew when its questionnaire has a new one.
            models.UniqueConstraint(fields=["code", "version", "questionnaire"], name="framework_version_once"),
            *Definition.Meta.constraints[1:],
        ]

    def __str__(self) -> str:
        return f"{pick(self.titles) or self.code} {self.version}"


class Diagnosis(models.Model):
    """What a submitted response came to: computed in the moment of submission and kept with all its steps.

    Reopening the response takes the diagnosis out of every list and comparison (`is_in_force`) until it is submitted
    again and computed anew.
    """

    response = models.OneToOneField(Response, models.PROTECT, related_name="diagnosis")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="diagnoses")
    # The response's, repeated for lists and comparisons.
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="diagnoses")
    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    score = models.FloatField(_("score"), null=True)
    stage = models.CharField(_("stage"), max_length=60, blank=True)
    stage_number = models.PositiveSmallIntegerField(_("number of the stage"), null=True)
    # Dimension and aspect codes to scores; the whole with its reasons is in `result`.
    dimension_scores = models.JSONField(default=dict)
    aspect_scores = models.JSONField(default=dict)
    result = models.JSONField(_("result"))
    revision = models.PositiveIntegerField(_("revision of the answers"))
    submitted_at = models.DateTimeField(_("submitted"))
    is_in_force = models.BooleanField(_("in force"), default=True)
    is_published = models.BooleanField(_("shown on the public profile"), default=False)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        ordering = ["-year", "organisation"]
        indexes = [models.Index(fields=["framework", "year", "is_in_force"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)),
                name="diagnosis_score_of_hundred",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="", stage_number__isnull=True)
                | (~models.Q(stage="") & models.Q(stage_number__isnull=False)),
                name="diagnosis_stage_has_its_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.framework.code} {self.year}"
