"""Drafts of editions: the framework, its words and its method, edited in the office until an edition is laid out."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.cityindex.models.editions import Edition
from wego.core.text_fields import TranslatedText

# A year; the first and last of a span; or two years with a hyphen: each city's latest value among them.
PERIOD = r"\d{4}([/-]\d{4})?"


class Draft(models.Model):
    """An edition in the making. What it measures stands here; the figures are read from the record each time."""

    class Status(models.TextChoices):
        OPEN = "open", _("being drafted")
        PUBLISHED = "published", _("published")
        DROPPED = "dropped", _("discarded")

    NEXT = {
        Status.OPEN: {Status.PUBLISHED, Status.DROPPED},
        Status.PUBLISHED: set(),
        Status.DROPPED: set(),
    }

    code = models.SlugField(_("code"), max_length=40, unique=True)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.OPEN)
    figures_of = models.PositiveSmallIntegerField(_("figures of"))
    # Texts of a draft are written in every language where it is edited; it comes out when none lacks.
    name = TranslatedText(_("name"), max_length=200, is_queued=False)
    summary = TranslatedText(_("summary of the edition"), blank=True, is_queued=False)
    # Who is ranked: so many figures of the city's own, and this share of all figures.
    own_values = models.PositiveSmallIntegerField(_("minimum figures of the city’s own"), default=0)
    share = models.FloatField(
        _("minimum share of all figures"), default=0.0, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    participants_only = models.BooleanField(_("rank only cities that take part"), default=False)
    # The tables of the method file that are no elements, as that file has them.
    method = models.TextField(_("method"), blank=True)
    # Region -> countries that no region of the scheme names.
    regions = models.JSONField(_("regions of other countries"), default=dict)
    corrections_from = models.DateField(_("corrections from"), null=True, blank=True)
    corrections_until = models.DateField(_("corrections until"), null=True, blank=True)
    based_on = models.ForeignKey(Edition, models.SET_NULL, null=True, related_name="+")
    corrects = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    # The edition as last laid out; none before.
    edition = models.OneToOneField(Edition, models.SET_NULL, null=True, related_name="draft")
    # edition.yaml as laid out: the words are no part of the edition's own files.
    words = models.TextField(blank=True)
    begun_at = models.DateTimeField(_("started at"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("draft of an edition")
        verbose_name_plural = _("drafts of editions")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(share__range=(0, 1)), name="draft_share_in_bounds"),
            models.CheckConstraint(
                condition=models.Q(corrections_from__isnull=True, corrections_until__isnull=True)
                | models.Q(
                    corrections_from__isnull=False,
                    corrections_until__isnull=False,
                    corrections_until__gte=models.F("corrections_from"),
                ),
                name="draft_window_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def follows(self) -> Edition | None:
        """The edition that this one is to be compared with: the one it builds on, where that is out and older."""
        if self.corrects is not None:
            return self.corrects.follows
        base = self.based_on
        return base if base is not None and base.is_frozen and base.figures_of < self.figures_of else None

    @property
    def year(self) -> str:
        """The year of the figures, as a word: a year has no thousands."""
        return str(self.figures_of)


class DraftElement(models.Model):
    """A row of the framework: an indicator of the record (by its code), or an aggregate of those that name it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="elements")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=60)
    parent = models.CharField(_("part of"), max_length=60, blank=True)
    weight = models.FloatField(_("weight"), default=1.0, validators=[MinValueValidator(0)])
    direction = models.SmallIntegerField(_("direction"), default=1)
    lower = models.FloatField(_("lower bound"), null=True, blank=True)
    upper = models.FloatField(_("upper bound"), null=True, blank=True)
    factor = models.FloatField(_("points at the better bound"), null=True, blank=True)
    period = models.CharField(
        _("period"), max_length=20, blank=True, validators=[RegexValidator(rf"^(?:{PERIOD})$", _("Enter a period."))]
    )
    # Further keys of the method file (target, denominator, a method of its own).
    options = models.CharField(_("further options"), max_length=500, blank=True)
    name = TranslatedText(_("name"), max_length=200, blank=True, is_queued=False)
    why = TranslatedText(_("reason for including it in the index"), blank=True, is_queued=False)

    class Meta:
        verbose_name = _("row of a framework")
        verbose_name_plural = _("rows of frameworks")
        ordering = ["draft", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="draft_element_once"),
            models.CheckConstraint(condition=models.Q(direction__in=[-1, 1]), name="draft_element_direction_known"),
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="draft_element_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return self.code


class DraftNote(models.Model):
    """A text of an edition: why a city is not ranked, what to be careful about, a choice made, what is left out."""

    class Kind(models.TextChoices):
        REASON = "reasons", _("why a city is not ranked")
        CAUTION = "cautions", _("caution")
        CHOICE = "choices", _("choice of method")
        LEFT_OUT = "left_out", _("left out")

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="notes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=60)
    text = TranslatedText(pgettext_lazy("beside a framework", "text"), blank=True, is_queued=False)

    class Meta:
        verbose_name = _("text of a draft")
        verbose_name_plural = _("texts of drafts")
        ordering = ["draft", "position"]
        constraints = [models.UniqueConstraint(fields=["draft", "kind", "code"], name="draft_note_once")]

    def __str__(self) -> str:
        return self.code
