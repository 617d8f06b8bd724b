"""Where things are: places and the region schemes that sort them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.text_fields import TranslatedText


class Region(models.Model):
    """A region of one scheme; each edition of the member list has its own scheme (2016 parts Asia and Oceania)."""

    scheme = models.CharField(_("scheme"), max_length=10)
    code = models.SlugField(_("code"), max_length=30)
    order = models.PositiveSmallIntegerField(default=0)
    name = TranslatedText(_("name"), max_length=60)
    countries = models.JSONField(_("countries"), default=list)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["scheme", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="region_unique_in_scheme")]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A city, district, state or seat: coordinates and population with what is known of their quality."""

    class Match(models.TextChoices):
        CERTAIN = "certain", _("matched with certainty")
        APPROXIMATE = "approximate", _("approximate position")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=2, db_index=True)
    name = TranslatedText(_("name"), max_length=200)
    latitude = models.FloatField(_("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(_("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)])
    match = models.CharField(_("match"), max_length=12, choices=Match.choices)
    population = models.PositiveBigIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year of the population"), null=True, blank=True)
    geonames_id = models.PositiveIntegerField("GeoNames", null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    note = TranslatedText(_("note"), max_length=500, blank=True, is_queued=False)
    # The file's row at the last load; see Organisation.loaded.
    loaded = models.JSONField(editable=False, default=dict)

    class Meta:
        verbose_name = pgettext_lazy("geography", "place")
        verbose_name_plural = pgettext_lazy("geography", "places")
        ordering = ["name__en"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_coordinates_on_earth",
            )
        ]

    def __str__(self) -> str:
        return self.name
