"""A task with its day: who has to do what, about what, by when, and whether it is done."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.references import Reference


class DatedTask(models.Model):
    """`owner_key` is a person's pseudonymous key, or empty while it is nobody's."""

    title = models.CharField(_("title"), max_length=200)
    about_kind = models.CharField(max_length=80)
    about_id = models.CharField(max_length=64)
    about_label = models.CharField(_("about"), max_length=300)
    address = models.CharField(max_length=300, blank=True)  # of the page where it is done
    owner_key = models.UUIDField(_("owner"), null=True, blank=True, db_index=True)
    due_on = models.DateField(pgettext_lazy("of a task", "due"))
    remind_on = models.DateField(pgettext_lazy("of a task", "reminder"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    added_at = models.DateTimeField(_("added"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by_key = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("dated task")
        verbose_name_plural = _("dated tasks")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="dated_task_about"),
            models.Index(fields=["done_at", "remind_on"], name="dated_task_to_remind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(remind_on=None) | Q(remind_on__lte=models.F("due_on")), name="dated_task_reminds_in_time"
            ),
            models.CheckConstraint(
                condition=Q(done_by_key=None) | Q(done_at__isnull=False), name="dated_task_done_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> Reference:
        return Reference(self.about_kind, self.about_id, self.about_label)

    def is_late(self, today: date) -> bool:
        return self.done_at is None and self.due_on < today
