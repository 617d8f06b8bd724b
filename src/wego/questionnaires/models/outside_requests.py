"""Questions put to somebody outside who has no account, and the answers that come back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.models import PersonalLink
from wego.questionnaires.models.responses import MOST_REMARK, Response
from wego.records.models import Evidence


class OutsideRequest(models.Model):
    """Some questions of a response, asked of a person by a link that works once. `round` counts how often they were
    asked: an answer that is returned is asked for again by a new link."""

    class Status(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        ANSWERED = "answered", _("answered, to be checked")
        ACCEPTED = "accepted", pgettext_lazy("state of a request", "accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    NEXT = {
        Status.OPEN: {Status.ANSWERED, Status.WITHDRAWN},
        Status.ANSWERED: {Status.ACCEPTED, Status.OPEN, Status.WITHDRAWN},
    }

    response = models.ForeignKey(Response, models.CASCADE, related_name="outside_requests")
    questions = models.JSONField(_("questions"), default=list)
    name = models.CharField(_("name"), max_length=120, blank=True)
    body = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=12)
    message = models.TextField(_("message"), max_length=MOST_REMARK, blank=True)
    due_on = models.DateField(_("answer by"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.OPEN)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    reason = models.TextField(_("reason of the return"), max_length=MOST_REMARK, blank=True)
    link = models.ForeignKey(PersonalLink, models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to someone outside")
        verbose_name_plural = _("requests to people outside")
        ordering = ["response", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("answered", "accepted")) | Q(answered_at__isnull=False),
                name="outside_request_answered_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.giver

    @property
    def giver(self) -> str:
        """Who answers, as it is shown beside the answers."""
        return ", ".join(filter(None, (self.name, self.body)))


class OutsideAnswer(models.Model):
    """What came back to one question in one round; not yet an answer of the organisation."""

    request = models.ForeignKey(OutsideRequest, models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=80)
    round = models.PositiveSmallIntegerField(_("round"))
    value = models.JSONField(_("answer"), null=True)
    remark = models.TextField(_("remark"), blank=True, max_length=MOST_REMARK)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("answer from outside")
        verbose_name_plural = _("answers from outside")
        ordering = ["request", "round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "round", "question"], name="outside_answer_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
