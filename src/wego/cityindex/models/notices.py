"""Mails to cities about an edition: one row for each reader, from the asking to the sending."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models.drafts import Draft
from wego.members.models import Organisation

# A mail that the mail server has refused so often is not tried again by itself.
MOST_REFUSALS = 3
# A mail begun so lately may still be on its way.
ON_ITS_WAY = timedelta(minutes=10)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> NoticeQuerySet:
        """Mails that the worker has still to send."""
        return self.filter(tried_at=None, refusals__lt=MOST_REFUSALS)

    def stuck(self, at: datetime) -> NoticeQuerySet:
        """Mails that somebody has to look at: begun and not known to have gone, or refused for good."""
        begun = models.Q(tried_at__lt=at - ON_ITS_WAY, sent_at=None)
        return self.filter(begun | models.Q(tried_at=None, refusals__gte=MOST_REFUSALS))


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
    asked_on = models.DateField(_("asked for on"))
    # Written down before the mail goes and after it: one begun and not known to have gone is not sent again by itself.
    tried_at = models.DateTimeField(_("begun at"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    refusals = models.PositiveSmallIntegerField(_("refused by the mail server, times"), default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about an edition")
        verbose_name_plural = _("mails about editions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "organisation", "reader", "kind", "asked_on"], name="index_notice_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(tried_at__isnull=False),
                name="index_notice_begun_before_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind}"
