"""How the network itself is reached: one value in force per channel, the former ones kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.core.text_fields import TranslatedText


class ContactPoint(models.Model):
    """A way to reach the secretariat. Changing it closes the row in force and adds one."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SITE = "site", _("Website")
        PHONE = "phone", _("Telephone")
        FAX = "fax", _("Fax")
        ADDRESS = "address", _("Postal address")
        SOCIAL = "social", _("Social media")

    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    value = TranslatedText(_("contact"), max_length=300, is_queued=False)
    is_in_force = models.BooleanField(_("in force"), default=True)
    since = models.DateField(_("since"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["channel", "-is_in_force", "-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel"], condition=models.Q(is_in_force=True), name="contactpoint_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.value}"
