"""What is measured: topics, dimensions, indicators, and the sources that are used."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.decimal_fields import ExactDecimalField
from wego.core.search.searchable import Searchable
from wego.core.text_fields import TranslatedText
from wego.core.texts import pick
from wego.records.models.subjects import Subject, Visibility

STATEMENTS = "member-statements"  # the source of what members say themselves


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

    @property
    def shown_title(self) -> str:
        """The title as the source prints it; what members state themselves has a name in the reader's language."""
        return gettext("Statements by members") if self.code == STATEMENTS else self.title


class Topic(models.Model):
    """A subject of city work: the one list by which indicators, and whatever else has a topic, are filed and found."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedText(_("name"), max_length=80)
    # By language, what people also call it.
    synonyms = models.JSONField(_("other words"), default=dict)
    broader = models.ForeignKey("self", models.PROTECT, null=True, related_name="narrower")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Dimension(models.Model):
    """By what facts are broken down: sex, age group, district. `categories` are texts by code; none: any words."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedText(_("name"), max_length=80)
    categories = models.JSONField(_("categories"), default=dict)

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def category_name(self, code: str) -> str:
        """A category in the reader's language."""
        return pick(self.categories.get(code, {})) or code


class Indicator(Searchable):
    """What is measured, in which unit and which way is better."""

    class Level(models.TextChoices):
        CITY = "city", _("of the city")
        COUNTRY = "country", _("of the country")

    class Kind(models.TextChoices):
        NUMBER = "number", pgettext_lazy("kind of value", "number")
        COUNT = "count", _("count")
        SHARE = "share", _("share of a whole")
        MONEY = "money", _("amount of money")
        OPTION = "option", _("one of several options")
        YES_NO = "yes_no", _("yes or no")
        TEXT = "text", pgettext_lazy("kind of value", "text")
        DATE = "date", pgettext_lazy("kind of value", "date")

    class Nature(models.TextChoices):
        STOCK = "stock", _("as of a day (stock)")
        FLOW = "flow", _("over a period (flow)")
        SHARE = "share", _("a share or rate")

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
    kind = models.CharField(_("kind of value"), max_length=10, choices=Kind.choices, default=Kind.NUMBER)
    nature = models.CharField(_("stock, flow or share"), max_length=10, choices=Nature.choices, blank=True)
    # What a share is given per: 100 for percent, 100,000 for "per 100,000 inhabitants".
    per = ExactDecimalField(_("per"), max_digits=32, decimal_places=16, default=100)
    lowest = ExactDecimalField(_("lowest plausible value"), max_digits=32, decimal_places=16, null=True)
    highest = ExactDecimalField(_("highest plausible value"), max_digits=32, decimal_places=16, null=True)
    # The texts of coded options by code, in order.
    options = models.JSONField(_("options"), default=dict)
    dimensions = models.ManyToManyField(Dimension, related_name="indicators")
    # The name of the scale or method in force; where it `starts_series`, values before it are not compared with those
    # after it.
    scale = models.CharField(_("scale"), max_length=40, blank=True)
    starts_series = models.BooleanField(_("a changed scale starts a new series"), default=True)
    visibility = models.CharField(
        _("who reads its facts"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    purpose = models.CharField(_("given for"), max_length=40, blank=True)
    topics = models.ManyToManyField(Topic, related_name="indicators")

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
