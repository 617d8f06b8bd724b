"""Organisations: local governments, corporations, institutions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.folding import fold_all
from wego.core.search.searchable import Searchable
from wego.core.text_fields import TranslatedText
from wego.members.models.places import Place, Region

UNSTATED = -1  # a population that nobody has stated, where lists are sorted


class Organisation(Searchable):
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
    name = TranslatedText(_("name"), max_length=200)
    name_native = models.CharField(_("name in its own language"), max_length=200, blank=True)
    native_language = models.CharField(_("own language"), max_length=12, blank=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    # What an officer may propose to change; see ProfileChange.
    website = models.URLField(_("website"), blank=True)
    summary = TranslatedText(pgettext_lazy("of an organisation", "summary"), max_length=2000, blank=True)
    note = TranslatedText(_("note"), max_length=500, blank=True, is_queued=False)
    # The standing today, kept by the services that write Standing: lists filter on it without a join. Empty: the
    # organisation is registered but was never a member, and only the secretariat and its own people see it.
    standing = models.CharField(_("standing"), max_length=12, blank=True, default="")
    search_text = models.TextField(editable=False, default="")
    # The file's row at the last load: a load changes a field only where the file itself changed since, so that what
    # was decided on the platform stays.
    loaded = models.JSONField(editable=False, default=dict)
    # Lists of thousands are sorted by these columns, so that an index alone answers; a language without one of its own
    # sorts as English does. Hangul sorts by its code points; where there is no Korean name the English one stands in.
    sort_en = models.GeneratedField(
        expression=models.F("name__en"),  # type: ignore[arg-type]
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )
    sort_ko = models.GeneratedField(
        expression=Coalesce(models.F("name__ko"), models.F("name__en")),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )
    # The population of its place, kept by the services that write places: lists are sorted by it without a join.
    sort_population = models.BigIntegerField(editable=False, default=UNSTATED)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_en", "pk"]
        # Lists walk these in order without touching the rows: a page costs the same however many members there are.
        indexes = [
            models.Index(fields=["sort_en", "id", "standing"], name="organisation_by_name"),
            models.Index(fields=["sort_ko", "id", "standing"], name="organisation_by_korean_name"),
            models.Index(fields=["kind", "region", "country", "standing"], name="organisation_facets"),
            models.Index(fields=["country", "standing"], name="organisation_countries"),
            models.Index(fields=["kind", "sort_en", "id"], name="organisation_of_kind"),
            models.Index(fields=["-sort_population", "sort_en", "id", "standing"], name="organisation_by_population"),
            models.Index(
                fields=["-sort_population", "sort_ko", "id", "standing"], name="organisation_by_population_ko"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["country", "kind", "sort_en"], name="organisation_unique_in_country")
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
        return fold_all(*self.name.texts.values(), self.name_native, *self.aliases)
