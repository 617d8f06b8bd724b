"""Surveys of one to five questions, answered by a link of a mailing; anonymous where declared."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.text_fields import TranslatedText
from wego.correspondence.models.mailings import MailingRecipient


class Survey(models.Model):
    """What is asked may be changed until it is opened; what was answered then stays comparable."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("survey", "Draft")
        OPEN = "open", pgettext_lazy("survey", "Open")
        CLOSED = "closed", pgettext_lazy("survey", "Closed")

    NEXT = {Status.DRAFT: {Status.OPEN}, Status.OPEN: {Status.CLOSED}}

    title = TranslatedText(_("title"), max_length=150, is_queued=False)
    intro = TranslatedText(_("introduction"), max_length=1000, blank=True, is_queued=False)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=6, choices=Status.choices, default=Status.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(_("started"))

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-begun_at", "-pk"]
        indexes = [models.Index(fields=["-begun_at", "-id"], name="survey_latest_first")]

    def __str__(self) -> str:
        return str(self.title)


class SurveyQuestion(models.Model):
    """`options` are the answers to choose from, by language, each language's in the same order."""

    class Kind(models.TextChoices):
        ONE = "one", _("One of several answers")
        SEVERAL = "several", _("Several of the answers")
        SCALE = "scale", _("From 1 to 5")
        TEXT = "text", pgettext_lazy("kind of question", "Text")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(pgettext_lazy("of a question", "kind"), max_length=8, choices=Kind.choices)
    label = TranslatedText(_("question"), max_length=300, is_queued=False)
    options = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of a survey")
        ordering = ["survey", "place"]
        constraints = [models.UniqueConstraint(fields=["survey", "place"], name="survey_question_place")]

    def __str__(self) -> str:
        return str(self.label)


class SurveyAnswer(models.Model):
    """One answer to the whole; of an anonymous survey nothing says whose, and only the day when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # a number would tell the order
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    sent_to = models.ForeignKey(MailingRecipient, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("answered on"))
    said = models.JSONField(
        default=dict
    )  # by the question's number: the option's place, 1 to 5, a list of places, a text

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to a survey")
        ordering = ["survey", "answered_on", "pk"]

    def __str__(self) -> str:
        return f"{self.survey} {self.answered_on}"


class SurveyUse(models.Model):
    """A link that has been used, apart from the answer, so that each is used once and an anonymous one stays so."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="uses")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("used link of a survey")
        verbose_name_plural = _("used links of a survey")
        constraints = [models.UniqueConstraint(fields=["survey", "digest"], name="survey_answered_once")]

    def __str__(self) -> str:
        return self.digest[:8]
