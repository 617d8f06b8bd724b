"""Questionnaires as published, responses to them, and answers with their history."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.definitions.models import Definition
from wego.core.texts import pick
from wego.members.models import Organisation
from wego.records.models import Evidence

MOST_REMARK = 2000  # characters


class Questionnaire(Definition):
    """One published version of a questionnaire."""

    audit_name = "questionnaire"

    titles = models.JSONField(_("title"), default=dict)

    class Meta(Definition.Meta):
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self) -> str:
        return f"{pick(self.titles) or self.code} {self.version}"


class Response(models.Model):
    """An organisation's answers to one questionnaire for one year, by whoever of its people write them.

    `revision` counts the saves: a form says which revision it was filled in from, so that nobody overwrites a
    colleague unseen.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")

    NEXT = {Status.DRAFT: {Status.SUBMITTED}, Status.SUBMITTED: {Status.DRAFT}}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="responses")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="responses")
    year = models.PositiveSmallIntegerField(_("year"))
    # None where it was asked for by no round: an application, or a year in which none was opened.
    round = models.ForeignKey(
        "CollectionRound",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("round of collection"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(_("started"))
    changed_at = models.DateTimeField(_("last saved"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-year", "organisation"]
        indexes = [models.Index(fields=["questionnaire", "year", "status"])]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "questionnaire", "year"], name="response_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(status="draft", submitted_at__isnull=True)
                | models.Q(status="submitted", submitted_at__isnull=False),
                name="response_submitted_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.questionnaire.code} {self.year}"


class Answer(models.Model):
    """One answer as it was given. A later one replaces it and leaves it readable; a withdrawn one has no value.

    `state` says how it came about against what was offered for confirmation (last time's answer, or the records).
    An open one holds a remark or evidence without an answer. `evidence` is the file that answers the question, or,
    where the question asks for something else, the file that bears the answer out.
    """

    class State(models.TextChoices):
        GIVEN = "given", _("given")
        CONFIRMED = "confirmed", _("confirmed")
        CHANGED = "changed", _("changed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        OPEN = "open", _("unanswered")

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=80)
    value = models.JSONField(_("answer"), null=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    remark = models.TextField(_("remark"), blank=True, max_length=MOST_REMARK)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="answers")
    # Whoever outside gave it; `answered_by` then is who took it over.
    outside = models.ForeignKey(
        "OutsideRequest", models.SET_NULL, null=True, related_name="taken_answers", verbose_name=_("answered outside")
    )
    revision = models.PositiveIntegerField(_("revision"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"))
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["response", "question", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "revision"], name="answer_once_in_a_revision"),
            models.UniqueConstraint(
                fields=["response", "question"],
                condition=models.Q(replaced_at=None),
                name="answer_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"

    @property
    def is_settled(self) -> bool:
        """Something was said of the question itself, not only around it."""
        return self.state != self.State.OPEN
