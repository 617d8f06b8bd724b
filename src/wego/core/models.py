"""The audit trail, the outbox, forms that were sent, when periodic jobs ran, and what all processes must know."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wego.core import languages
from wego.core.absences.models import Absence
from wego.core.acts.models import BulkRow, BulkRun
from wego.core.assignments.models import Assignment, Opening
from wego.core.comments.models import Comment
from wego.core.consents.models import ConsentEntry
from wego.core.dated_tasks.models import DatedTask
from wego.core.personal_links.models import PersonalLink
from wego.core.seals.models import Seal, SealRevocation, SigningKey
from wego.core.search.models import SearchEntry, SearchPiece
from wego.core.search.searchable import Searchable, SearchableQuerySet

__all__ = [
    "Absence",
    "Assignment",
    "AuditEntry",
    "BulkRow",
    "BulkRun",
    "Comment",
    "ConsentEntry",
    "DatedTask",
    "Mail",
    "MailQuerySet",
    "Opening",
    "PeriodicRun",
    "PersonalLink",
    "Seal",
    "SealRevocation",
    "SearchEntry",
    "SearchPiece",
    "SharedNote",
    "SigningKey",
    "SpentToken",
]


class AuditEntry(models.Model):
    """One act: who, when, what, before, after. Insert-only, held so by the database.

    The actor is a person's pseudonymous key, so that erasing the person leaves the trail true.
    """

    at = models.DateTimeField(_("when"), db_index=True)
    action = models.CharField(_("act"), max_length=80, db_index=True)
    actor_key = models.UUIDField(_("by"), null=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=80)
    thing_id = models.CharField(max_length=64)
    label = models.CharField(_("what"), max_length=300)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "thing_id"])]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")

    def __str__(self) -> str:
        return f"{self.action} {self.label}"


class PeriodicRun(models.Model):
    """When a periodic job last ran and how it ended. One update claims a run: two workers never run it twice."""

    name = models.CharField(_("job"), max_length=80, unique=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    failure = models.TextField(_("failure"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(finished_at__gte=models.F("started_at")),
                name="periodic_run_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SharedNote(models.Model):
    """The table behind Django's cache in the database; only the cache reads and writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_shared_note"

    def __str__(self) -> str:
        return self.cache_key


class SpentToken(models.Model):
    """A form that was taken in: see `core.form_tokens`. It names nobody, and is forgotten after two weeks."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.CharField(max_length=64)  # a digest, too
    location = models.CharField(max_length=2000)  # where the first one led
    spent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest


class MailQuerySet(SearchableQuerySet["Mail"]):
    def due(self, at: datetime) -> MailQuerySet:
        """What is to be sent now: what somebody waits for at a page first, then in the order of asking."""
        waiting = self.filter(status=Mail.Status.WAITING, next_try_at__lte=at)
        return waiting.order_by("-is_secret", "next_try_at", "pk")

    def cut_off(self, at: datetime) -> MailQuerySet:
        """What was begun so long ago that whoever began it has gone."""
        return self.filter(status=Mail.Status.SENDING, begun_at__lt=at - Mail.LEASE)

    def to_look_at(self) -> MailQuerySet:
        """What goes no further unless somebody of the office decides so."""
        return self.filter(status__in=Mail.TO_LOOK_AT)


class Mail(Searchable):
    """One mail to one address, written down with the act that it tells of, and sent by the worker afterwards."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNCERTAIN = "uncertain", _("May have been sent")
        FAILED = "failed", _("Not delivered")
        BOUNCED = "bounced", _("Returned")
        DROPPED = "dropped", _("Cancelled")

    NEXT = {
        Status.WAITING: {Status.DROPPED},
        Status.SENT: {Status.WAITING, Status.BOUNCED},
        Status.UNCERTAIN: {Status.WAITING, Status.BOUNCED, Status.DROPPED},
        Status.FAILED: {Status.WAITING, Status.DROPPED},
        Status.BOUNCED: {Status.WAITING, Status.DROPPED},
    }
    TO_LOOK_AT = (Status.UNCERTAIN, Status.FAILED, Status.BOUNCED)
    OPEN = (Status.WAITING, Status.SENDING)
    # Whoever began to send a mail so long ago has gone: no part of the talk with a mail server may take as long.
    LEASE = timedelta(minutes=10)

    kind = models.CharField(_("kind"), max_length=80)  # the name of its templates
    recipient = models.EmailField(_("recipient"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    # Of a mail that holds a secret, closed with the platform's key and taken away once the mail has gone.
    body = models.TextField(_("text of the e-mail"), blank=True)
    is_secret = models.BooleanField(_("contains a secret"), default=False)
    about_kind = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    about_label = models.CharField(_("subject matter"), max_length=300, blank=True)
    asked_by_key = models.UUIDField(_("by"), null=True)
    message_id = models.CharField(max_length=200, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    queued_at = models.DateTimeField(_("written"))
    good_until = models.DateTimeField(_("good until"), null=True)
    next_try_at = models.DateTimeField(_("next try"))
    tries = models.PositiveSmallIntegerField(_("attempts"), default=0)
    begun_at = models.DateTimeField(_("started at"), null=True)
    # From here on the mail server may have taken it, whatever it answered.
    handed_over_at = models.DateTimeField(_("handed over"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    objects = MailQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "-is_secret", "next_try_at"], name="mail_due"),
            models.Index(fields=["about_kind", "about_id"], name="mail_about"),
            # The limits look at a day of a kind; whom the mails went to is compared without regard to capitals.
            models.Index(fields=["kind", "queued_at"], name="mail_kind"),
            models.Index(fields=["recipient"], name="mail_recipient"),
            # The outbox, the latest first.
            models.Index(fields=["status", "-id"], name="mail_of_status"),
            models.Index(fields=["kind", "-id"], name="mail_of_kind"),
            models.Index(fields=["queued_at"], name="mail_written"),
            # What is searched: the index is walked, a hundredth of the table with its texts.
            models.Index(fields=["about_label", "recipient"], name="mail_words"),
        ]
        verbose_name = _("e-mail message")
        verbose_name_plural = _("e-mail messages")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="mail_sent_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(is_secret=True) | Q(body="") | Q(status__in=["waiting", "sending"]),
                name="mail_keeps_no_secret",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def language_name(self) -> str:
        """Its language in the reader's words."""
        return str(languages.name_of(self.language))


class TextState(models.Model):
    """How far a translation is, who said so and when. No row: it is reviewed, as the network's files are.

    The source has no state of its own: it is what the others are made from.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEWED = "reviewed", _("Reviewed")
        OUTDATED = "outdated", _("Out of date")

    kind = models.CharField(_("kind"), max_length=80)
    thing_id = models.CharField(max_length=64)
    field = models.CharField(max_length=60)
    language = models.CharField(_("language"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    # The source from which it was made, where that has changed since.
    made_from = models.TextField(_("made from"), blank=True)
    # None where a load did it.
    set_at = models.DateTimeField(_("when"), null=True)
    set_by_key = models.UUIDField(_("by"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing_id", "field", "language"], name="textstate_once"),
            models.CheckConstraint(condition=~Q(language="en"), name="textstate_not_of_the_source"),
            models.CheckConstraint(
                condition=Q(made_from="") | Q(state="outdated"), name="textstate_made_from_where_outdated"
            ),
        ]
        indexes = [models.Index(fields=["kind", "field", "language", "state"], name="textstate_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id} {self.field} ({self.language}): {self.get_state_display()}"
