"""Applications from the first form to the body's decision, and the end of a membership."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.personal_links.models import PersonalLink
from wego.core.references import Reference
from wego.core.search.searchable import Searchable
from wego.members.models import Organisation, Region, Standing
from wego.questionnaires.models import Response


class JoinRequest(models.Model):
    """Somebody who wants to apply and has shown no address yet: what was told, until the mailed link is opened.

    The row goes once its link is used up or has expired.
    """

    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=10, choices=languages.choices, default="en")
    kind = models.CharField(pgettext_lazy("organisation", "kind"), max_length=20, choices=Organisation.Kind.choices)
    name = models.CharField(_("name in English"), max_length=200)
    country = models.CharField(_("country"), max_length=2)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    link = models.OneToOneField(PersonalLink, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"))

    class Meta:
        verbose_name = _("request to apply")
        verbose_name_plural = _("requests to apply")
        ordering = ["-requested_at"]

    def __str__(self) -> str:
        return self.name


class Application(Searchable):
    """An organisation's way into the network: its answers, and where it stands."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of an application", "In preparation")
        SUBMITTED = "submitted", _("With the secretariat")
        RETURNED = "returned", pgettext_lazy("of an application", "Returned with reasons")
        ACCEPTED = "accepted", _("Accepted; awaiting a decision by the body")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        APPROVED = "approved", _("Approved by the body")
        NOT_APPROVED = "not_approved", _("Not approved by the body")

    class Seeks(models.TextChoices):
        FULL = Standing.Kind.FULL.value, Standing.Kind.FULL.label
        FRIENDSHIP = Standing.Kind.FRIENDSHIP.value, Standing.Kind.FRIENDSHIP.label

    # A revoked decision, or another year's agenda, leads back to “accepted”. Who leaves while accepted is withdrawn.
    NEXT = {
        Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
        Status.SUBMITTED: {Status.RETURNED, Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
        Status.RETURNED: {Status.SUBMITTED, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.APPROVED, Status.NOT_APPROVED, Status.WITHDRAWN},
        Status.APPROVED: {Status.ACCEPTED},
        Status.NOT_APPROVED: {Status.ACCEPTED},
    }
    OPEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    kind = models.CharField(pgettext_lazy("organisation", "kind"), max_length=20, choices=Organisation.Kind.choices)
    subkind = models.CharField(_("sub-kind"), max_length=20, choices=Organisation.Subkind.choices, blank=True)
    seeks = models.CharField(_("standing applied for"), max_length=12, choices=Seeks.choices, default=Seeks.FULL)
    # Another application in the same year goes on with the answers of the first.
    response = models.ForeignKey(Response, models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="applications", verbose_name=_("applicant")
    )
    language = models.CharField(_("language"), max_length=10, choices=languages.choices, default="en")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    reason = models.TextField(_("reason"), blank=True)
    started_at = models.DateTimeField(_("started"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["status", "submitted_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(status__in=["draft", "submitted", "returned", "accepted"]),
                name="application_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["accepted", "approved", "not_approved"])
                | models.Q(accepted_on__isnull=False),
                name="application_accepted_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["returned", "declined"]) | ~models.Q(reason=""),
                name="application_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def source(self) -> str:
        """How what came by this application names it where it is kept: in English, with the day of its submission."""
        told_at = self.submitted_at or self.started_at
        return f"Application for membership of {timezone.localdate(told_at).isoformat()}"

    @property
    def reference(self) -> Reference:
        return Reference("admissions.Application", str(self.pk), f"{self.source} ({self.organisation.name.source})")


class Departure(models.Model):
    """The end of a membership that somebody asked for: the member by notice, or the secretariat for arrears.

    The member stays a member until a body decides; what it owes stays due whatever is decided.
    """

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("Withdrawal")
        LAPSE = "lapse", _("Lapse for unpaid dues")

    class Status(models.TextChoices):
        NOTICED = "noticed", _("To be decided by the body")
        DECIDED = "decided", _("Membership ended")
        REFUSED = "refused", _("Membership continues")
        RETRACTED = "retracted", _("Withdrawn")

    NEXT = {
        Status.NOTICED: {Status.DECIDED, Status.REFUSED, Status.RETRACTED},
        Status.DECIDED: {Status.NOTICED},
        Status.REFUSED: {Status.NOTICED},
    }

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="departures")
    kind = models.CharField(pgettext_lazy("of a departure", "kind"), max_length=12, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.NOTICED)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    given_at = models.DateTimeField(pgettext_lazy("of a notice", "given"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("end of a membership")
        verbose_name_plural = _("ends of memberships")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(status="noticed"), name="departure_one_open"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="departure_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_kind_display()}"

    @property
    def reference(self) -> Reference:
        return Reference("admissions.Departure", str(self.pk), self.organisation.name.source)


class Step(models.Model):
    """One step of an application or a departure, as it was taken: what, when, by whom, why. Insert-only."""

    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="steps")
    departure = models.ForeignKey(Departure, models.PROTECT, null=True, related_name="steps")
    status = models.CharField(_("status"), max_length=12)
    on = models.DateField(pgettext_lazy("a date", "day"))
    at = models.DateTimeField(_("recorded"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    # The decision behind it, where there is one.
    decision_id = models.CharField(max_length=64, blank=True)
    decision_label = models.CharField(_("decision"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(application__isnull=False, departure=None)
                | models.Q(application=None, departure__isnull=False),
                name="step_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The step in words."""
        choices = Application.Status if self.application_id else Departure.Status
        return str(choices(self.status).label)
