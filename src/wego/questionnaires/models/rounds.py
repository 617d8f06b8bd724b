"""Rounds of collection: a questionnaire asked of some members until a deadline, extensions of it, and reminders."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.models import Mail
from wego.core.text_fields import TranslatedText
from wego.core.time_zones import zone_name
from wego.members.models import Organisation

MOST_REASON = 500  # characters


class CollectionRound(models.Model):
    """One round in which a questionnaire is collected, for the figures of a year, from a moment to a deadline.

    Who is asked is held as what the list of members can be narrowed to; an empty list narrows nothing. `year` is what
    the answers are of: it does not change when the calendar's does.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = TranslatedText(_("name of the round"))
    questionnaire_code = models.CharField(_("questionnaire"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    opens_at = models.DateTimeField(_("opening"))
    closes_at = models.DateTimeField(_("deadline"))
    time_zone = models.CharField(_("time zone"), max_length=60)
    kinds = models.JSONField(_("kinds of members"), default=list)
    standings = models.JSONField(_("standings"), default=list)
    regions = models.JSONField(_("regions"), default=list)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"))
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("round of collection")
        verbose_name_plural = _("rounds of collection")
        ordering = ["-closes_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.UniqueConstraint(fields=["questionnaire_code", "year"], name="round_once_a_year"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def zone_letters(self) -> str:
        return zone_name(self.closes_at.astimezone(self.zone))


class RoundExtension(models.Model):
    """More time for one organisation in a round: asked for by it, or given by the office, always with a reason."""

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("an extension", "requested")
        GRANTED = "granted", pgettext_lazy("an extension", "granted")
        DECLINED = "declined", pgettext_lazy("an extension", "declined")

    NEXT = {Status.ASKED: {Status.GRANTED, Status.DECLINED}}

    round = models.ForeignKey(CollectionRound, models.CASCADE, related_name="extensions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="round_extensions")
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=MOST_REASON)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("requested"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.CharField(_("reply"), max_length=MOST_REASON, blank=True)

    class Meta:
        verbose_name = _("extension of a deadline")
        verbose_name_plural = _("extensions of deadlines")
        ordering = ["round", "organisation", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(status="asked", decided_at=None) | ~Q(status="asked") & Q(decided_at__isnull=False),
                name="extension_decided_has_its_moment",
            ),
            models.UniqueConstraint(
                fields=["round", "organisation"], condition=Q(status="asked"), name="extension_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.round}"


class RoundReminder(models.Model):
    """A reminder of a round to a person of an organisation: once a day at most. No address is kept."""

    round = models.ForeignKey(CollectionRound, models.CASCADE, related_name="reminders")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="round_reminders")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_on = models.DateField(_("sent on"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    mail = models.OneToOneField(Mail, models.SET_NULL, null=True, related_name="round_reminder")

    class Meta:
        verbose_name = _("reminder of a round")
        verbose_name_plural = _("reminders of rounds")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation", "reader", "sent_on"], name="round_reminder_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.sent_on}"
