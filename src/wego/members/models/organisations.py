"""Organisations: local governments, corporations, institutions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from wego.core.folding import fold_all
from wego.core.translated import TranslatedField
from wego.members.models.places import Place, Region

UNSTATED = -1  # a population that nobody has stated, where lists are sorted


class Organisation(models.Model):
    """An organisation of the network, of whatever standing."""

    class Kind(models.TextChoices):
        LOCAL_GOVERNMENT = "local_government", _("Local government")
        CORPORATION = "corporation", _("Corporation")
        INSTITUTION = "institution", _("Institution")

    class Subkind(models.TextChoices):
        PROVINCE_LEVEL = "province_level", _("Province, state or prefecture")
        CITY_LEVEL = "city_level", _("City or municipality")
        DISTRICT_LEVEL = "district_level", _("District, county or locality")
        OTHER_UNIT = "other_unit", _("Other local administrative unit")
        MNC = "mnc", _("Multinational corporation")
        SME = "sme", _("Small or medium-sized enterprise")
        STARTUP = "startup", _("Startup")
        ASSOCIATION = "association", _("Association")
        PUBLIC_AGENCY = "public_agency", _("Public agency")
        ACADEMIC = "academic", _("Academic institution")
        RESEARCH_INSTITUTE = "research_institute", _("Research institute")
        NON_PROFIT = "non_profit", _("Non-profit organisation")

    SUBKINDS = {
        Kind.LOCAL_GOVERNMENT: [Subkind.PROVINCE_LEVEL, Subkind.CITY_LEVEL, Subkind.DISTRICT_LEVEL, Subkind.OTHER_UNIT],
        Kind.CORPORATION: [Subkind.MNC, Subkind.SME, Subkind.STARTUP],
        Kind.INSTITUTION: [
            Subkind.ASSOCIATION,
            Subkind.PUBLIC_AGENCY,
            Subkind.ACADEMIC,
            Subkind.RESEARCH_INSTITUTE,
            Subkind.NON_PROFIT,
        ],
    }

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    subkind = models.CharField(_("sub-kind"), max_length=20, choices=Subkind.choices, blank=True)
    country = models.CharField(_("country"), max_length=2)
    # Where statistics list a member apart from its country (Hong Kong: HK), figures of the country go by this code.
    statistics_country = models.CharField(_("country in statistics"), max_length=2, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations", verbose_name=_("region"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="organisations", verbose_name=_("place"))
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ko = models.CharField(_("name in Korean"), max_length=200, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=200, blank=True)
    name_native = models.CharField(_("name in its own language"), max_length=200, blank=True)
    native_language = models.CharField(_("own language"), max_length=12, blank=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    # What an officer may propose to change; see ProfileChange.
    website = models.URLField(_("website"), blank=True)
    summary_en = models.TextField(_("summary in English"), max_length=2000, blank=True)
    summary_ko = models.TextField(_("summary in Korean"), max_length=2000, blank=True)
    summary_zh = models.TextField(_("summary in Chinese"), max_length=2000, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # The standing today, kept by the services that write Standing: lists filter on it without a join. Empty: the
    # organisation is registered but was never a member, and only the secretariat and its own people see it.
    standing = models.CharField(_("standing"), max_length=12, blank=True, default="")
    search_text = models.TextField(editable=False, default="")
    # The file's row at the last load: a load changes a field only where the file itself changed since, so that what
    # was decided on the platform stays.
    loaded = models.JSONField(editable=False, default=dict)
    # Hangul sorts by its code points; where there is no Korean name the English one stands in.
    sort_ko = models.GeneratedField(
        expression=Coalesce(NullIf(models.F("name_ko"), models.Value("")), models.F("name_en")),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )
    # The population of its place, kept by the services that write places: lists are sorted by it without a join.
    sort_population = models.BigIntegerField(editable=False, default=UNSTATED)
    name = TranslatedField("name")
    summary = TranslatedField("summary")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_en", "pk"]
        # Lists walk these in order without touching the rows: a page costs the same however many members there are.
        indexes = [
            models.Index(fields=["name_en", "id", "standing"], name="organisation_by_name"),
            models.Index(fields=["sort_ko", "id", "standing"], name="organisation_by_korean_name"),
            models.Index(fields=["kind", "region", "country", "standing"], name="organisation_facets"),
            models.Index(fields=["country", "standing"], name="organisation_countries"),
            models.Index(fields=["kind", "name_en", "id"], name="organisation_of_kind"),
            models.Index(fields=["-sort_population", "name_en", "id", "standing"], name="organisation_by_population"),
            models.Index(
                fields=["-sort_population", "sort_ko", "id", "standing"], name="organisation_by_population_ko"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["country", "kind", "name_en"], name="organisation_unique_in_country")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.folded()
        super().save(*args, **kwargs)

    @property
    def country_in_statistics(self) -> str:
        """The code under which statistics of countries list this member."""
        return self.statistics_country or self.country

    def folded(self) -> str:
        """Every spelling of the name, folded for search."""
        return fold_all(self.name_en, self.name_ko, self.name_zh, self.name_native, *self.aliases)
