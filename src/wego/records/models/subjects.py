"""Whose a fact is, and who reads it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.countries import country_name
from wego.members.models import Organisation, Place

ONE_SUBJECT = (
    models.Q(organisation__isnull=False, place__isnull=True, country="")
    | models.Q(organisation__isnull=True, place__isnull=False, country="")
    | (models.Q(organisation__isnull=True, place__isnull=True) & ~models.Q(country=""))
)


class Visibility(models.TextChoices):
    """Who reads a fact."""

    PUBLIC = "public", _("everyone")
    MEMBERS = "members", _("members of the network")
    PURPOSE = "purpose", _("restricted to its purpose")


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
