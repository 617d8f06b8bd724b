"""People at organisations: their post and role there, and invitations to take one."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.personal_links.models import PersonalLink
from wego.members.models.organisations import Organisation


class AffiliationRole(models.TextChoices):
    OFFICER = "officer", _("Officer")
    DELEGATE = "delegate", _("Delegate")
    CONTRIBUTOR = "contributor", _("Contributor")


class Affiliation(models.Model):
    """A person's post and role at an organisation, from a day until it ends."""

    Role = AffiliationRole

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    role = models.CharField(_("role"), max_length=20, choices=AffiliationRole.choices)
    post = models.CharField(_("post"), max_length=150, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["organisation", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ends_on=None),
                name="affiliation_held_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class Invitation(models.Model):
    """An offer, by mail, to take a role at an organisation: open as long as its link is."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {Status.OPEN: {Status.ACCEPTED, Status.WITHDRAWN}}

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=AffiliationRole.choices)
    language = models.CharField(_("language"), max_length=10, choices=languages.choices, default="en")
    link = models.OneToOneField(PersonalLink, models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.OPEN)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(_("invited"))
    accepted_at = models.DateTimeField(pgettext_lazy("invitation", "accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=models.Q(status="open"),
                name="invitation_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation}"

    @property
    def expires_at(self) -> datetime:
        return self.link.expires_at
