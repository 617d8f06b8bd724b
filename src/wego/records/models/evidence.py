"""Documents that bear out what an organisation says."""

from __future__ import annotations

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
    page = models.CharField(_("page"), max_length=40, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    keep_until = models.DateField(_("kept until"), null=True, blank=True)
    # A copy in which what is confidential is blacked out stands beside the original, for those who may not read that.
    redacts = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="redacted_copy")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.title
