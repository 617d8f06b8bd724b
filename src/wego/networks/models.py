"""Regional offices: where the network keeps one, with whom, and from when to when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.search.searchable import Searchable
from wego.core.text_fields import TranslatedText
from wego.members.models import Organisation


class RegionalOffice(Searchable):
    """An office of the network at a member; a closed one stays in the list."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = TranslatedText(_("name"), max_length=200)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("host"))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)  # the documents do not tell
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    reason = models.CharField(_("reason for closing"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("regional office")
        verbose_name_plural = _("regional offices")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None)
                | models.Q(opened_on=None)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="regionaloffice_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
