"""Editions of the index: what is measured, the cities with their values, the scores and ranks made of them."""

from __future__ import annotations

import math

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.decimal_fields import ExactDecimalField
from wego.core.search.searchable import Searchable
from wego.core.text_fields import TranslatedText
from wego.core.texts import pick
from wego.members.models import Organisation, Place, Region, Standing
from wego.records.models import Indicator, Observation, Source

# Editions part the world as the members' list of 2022 does.
SCHEME = "2022"
# The reason of a city that was ranked and asked to be taken from the public pages; the edition needs no words for it.
WITHDRAWN = "withdrawn"


class Edition(Searchable):
    """One edition, computed once from its files. Its figures are frozen when it is no draft any more; only the words
    that explain it may still be mended."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft edition")
        PILOT = "pilot", _("Pilot, from public figures")
        PUBLISHED = "published", _("Published")

    NEXT = {
        Status.DRAFT: {Status.PILOT, Status.PUBLISHED},
        Status.PILOT: {Status.PUBLISHED},
        Status.PUBLISHED: set(),
    }

    code = models.SlugField(_("edition"), max_length=40, unique=True)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices)
    compiled_on = models.DateField(_("compiled on"))
    figures_of = models.PositiveSmallIntegerField(_("figures of"))
    name = TranslatedText(_("name of the edition"), max_length=200)
    summary = TranslatedText(_("summary"))
    # Texts in three languages by kind (reasons, cautions, choices, left_out); ranked_with: who is ranked.
    definition = models.JSONField(_("definition"))
    # The method as run, every default spelled out.
    method = models.JSONField(_("method"))
    sha256 = models.CharField(_("SHA-256 of the figures and the method"), max_length=64)
    # Counted once, since the figures of an edition that is out do not change.
    ranked_count = models.PositiveIntegerField(_("cities ranked"), default=0)
    listed_count = models.PositiveIntegerField(_("cities listed, not ranked"), default=0)
    # How many countries are ranked; codes of all countries and regions; cities by reason; median width of an interval.
    counts = models.JSONField(_("counts"), default=dict)
    draws = models.PositiveIntegerField(_("simulations"))
    seed = models.PositiveIntegerField(_("seed"))
    versions = models.JSONField(_("computed with"))
    computed_at = models.DateTimeField(_("computed"))
    # The edition of which this is the corrected version; that one stays as it was.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    # The edition of earlier figures with which this one is compared.
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        verbose_name = _("index edition")
        verbose_name_plural = _("index editions")
        ordering = ["-figures_of", "-compiled_on", "code"]
        constraints = [models.CheckConstraint(condition=models.Q(draws__gte=1), name="edition_has_draws")]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> str:
        """The year of the figures, as a word: a year has no thousands."""
        return str(self.figures_of)

    @property
    def is_frozen(self) -> bool:
        """May its figures no longer change?"""
        return self.status != self.Status.DRAFT

    @property
    def shown_count(self) -> int:
        """Cities with a rank on the public pages: those ranked, less those withdrawn since."""
        return self.ranked_count - dict(self.counts["reasons"]).get(WITHDRAWN, 0)

    def texts(self, kind: str) -> list[dict[str, str]]:
        """`cautions`, `choices` or `left_out` as code and text in the reader's language."""
        return [{"code": entry["code"], "text": pick(entry["text"])} for entry in self.definition[kind]]

    def reason(self, code: str) -> str:
        """Why a city is not ranked, in the reader's language; the code where the words are gone."""
        if code == WITHDRAWN:
            return str(_("The city has been withdrawn from this edition."))
        return pick(self.definition["reasons"].get(code, {})) or code


class EditionFile(models.Model):
    """A file of an edition, kept to the byte: what went in, and what `wego index build` makes of it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=40)
    text = models.TextField()
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="edition_file_once")]

    def __str__(self) -> str:
        return self.name


class Element(models.Model):
    """An indicator or an aggregate of an edition, with its place in the tree; `position` is the order of reading."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="elements")
    code = models.CharField(_("code"), max_length=60)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.PositiveSmallIntegerField()
    weight = models.FloatField(_("weight"))
    # Share in the whole index where nothing is missing.
    effective_weight = models.FloatField(_("weight in the overall score"))
    direction = models.SmallIntegerField(_("direction"), default=1)
    lower = models.FloatField(_("lower bound"), null=True)
    upper = models.FloatField(_("upper bound"), null=True)
    # The middle score of the ranked cities.
    median = models.FloatField(_("median"), null=True)
    # What is measured; none for an aggregate, which has names of its own (the root needs none).
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    period = models.CharField(_("period"), max_length=20, blank=True)
    own_name = TranslatedText(_("name"), max_length=200, blank=True)
    why = TranslatedText(_("reason for including it in the index"), blank=True)

    class Meta:
        verbose_name = _("element of an edition")
        verbose_name_plural = _("elements of editions")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="element_once_in_edition"),
            models.CheckConstraint(condition=models.Q(direction__in=[-1, 1]), name="element_direction_known"),
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="element_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The element's name in the reader's language."""
        if self.indicator:
            return str(self.indicator.name)
        return self.own_name or str(_("Overall score"))

    @property
    def worst(self) -> float | None:
        """The value that earns no points, where the method sets bounds."""
        return self.lower if self.direction == 1 else self.upper

    @property
    def best(self) -> float | None:
        """The value that earns all points."""
        return self.upper if self.direction == 1 else self.lower


RANK_FIELDS = ("rank", "rank_mean", "rank_median", "rank_q5", "rank_q95", "rank_low", "rank_high")


# What a city's name, country and region are read from.
NAMED = ("organisation", "place", "region")


class UnitQuerySet(models.QuerySet["Unit"]):
    def named(self) -> UnitQuerySet:
        """With what names each of them."""
        return self.select_related(*NAMED)

    def ranked(self) -> UnitQuerySet:
        return self.filter(rank__isnull=False)

    def of_members(self) -> UnitQuerySet:
        """Cities that are members today, whatever they were when the edition was made."""
        return self.filter(organisation__isnull=False).exclude(organisation__standing=Standing.Kind.FORMER)

    def listed(self) -> UnitQuerySet:
        """Those that are not ranked, and say why."""
        return self.filter(rank__isnull=True)


class Unit(models.Model):
    """A city in an edition: ranked, with how its rank moves over the draws, or listed with the reason why it is not."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="units")
    slug = models.SlugField(_("slug"), max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    # The member, or former member, whose figures these are; none for any other city.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="index_units")
    country = models.CharField(_("country"), max_length=2)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField(_("rank"), null=True)
    rank_mean = models.FloatField(null=True)
    rank_median = models.FloatField(null=True)
    rank_q5 = models.FloatField(null=True)
    rank_q95 = models.FloatField(null=True)
    rank_low = models.PositiveIntegerField(null=True)
    rank_high = models.PositiveIntegerField(null=True)
    # The groups of cities that the draws do not tell apart to which this one belongs, numbered from the best; groups
    # overlap. And of the cities near it, by slug: the share of the draws in which this one is ahead.
    groups = models.JSONField(_("groups"), default=list)
    ahead_of = models.JSONField(default=dict)
    # A key of the edition's reasons; empty for a ranked city.
    reason = models.CharField(_("why not ranked"), max_length=40, blank=True)
    measured_in = models.ForeignKey("self", models.SET_NULL, null=True, related_name="members_within")
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("city in an edition")
        verbose_name_plural = _("cities in editions")
        ordering = ["edition", "rank", "slug"]
        indexes = [models.Index(fields=["edition", "rank", "slug"])]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="unit_once_in_edition"),
            models.CheckConstraint(
                # A comparison with nothing is neither true nor false, and would pass: so each is said to be there.
                condition=models.Q(
                    **{f"{name}__isnull": False for name in RANK_FIELDS},
                    reason="",
                    rank__gte=1,
                    rank_low__lte=models.F("rank_q5"),
                    rank_q5__lte=models.F("rank_median"),
                    rank_median__lte=models.F("rank_q95"),
                    rank_q95__lte=models.F("rank_high"),
                )
                | (models.Q(rank__isnull=True) & ~models.Q(reason="")),
                name="unit_ranked_or_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Organisation | Place:
        """The member, else the place: whoever bears the name."""
        return self.organisation or self.place

    @property
    def name(self) -> str:
        """The city's name in the reader's language."""
        return str(self.subject)

    @property
    def is_member(self) -> bool:
        """Is it a member today?"""
        return self.organisation is not None and self.organisation.standing != Standing.Kind.FORMER

    @property
    def interval(self) -> tuple[int, int]:
        """The whole ranks that hold nine draws of ten at least: the quantiles, rounded outwards."""
        assert self.rank_q5 is not None
        assert self.rank_q95 is not None
        return math.floor(self.rank_q5), math.ceil(self.rank_q95)

    def names(self) -> dict[str, str | None]:
        """The name in each language, None where a translation lacks."""
        return dict(self.subject.name.by_language())


class Value(models.Model):
    """A figure of a city, or of its country, as it entered an edition; kept here, so that a later correction of the
    record changes no edition."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="values")
    element = models.ForeignKey(Element, models.CASCADE, related_name="values")
    value = ExactDecimalField(_("value"), max_digits=32, decimal_places=16)
    level = models.CharField(_("whose figure"), max_length=10, choices=Indicator.Level.choices)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=20)
    quality = models.CharField(_("quality"), max_length=10, choices=Observation.Quality.choices)
    page = models.CharField(_("page or table"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # The same figure in the record; none where the record says something else.
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("value in an edition")
        verbose_name_plural = _("values in editions")
        ordering = ["unit", "element"]
        constraints = [models.UniqueConstraint(fields=["unit", "element"], name="value_once_for_unit")]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}"

    @property
    def is_own(self) -> bool:
        """Is it the city's own figure?"""
        return self.level == Indicator.Level.CITY


class Score(models.Model):
    """What a ranked city earned in one element, and what that adds to its whole; no row where nothing could be said."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="scores")
    element = models.ForeignKey(Element, models.CASCADE, related_name="scores")
    score = models.FloatField(_("points"))
    # Of aggregates only.
    rank = models.PositiveIntegerField(_("rank"), null=True)
    # Share among the siblings that this city has, and in its whole.
    weight = models.FloatField(_("weight"))
    effective_weight = models.FloatField(_("weight in the overall score"))
    # What it adds to the overall score; none where a mean above it is not arithmetic.
    points = models.FloatField(_("points of the overall score"), null=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["unit", "element"]
        indexes = [models.Index(fields=["element", "score"])]
        constraints = [models.UniqueConstraint(fields=["unit", "element"], name="score_once_for_unit")]

    def __str__(self) -> str:
        return f"{self.score:.2f}"
