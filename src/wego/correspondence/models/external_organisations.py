"""Organisations without a standing: partners of the network, prospects, and others that it deals with."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.search.searchable import Searchable
from wego.core.text_fields import TranslatedText
from wego.members.models import Organisation


class ExternalOrganisation(Searchable):
    """An organisation outside the membership. It is seen by everybody only where `is_public` says so."""

    class Relation(models.TextChoices):
        PARTNER = "partner", pgettext_lazy("of an organisation", "Partner")
        PROSPECT = "prospect", pgettext_lazy("of an organisation", "Prospect")
        OTHER = "other", pgettext_lazy("of an organisation", "Other")

    class Kind(models.TextChoices):
        INTERNATIONAL = "international", _("International organisation")
        DEVELOPMENT_BANK = "development_bank", _("Development bank")
        CITY_NETWORK = "city_network", _("Network of cities")
        PUBLIC_AGENCY = "public_agency", _("Public agency")
        ACADEMIC = "academic", _("Academic institution")
        LOCAL_GOVERNMENT = "local_government", _("Local government")
        COMPANY = "company", _("Company")
        PRESS = "press", _("Press")
        OTHER = "other", pgettext_lazy("kind of organisation", "Other")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TranslatedText(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    country = models.CharField(_("country"), max_length=2, blank=True)  # international organisations have none
    website = models.URLField(_("website"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    agreement_on = models.DateField(_("agreement signed on"), null=True, blank=True)
    agreement_ends_on = models.DateField(_("agreement ends on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    became = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("became the member")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    # The file's values at the last load: a load changes only what the file itself says anew.
    loaded = models.JSONField(editable=False, default=dict)

    class Meta:
        verbose_name = _("partner or prospect")
        verbose_name_plural = _("partners and prospects")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["relation", "code"], name="external_by_relation"),
            models.Index(fields=["agreement_ends_on"], name="external_agreement_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement_ends_on=None) | Q(agreement_ends_on__gte=F("agreement_on")),
                name="external_agreement_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
