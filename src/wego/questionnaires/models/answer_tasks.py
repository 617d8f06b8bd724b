"""Who answers what of a response, by which day: a part of it and the dated task of whoever has it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wego.core.models import DatedTask
from wego.questionnaires.models.responses import Response


class AnswerTask(models.Model):
    """A section, a single question of it, or the sign-off (neither of both), given to somebody by a day."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="tasks")
    section = models.CharField(_("section"), max_length=80, blank=True)
    question = models.CharField(_("question"), max_length=80, blank=True)
    task = models.OneToOneField(DatedTask, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("assigned part of a response")
        verbose_name_plural = _("assigned parts of responses")
        ordering = ["response", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(section="") | Q(question=""), name="answer_task_question_in_section")
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.question or self.section}"

    @property
    def is_sign_off(self) -> bool:
        return not self.section
