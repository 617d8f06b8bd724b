"""Facts that are never overwritten, who has looked at them, and what was said to their checks."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.decimal_fields import ExactDecimalField
from wego.records.models.evidence import Evidence
from wego.records.models.indicators import Indicator, Source
from wego.records.models.subjects import ONE_SUBJECT, Subject, Visibility


class Observation(Subject):
    """One fact: the value of an indicator for an organisation, a place or a country in a period, or why there is none.

    Insert-only: a better one supersedes a former one by pointing at it. How good the figure is (`data_quality`), who
    gave it (`origin`) and who has looked at it (`Verification`) are three things.
    """

    class Quality(models.TextChoices):
        ACTUAL = "actual", _("as published")
        ESTIMATE = "estimate", _("the source's estimate")
        REPORTED = "reported", _("as reported")
        DERIVED = "derived", _("computed from other values")

    class Status(models.TextChoices):
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        NOT_COLLECTED = "not_collected", _("not collected")
        NOT_YET_PUBLISHED = "not_yet_published", _("not yet published")
        CONFIDENTIAL = "confidential", _("confidential")
        NO_BASELINE = "no_baseline", _("no baseline")

    class Boundary(models.TextChoices):
        CITY_PROPER = "city_proper", _("city proper")
        URBAN_AREA = "urban_area", _("urban area")
        METROPOLITAN_AREA = "metropolitan_area", _("metropolitan area")
        COUNTRY = "country", pgettext_lazy("area of a figure", "country")

    class DataQuality(models.TextChoices):
        """The six choices of the data collection template of ITU's key performance indicators for cities."""

        MEASURED = "measured", _("accurate measurement")
        SURVEY = "survey", _("survey of inhabitants")
        HIGHER_LEVEL = "higher_level", _("data of a higher level")
        ASSUMPTION = "assumption", _("assumptions")
        PERSONAL_ESTIMATE = "personal_estimate", _("personal estimate")
        UNKNOWN = "unknown", _("unknown")

    class Origin(models.TextChoices):
        IMPORT = "import", _("data import")
        MEMBER = "member", _("the member itself")
        OUTSIDE = "outside", _("another body")
        SECRETARIAT = "secretariat", _("the secretariat")
        FRAMEWORK = "framework", _("another framework")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    period = models.CharField(_("period"), max_length=20)
    # As exact as the source prints it. A share's is its numerator over its denominator; yes is 1, no 0.
    value = ExactDecimalField(_("value"), max_digits=32, decimal_places=16, null=True)
    numerator = ExactDecimalField(_("numerator"), max_digits=32, decimal_places=16, null=True)
    denominator = ExactDecimalField(_("denominator"), max_digits=32, decimal_places=16, null=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    # A text, the code of an option, or a day (ISO 8601).
    text = models.TextField(_("text"), blank=True)
    status = models.CharField(_("instead of a value"), max_length=20, choices=Status.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    # Pairs of dimension and category, sorted: "age=0-14;sex=female". Empty: the whole.
    breakdown = models.CharField(_("breakdown"), max_length=200, blank=True)
    boundary = models.CharField(
        pgettext_lazy("of a figure", "area"), max_length=20, choices=Boundary.choices, blank=True
    )
    scale = models.CharField(_("scale"), max_length=40, blank=True)
    quality = models.CharField(_("quality"), max_length=10, choices=Quality.choices)
    data_quality = models.CharField(_("data quality"), max_length=20, choices=DataQuality.choices, blank=True)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices, default=Origin.IMPORT)
    # The body or framework by name, where it is neither the member nor the secretariat.
    origin_name = models.CharField(_("name of the origin"), max_length=200, blank=True)
    visibility = models.CharField(
        _("who reads it"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    purpose = models.CharField(_("given for"), max_length=40, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="observations")
    page = models.CharField(_("page or table"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="observations")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    correction = models.CharField(_("why it was corrected"), max_length=500, blank=True)
    # What it came from in an app above (a response of a questionnaire).
    cause_kind = models.CharField(max_length=80, blank=True)
    cause_id = models.CharField(max_length=64, blank=True)
    recorded_by_key = models.UUIDField(_("recorded by"), null=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "period"]
        indexes = [models.Index(fields=["country", "indicator", "period"])]
        constraints = [
            models.CheckConstraint(
                condition=ONE_SUBJECT,
                name="observation_of_one_subject",
            ),
            models.CheckConstraint(
                condition=(models.Q(status="") & (models.Q(value__isnull=False) | ~models.Q(text="")))
                | (~models.Q(status="") & ~models.Q(reason="") & models.Q(value__isnull=True, text="")),
                name="observation_has_a_value_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=True, denominator__isnull=True)
                | models.Q(numerator__isnull=False, denominator__isnull=False, denominator__gt=0),
                name="observation_share_has_both_parts",
            ),
            models.CheckConstraint(
                condition=models.Q(visibility=Visibility.PURPOSE) & ~models.Q(purpose="")
                | ~models.Q(visibility=Visibility.PURPOSE) & models.Q(purpose=""),
                name="observation_purpose_is_said",
            ),
        ]

    def __str__(self) -> str:
        words = f"{self.value.normalize():f}" if self.value is not None else self.text or self.status
        return f"{self.indicator} {self.period}: {words}"

    @property
    def number(self) -> Decimal:
        """The value of a fact that is known to have a number."""
        assert self.value is not None
        return self.value

    @property
    def parts(self) -> dict[str, str]:
        """What it is broken down to: categories by dimension."""
        return dict(part.split("=", 1) for part in self.breakdown.split(";") if part)


class Verification(models.Model):
    """That somebody has looked at a fact, and how far. Insert-only; the latest holds."""

    class Level(models.TextChoices):
        CHECKED = "checked", _("checked")
        VERIFIED = "verified", _("verified")
        ATTESTED = "attested", _("attested")

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="verifications")
    level = models.CharField(_("verification"), max_length=10, choices=Level.choices)
    # The office or body that stands for it.
    body = models.CharField(_("checked by"), max_length=200)
    note = models.CharField(_("note"), max_length=500, blank=True)
    verified_by_key = models.UUIDField(null=True)
    verified_at = models.DateTimeField(_("verified at"))

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["observation", "pk"]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.body}"


class CheckComment(Subject):
    """What was said to a finding of a check: the same finding on the same value is not raised again. Insert-only."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="check_comments")
    period = models.CharField(_("period"), max_length=20)
    check_code = models.CharField(_("check"), max_length=60)
    # The value that was commented on, as it is written.
    said_of = models.CharField(_("value"), max_length=200)
    comment = models.CharField(_("comment"), max_length=1000)
    commented_by_key = models.UUIDField(null=True)
    commented_at = models.DateTimeField(_("commented"))

    class Meta:
        verbose_name = _("comment on a check")
        verbose_name_plural = _("comments on checks")
        ordering = ["indicator", "period", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_SUBJECT,
                name="checkcomment_of_one_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_code} {self.period}: {self.comment}"
