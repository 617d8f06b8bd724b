"""Who sends electronic invoices: facts that no document of the network prints and that the secretariat enters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sender(models.Model):
    """The network as the sender of electronic invoices, one row. Empty until the secretariat has entered it."""

    name = models.CharField(_("registered name"), max_length=200)
    registration = models.CharField(_("registration number"), max_length=50)
    # ISO 6523 code of the register, where it has one.
    registration_scheme = models.CharField(_("code of the register (ISO 6523)"), max_length=4, blank=True, default="")
    email = models.EmailField(_("electronic address"))
    street = models.CharField(_("street"), max_length=200, blank=True, default="")
    city = models.CharField(_("city"), max_length=100, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True, default="")
    country = models.CharField(_("country (two letters)"), max_length=2)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("sender of electronic invoices")
        verbose_name_plural = _("sender of electronic invoices")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="sender_one_row")]

    def __str__(self) -> str:
        return self.name
