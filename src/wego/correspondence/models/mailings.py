"""Mailings: one text in several languages to many recipients, approved by a second person, each sent once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.models import Mail
from wego.core.text_fields import TranslatedText
from wego.correspondence.models.contacts import Contact
from wego.members.models import Organisation


class MailingKind(models.Model):
    """What a mailing is for; a recipient may stop those kinds that `can_be_stopped`. Data of the network folder."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedText(_("name"), max_length=100)
    can_be_stopped = models.BooleanField(_("can be stopped by the recipient"))

    class Meta:
        verbose_name = _("kind of mailing")
        verbose_name_plural = _("kinds of mailing")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class Mailing(models.Model):
    """`audience` names a list whose rows are written to, narrowed by `query`, the filters in its address.

    The recipients are laid out once, when it is submitted; `total`, `done` and `moved_at` follow the work in the
    background, which is laying them out or sending.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("mailing", "Draft")
        PREPARING = "preparing", pgettext_lazy("mailing", "Recipients are being listed")
        SUBMITTED = "submitted", pgettext_lazy("mailing", "Awaiting approval")
        SENDING = "sending", pgettext_lazy("mailing", "Being sent")
        SENT = "sent", pgettext_lazy("mailing", "Sent")
        WITHDRAWN = "withdrawn", pgettext_lazy("mailing", "Withdrawn")

    NEXT = {
        Status.DRAFT: {Status.PREPARING, Status.WITHDRAWN},
        Status.PREPARING: {Status.SUBMITTED, Status.DRAFT},
        Status.SUBMITTED: {Status.SENDING, Status.DRAFT, Status.WITHDRAWN},
        Status.SENDING: {Status.SENT},
    }
    WORKING = (Status.PREPARING, Status.SENDING)

    title = models.CharField(_("title"), max_length=150)
    kind = models.ForeignKey(MailingKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    audience = models.CharField(_("audience"), max_length=40)
    query = models.CharField(max_length=1000, blank=True)
    subject = TranslatedText(_("subject"), max_length=200, blank=True, is_queued=False)
    body = TranslatedText(_("text"), max_length=20_000, blank=True, is_queued=False)
    survey = models.ForeignKey(
        "correspondence.Survey", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("survey")
    )
    reply_due_on = models.DateField(_("reply by"), null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reminders")
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    begun_at = models.DateTimeField(_("started"))
    returned = models.CharField(_("reason for returning it"), max_length=500, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-begun_at", "-pk"]
        indexes = [
            models.Index(fields=["-begun_at", "-id"], name="mailing_latest_first"),
            models.Index(fields=["status", "moved_at"], name="mailing_at_work"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["sending", "sent"]) | Q(approved_at__isnull=False),
                name="mailing_sent_was_approved",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def is_working(self) -> bool:
        return self.status in self.WORKING


class MailingRecipient(models.Model):
    """Somebody to whom a mailing goes, with everything that the text says of them, as it was when it was submitted."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("recipient", "To be sent")
        QUEUED = "queued", pgettext_lazy("recipient", "Sent")
        LEFT_OUT = "left_out", pgettext_lazy("recipient", "Left out")

    class Reason(models.TextChoices):
        NO_ADDRESS = "no_address", _("no e-mail address is known")
        STOPPED = "stopped", _("has stopped e-mails of this kind")
        BOUNCED = "bounced", _("e-mails to this address are returned")
        TWICE = "twice", _("the same address is already in the list")
        SAMPLE = "sample", _("sample data")

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="recipients")
    address = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    fields = models.JSONField(default=dict)  # what the text says of this recipient, by the field's code
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    mail = models.OneToOneField(Mail, models.SET_NULL, null=True, blank=True, related_name="mailing_recipient")
    replied_on = models.DateField(_("replied on"), null=True, blank=True)
    reply = models.CharField(_("reply"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["mailing", "outcome", "id"], name="recipient_to_send"),
            models.Index(fields=["mailing", "name", "id"], name="recipient_by_name"),
            models.Index(fields=["mailing", "replied_on"], name="recipient_by_reply"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "address"],
                condition=~Q(outcome="left_out") & ~Q(address=""),
                name="recipient_once_in_a_mailing",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="left_out") | ~Q(reason=""), name="recipient_left_out_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MailingStop(models.Model):
    """An address that stopped a kind of mailing; a digest, since it has to hold after everything else is forgotten."""

    kind = models.ForeignKey(MailingKind, models.CASCADE, related_name="stops")
    digest = models.CharField(max_length=64)
    stopped_at = models.DateTimeField(_("stopped"))

    class Meta:
        verbose_name = _("stopped kind of mailing")
        verbose_name_plural = _("stopped kinds of mailing")
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="mailing_stopped_once")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.digest[:8]}"
