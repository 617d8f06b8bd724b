"""What organisations were called before, and what became of them: names, mergers, splits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.text_fields import TranslatedText
from wego.members.models.organisations import Organisation


class FormerName(models.Model):
    """A name that an organisation bore until a day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    name = TranslatedText(_("name"), max_length=200, is_queued=False)
    name_native = models.CharField(_("name in its own language"), max_length=200, blank=True)
    # The first day on which another name held.
    until = models.DateField(_("until"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["organisation", "until"]
        constraints = [models.UniqueConstraint(fields=["organisation", "until"], name="formername_one_a_day")]

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """What one organisation is to another, since when."""

    class Kind(models.TextChoices):
        MERGED_INTO = "merged_into", _("merged into")
        SPLIT_FROM = "split_from", _("split from")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="relations")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="relations_from")
    kind = models.CharField(_("relation"), max_length=20, choices=Kind.choices)
    since = models.DateField(_("since"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "to", "kind", "since"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(organisation=models.F("to")), name="relation_is_not_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()} {self.to}"
