"""What providers told us, once each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.finance.models.payments import Payment


class ProviderEvent(models.Model):
    """An event of a provider, by its own number: told twice, it is kept and acted upon once. Insert-only."""

    provider = models.CharField(_("provider"), max_length=20)
    event = models.CharField(_("event"), max_length=100)
    kind = models.CharField(_("kind"), max_length=80)
    received_at = models.DateTimeField(_("received"))
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, related_name="provider_events", verbose_name=_("payment")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("provider's event")
        verbose_name_plural = _("providers' events")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "event"], name="providerevent_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.event}"
