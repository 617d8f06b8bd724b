"""Plans: lists of dated tasks that are started for a member, counted from a day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.text_fields import TranslatedText


class TaskPlan(models.Model):
    """Data of the folder; `tasks` are {"title": by language, "day": days from the first, "remind_before": days}."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = TranslatedText(_("title"), max_length=150, is_queued=False)
    tasks = models.JSONField(default=list)

    class Meta:
        verbose_name = _("plan of tasks")
        verbose_name_plural = _("plans of tasks")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.title)
