"""Editions of the member list as documents printed them, and what does not fit in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.text_fields import TranslatedText
from wego.members.models.organisations import Organisation
from wego.members.models.places import Region
from wego.members.models.standings import Standing


class Edition(models.Model):
    """One edition of the member list: the day it speaks of, its region scheme, and the counts that it states."""

    class Precision(models.TextChoices):
        YEAR = "year", _("year")
        MONTH = "month", _("month")
        DAY = "day", _("day")

    code = models.SlugField(pgettext_lazy("member list", "edition"), max_length=10, unique=True)
    as_of = models.DateField(_("as of"))
    # The documents print a year or a month; the day is then a reviewed choice.
    as_of_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    scheme = models.CharField(_("region scheme"), max_length=10)
    documents = models.JSONField(_("documents"), default=list)
    document_titles = models.JSONField(_("titles of the documents"), default=dict)
    stated = models.JSONField(_("stated counts"), default=list)

    class Meta:
        verbose_name = pgettext_lazy("member list", "edition")
        verbose_name_plural = pgettext_lazy("member list", "editions")
        ordering = ["as_of"]

    def __str__(self) -> str:
        return self.code


class EditionEntry(models.Model):
    """A row of an edition: what the document prints for one organisation.

    The lists put institutions in no region; theirs is then by geography, and `printed` has no region.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="entries")
    region = models.ForeignKey(Region, models.PROTECT, related_name="entries")
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.Kind.choices)
    printed = models.JSONField(_("as printed"), default=dict)
    note = TranslatedText(_("note"), max_length=500, blank=True, is_queued=False)

    class Meta:
        verbose_name = _("row of an edition")
        verbose_name_plural = _("rows of editions")
        ordering = ["edition", "organisation"]
        constraints = [models.UniqueConstraint(fields=["edition", "organisation"], name="entry_once_in_edition")]

    def __str__(self) -> str:
        return f"{self.edition} · {self.organisation}"


class Inconsistency(models.Model):
    """Where the documents contradict each other or themselves, and what was decided."""

    code = models.CharField(_("number"), max_length=10, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    where = models.CharField(_("where"), max_length=200)
    what = TranslatedText(_("problem"))
    decision = TranslatedText(_("what was decided"))
    # What the loaded rows themselves show, where they can.
    evidence = models.TextField(_("found in the rows"), blank=True)
    # An entry that a corrected row no longer shows is kept and marked, not removed.
    is_found = models.BooleanField(_("found at the last load"), default=True)

    class Meta:
        verbose_name = _("inconsistency")
        verbose_name_plural = _("inconsistencies")
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.code} {self.where}"
