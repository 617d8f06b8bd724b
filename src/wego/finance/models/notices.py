"""What was mailed about an invoice; the mails themselves are in the outbox."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.finance.models.invoices import Invoice


class Notice(models.Model):
    """Level 0: the invoice itself; 1 and up: its reminders, each sent once. Insert-only; no address is kept."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="notices")
    level = models.PositiveSmallIntegerField(pgettext_lazy("reminder", "level"))
    sent_at = models.DateTimeField(_("sent"))  # put into the outbox; when each mail went is said there

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["invoice", "level"]
        constraints = [models.UniqueConstraint(fields=["invoice", "level"], name="notice_once_a_level")]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.level}"
