"""Certificates of membership and of dues paid: numbered, sealed, kept as they were issued."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wego.core import languages
from wego.correspondence.models.series import LetterSeries
from wego.members.models import Organisation


class Certificate(models.Model):
    """A paper that says what was so of a member on a day. Insert-only.

    `statement` is what the network's seal signs (JSON); `file` the paper as it was issued, with the code of that seal.
    """

    class Kind(models.TextChoices):
        MEMBERSHIP = "membership", _("Certificate of membership")
        DUES = "dues", _("Certificate of dues paid")

    series = models.ForeignKey(LetterSeries, models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="certificates", verbose_name=_("member")
    )
    dues_year = models.PositiveSmallIntegerField(_("dues of the year"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    issued_on = models.DateField(_("issued"))
    statement = models.TextField()
    file = models.FileField(_("file"), upload_to="certificates/%Y/", max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    issued_by_key = models.UUIDField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["issued_on", "id"], name="certificate_by_day"),
            models.Index(fields=["kind", "issued_on", "id"], name="certificate_by_kind"),
            models.Index(fields=["organisation", "issued_on", "id"], name="certificate_by_member"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "sequence"], name="certificate_number_once_in_a_series"),
            models.CheckConstraint(
                condition=Q(kind="membership", dues_year=None) | Q(kind="dues", dues_year__isnull=False),
                name="certificate_of_dues_has_year",
            ),
        ]

    def __str__(self) -> str:
        return self.number
