"""Series of numbers: letters sent, letters received, certificates. Loaded from `letters.yaml` of the network folder."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.text_fields import TranslatedText


class LetterSeries(models.Model):
    """What a series is called, how its numbers read, and what its letterhead says."""

    class Kind(models.TextChoices):
        SENT = "sent", pgettext_lazy("letters", "Sent")
        RECEIVED = "received", pgettext_lazy("letters", "Received")
        CERTIFICATE = "certificate", _("Certificate")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = TranslatedText(_("title"), max_length=150, is_queued=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    pattern = models.CharField(_("pattern of the number"), max_length=60)
    sender = TranslatedText(_("name on the letterhead"), max_length=200, blank=True, is_queued=False)
    signatory = TranslatedText(_("signatory"), max_length=150, blank=True, is_queued=False)

    class Meta:
        verbose_name = _("series of letters")
        verbose_name_plural = _("series of letters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.title)

    def number_text(self, year: int, sequence: int) -> str:
        """As it is printed: `WeGO-2026-0001`."""
        return self.pattern.format(year=year, number=sequence)


class LetterCounter(models.Model):
    """The last number given in a series and year. It grows in the transaction that uses the number: no gap, ever."""

    series = models.ForeignKey(LetterSeries, models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of letters")
        verbose_name_plural = _("counters of letters")
        ordering = ["series", "year"]
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="letter_counter_once_a_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
