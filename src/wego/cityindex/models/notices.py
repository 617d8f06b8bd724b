"""Mails to cities about an edition: which city was asked for what, on which day; the mail is in the outbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models.drafts import Draft
from wego.core.models import Mail
from wego.members.models import Organisation


class Notice(models.Model):
    """A mail to an officer of a city about an edition. No address is kept."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REMINDER = "reminder", _("reminder")
        PREVIEW = "preview", _("preview")
        PUBLICATION = "publication", _("publication")

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="notices")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="index_notices")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    asked_on = models.DateField(_("requested on"))
    # None for what is made up, which is never mailed.
    mail = models.OneToOneField(Mail, models.SET_NULL, null=True, related_name="index_notice")

    class Meta:
        verbose_name = _("e-mail about an edition")
        verbose_name_plural = _("e-mails about editions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "organisation", "reader", "kind", "asked_on"], name="index_notice_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind}"
