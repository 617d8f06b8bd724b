"""Documents that bear out what an organisation says."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.members.models import Organisation


class Evidence(models.Model):
    """A document that bears out what was said, given once: what it is, from whom, until when it holds, who reads it."""

    class Kind(models.TextChoices):
        STATISTICS = "statistics", _("statistics")
        REPORT = "report", _("report")
        PLAN = "plan", _("plan or strategy")
        LAW = "law", _("law or ordinance")
        BUDGET = "budget", _("budget or accounts")
        CERTIFICATE = "certificate", _("certificate or registration")
        LETTER = "letter", _("letter")
        OTHER = "other", _("another document")

    class Readers(models.TextChoices):
        PUBLIC = "public", _("everyone")
        MEMBERS = "members", _("members of the network")
        VERIFIERS = "verifiers", _("the organisation itself and those who verify")
        OFFICERS = "officers", _("officers of the organisation and the secretariat")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="evidence/%Y/", max_length=300)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(_("kind of document"), max_length=20, choices=Kind.choices, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    readers = models.CharField(_("who reads it"), max_length=10, choices=Readers.choices, default=Readers.VERIFIERS)
    issued_on = models.DateField(_("date of the document"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    keep_until = models.DateField(_("kept until"), null=True, blank=True)
    # A copy in which what is confidential is blacked out stands beside the original, for those who may not read that.
    redacts = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="redacted_copy")
    # A new version stands in its place from then on; what cited the former one still does.
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    # The file is gone, by its date or by an officer; that it was there, and what it was called, stays.
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(redacts=None) | models.Q(replaces=None), name="evidence_copy_is_no_version"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | models.Q(file=""), name="evidence_removed_has_no_file"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        """The name under which it is saved: its title, with the ending of what it is."""
        ending = str(self.file.name).rpartition(".")[2]
        return self.title if self.title.lower().endswith(f".{ending}") else f"{self.title}.{ending}"

    def is_valid_on(self, day: date) -> bool:
        """Whether it can still bear something out: there, and not expired."""
        return self.removed_at is None and (self.valid_until is None or self.valid_until >= day)
