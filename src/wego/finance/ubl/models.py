"""Who sends electronic invoices and where they go: facts that no document prints and that somebody must enter."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.members.models import Organisation


def _scheme_field() -> models.CharField:
    """A code of the Electronic Address Scheme list, by which the network Peppol knows what an address is."""
    return models.CharField(
        _("scheme of the electronic address (four digits)"),
        max_length=4,
        validators=[RegexValidator(r"^[0-9]{4}$", _("The scheme is a four-digit code, such as 0088 for a GLN."))],
    )


class Sender(models.Model):
    """The network as the sender of electronic invoices, one row. Empty until the secretariat has entered it."""

    name = models.CharField(_("registered name"), max_length=200)
    registration = models.CharField(_("registration number"), max_length=50)
    # ISO 6523 code of the register, where it has one.
    registration_scheme = models.CharField(_("code of the register (ISO 6523)"), max_length=4, blank=True, default="")
    scheme = _scheme_field()
    address = models.CharField(_("electronic address"), max_length=100)
    street = models.CharField(_("street"), max_length=200, blank=True, default="")
    city = models.CharField(_("city"), max_length=100, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True, default="")
    country = models.CharField(_("country (two letters)"), max_length=2)
    changed_at = models.DateTimeField(pgettext_lazy("a moment", "changed"))

    class Meta:
        verbose_name = _("sender of electronic invoices")
        verbose_name_plural = _("sender of electronic invoices")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sender_one_row")]

    def __str__(self) -> str:
        return self.name


class ElectronicAddress(models.Model):
    """Where an organisation receives electronic invoices, once it has said so."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="electronic_address", verbose_name=_("organisation")
    )
    scheme = _scheme_field()
    address = models.CharField(_("electronic address"), max_length=100)
    changed_at = models.DateTimeField(pgettext_lazy("a moment", "changed"))

    class Meta:
        verbose_name = _("electronic address")
        verbose_name_plural = _("electronic addresses")
        ordering = ["organisation"]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.address}"
