"""Files of facts: staged row by row, shown cell by cell, accepted all or nothing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.decimal_fields import ExactDecimalField
from wego.records.models.indicators import Source


class FactImport(models.Model):
    """A file of facts with what accepting it does, shown before anything is recorded.

    Its rows are `StagedFact`s until it is accepted or dropped; a long one is read, and recorded, in the background.
    """

    class Status(models.TextChoices):
        READING = "reading", _("Reading the file")
        REFUSED = "refused", pgettext_lazy("of a file of facts", "Rejected")
        SHOWN = "shown", pgettext_lazy("of a file of facts", "Shown, not accepted yet")
        ACCEPTING = "accepting", pgettext_lazy("of a file of facts", "Being recorded")
        ACCEPTED = "accepted", pgettext_lazy("of a file of facts", "Accepted and recorded")
        DROPPED = "dropped", pgettext_lazy("of a file of facts", "Not accepted")

    # It is shown again where the record has changed before it was accepted.
    NEXT = {
        Status.READING: {Status.SHOWN, Status.REFUSED},
        Status.SHOWN: {Status.ACCEPTING, Status.ACCEPTED, Status.DROPPED},
        Status.ACCEPTING: {Status.ACCEPTED, Status.SHOWN},
    }
    WORKING = (Status.READING, Status.ACCEPTING)

    file = models.FileField(_("file"), upload_to="facts/%Y/", max_length=300, blank=True)  # empty once it is settled
    file_name = models.CharField(_("file name"), max_length=130)
    sha256 = models.CharField(max_length=64)
    # The edition that rows without a source of their own are of.
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    # In the language of whoever sent the file.
    language = models.CharField(max_length=10)
    status = models.CharField(_("state"), max_length=9, choices=Status.choices, default=Status.READING)
    # {"new", "changed", "unchanged", "refused", "notices", "newest"}: see `services/imports`.
    plan = models.JSONField(_("what it does"), default=dict, blank=True)
    faults = models.JSONField(_("faults"), default=list, blank=True)  # sentences: why it could not be read at all
    is_long = models.BooleanField(_("read in the background"), default=False)
    total = models.PositiveIntegerField(_("steps"), default=0)
    done = models.PositiveIntegerField(_("of them done"), default=0)
    failure = models.TextField(_("what went wrong"), blank=True, default="")
    moved_at = models.DateTimeField(_("last moved"), null=True, blank=True)
    shown_at = models.DateTimeField(_("shown"))
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of facts")
        verbose_name_plural = _("files of facts")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["reading", "shown", "accepting"], settled_at=None)
                | models.Q(status__in=["accepted", "dropped", "refused"], settled_at__isnull=False),
                name="factimport_settled_with_its_time",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_working(self) -> bool:
        return self.status in self.WORKING


class StagedFact(models.Model):
    """One row of a file, beside the record: what it would say, what it would supersede, or why it is refused.

    Loaded and compared in sets, so its columns are those of `Observation` and nothing is indexed but its file.
    """

    class Outcome(models.TextChoices):
        NEW = "new", pgettext_lazy("of a row of facts", "New")
        CHANGED = "changed", pgettext_lazy("of a row of facts", "Changed")
        UNCHANGED = "unchanged", pgettext_lazy("of a row of facts", "Unchanged")
        REFUSED = "refused", pgettext_lazy("of a row of facts", "Refused")

    fact_import = models.ForeignKey(FactImport, models.CASCADE, related_name="rows")
    # Where it stands in the file: sheet and cell of its value, or sheet and row.
    cell = models.CharField(_("place in the file"), max_length=80)
    outcome = models.CharField(_("result"), max_length=9, choices=Outcome.choices)
    # [[cell, column, value, reason]] of what is refused.
    faults = models.JSONField(_("faults"), null=True)
    # Codes of the checks that its note explains.
    explained = models.CharField(max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    indicator = models.ForeignKey(
        "records.Indicator", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    organisation = models.ForeignKey(
        "members.Organisation", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    place = models.ForeignKey(
        "members.Place", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    country = models.CharField(max_length=2, blank=True)
    period = models.CharField(_("period"), max_length=20, blank=True)
    value = ExactDecimalField(_("value"), max_digits=32, decimal_places=16, null=True)
    numerator = ExactDecimalField(max_digits=32, decimal_places=16, null=True)
    denominator = ExactDecimalField(max_digits=32, decimal_places=16, null=True)
    currency = models.CharField(max_length=3, blank=True)
    text = models.TextField(blank=True)
    status = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    breakdown = models.CharField(max_length=200, blank=True)
    boundary = models.CharField(max_length=20, blank=True)
    scale = models.CharField(max_length=40, blank=True)
    quality = models.CharField(max_length=10, blank=True)
    data_quality = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=12, blank=True)
    origin_name = models.CharField(max_length=200, blank=True)
    visibility = models.CharField(max_length=10, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    source = models.ForeignKey(
        Source, models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    page = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)
    former = models.ForeignKey(
        "records.Observation", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        verbose_name = _("staged fact")
        verbose_name_plural = _("staged facts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.cell}: {self.subject} {self.period}"
