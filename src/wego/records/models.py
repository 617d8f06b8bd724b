"""Indicators, their sources, observations that are never overwritten, and evidence."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.countries import country_name
from wego.core.decimal_fields import ExactDecimalField
from wego.core.text_fields import TranslatedText
from wego.members.models import Organisation, Place


class Subject(models.Model):
    """Whose it is: exactly one of an organisation, a place, a country."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="%(class)ss")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="%(class)ss")
    country = models.CharField(_("country"), max_length=2, blank=True)

    class Meta:
        abstract = True

    @property
    def subject(self) -> str:
        """The subject's name in the reader's language."""
        return str(self.organisation or self.place or country_name(self.country))

    @property
    def subject_code(self) -> str:
        """The subject as the network's files write it."""
        if self.organisation:
            return f"org:{self.organisation.slug}"
        return f"city:{self.place.slug}" if self.place else f"country:{self.country}"


class Source(models.Model):
    """Where figures come from, with the terms on which they may be used."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = TranslatedText(_("publisher"), max_length=200, is_queued=False)
    edition = models.CharField(pgettext_lazy("of a source", "edition"), max_length=80, blank=True)
    url = models.URLField(_("address"), blank=True)
    terms = TranslatedText(_("terms"), blank=True, is_queued=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """What is measured, in which unit and which way is better."""

    class Level(models.TextChoices):
        CITY = "city", _("of the city")
        COUNTRY = "country", _("of the country")

    class Background(models.TextChoices):
        FIGURE = "figure", _("a figure")
        YEAR = "year", _("a calendar year")
        LISTED = "listed", _("that it is listed")

    code = models.CharField(_("code"), max_length=60, unique=True)
    unit = TranslatedText(_("unit"), max_length=80)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    direction = models.SmallIntegerField(_("direction"), default=1)
    level = models.CharField(pgettext_lazy("of figures", "level"), max_length=10, choices=Level.choices)
    name = TranslatedText(_("name"), max_length=200)
    definition = TranslatedText(_("definition"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="indicators")
    # Told on a city's page and measured in no index, and as what: a source that is silent says no "no".
    background = models.CharField(_("for profiles only"), max_length=10, choices=Background.choices, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(direction__in=[-1, 0, 1]), name="indicator_direction_known")
        ]

    def __str__(self) -> str:
        return self.name


class Gap(Subject):
    """Periods for which a source prints no value: said, so that nobody takes silence for zero."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="gaps")
    periods = models.CharField(_("periods"), max_length=40)
    reason = TranslatedText(_("reason"), max_length=300, is_queued=False)

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = ["indicator", "country", "periods"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.periods}"


class Evidence(models.Model):
    """A document that bears out what was said, with the page and until when it holds."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="evidence/%Y/", max_length=300)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    page = models.CharField(_("page"), max_length=40, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.title


class Observation(Subject):
    """One value of an indicator for an organisation, a place or a country in a period. Insert-only: a better value
    supersedes a former one by pointing at it."""

    class Quality(models.TextChoices):
        ACTUAL = "actual", _("as published")
        ESTIMATE = "estimate", _("the source's estimate")
        REPORTED = "reported", _("as reported")
        DERIVED = "derived", _("computed from other values")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    period = models.CharField(_("period"), max_length=20)
    # As exact as the source prints it.
    value = ExactDecimalField(_("value"), max_digits=32, decimal_places=16)
    quality = models.CharField(_("quality"), max_length=10, choices=Quality.choices)
    source = models.ForeignKey(Source, models.PROTECT, related_name="observations")
    page = models.CharField(_("page or table"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="observations")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    # What it came from in an app above (a response of a questionnaire).
    cause_kind = models.CharField(max_length=80, blank=True)
    cause_id = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "period"]
        indexes = [models.Index(fields=["country", "indicator", "period"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, place__isnull=True, country="")
                | models.Q(organisation__isnull=True, place__isnull=False, country="")
                | (models.Q(organisation__isnull=True, place__isnull=True) & ~models.Q(country="")),
                name="observation_of_one_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}: {self.value.normalize():f}"
