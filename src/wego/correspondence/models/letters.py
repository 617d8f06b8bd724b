"""The register of official letters, sent and received, with every version of a text and what is attached."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.references import Reference
from wego.core.search.searchable import Searchable
from wego.correspondence.models.contacts import Contact
from wego.correspondence.models.external_organisations import ExternalOrganisation
from wego.correspondence.models.series import LetterSeries
from wego.members.models import Organisation


class Letter(Searchable):
    """A letter of the network, or one that it received.

    `correspondent` is whom it goes to or comes from, as on the letter: it stays when the contact is forgotten. A letter
    sent gets its number when it is approved, one received when it is filed. `sender` and `signatory` are the letterhead
    as it was when the letter was approved.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("letter", "Draft")
        IN_REVIEW = "in_review", pgettext_lazy("letter", "In review")
        APPROVED = "approved", pgettext_lazy("letter", "Approved")
        SENT = "sent", pgettext_lazy("letter", "Sent")
        WITHDRAWN = "withdrawn", pgettext_lazy("letter", "Withdrawn")
        FILED = "filed", pgettext_lazy("letter", "Filed")

    class Way(models.TextChoices):
        EMAIL = "email", _("By e-mail")
        POST = "post", _("By post")

    NEXT = {
        Status.DRAFT: {Status.IN_REVIEW, Status.WITHDRAWN},
        Status.IN_REVIEW: {Status.DRAFT, Status.APPROVED},
        Status.APPROVED: {Status.SENT},
    }

    series = models.ForeignKey(LetterSeries, models.PROTECT, related_name="letters", verbose_name=_("series"))
    is_received = models.BooleanField(pgettext_lazy("letter", "received"), default=False)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices)
    # The day of the draft, then of the approval; of a letter received the day on which it came.
    dated_on = models.DateField(_("date"))
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("member")
    )
    external = models.ForeignKey(
        ExternalOrganisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("partner or prospect"),
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="letters", verbose_name=_("contact")
    )
    correspondent = models.CharField(_("addressee or sender"), max_length=200)
    correspondent_post = models.CharField(_("post and organisation"), max_length=300, blank=True)
    salutation = models.CharField(_("form of address"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    matter_kind = models.CharField(max_length=80, blank=True)
    matter_id = models.CharField(max_length=64, blank=True)
    matter_label = models.CharField(_("matter"), max_length=300, blank=True)
    their_number = models.CharField(_("sender’s number"), max_length=80, blank=True)
    written_on = models.DateField(_("date on the letter"), null=True, blank=True)
    remark = models.TextField(_("reviewer’s remark"), blank=True)
    sender = models.CharField(max_length=200, blank=True)
    sender_lines = models.JSONField(default=list, blank=True)
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    written_by_key = models.UUIDField(null=True)
    approved_by_key = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    way = models.CharField(_("sent how"), max_length=5, choices=Way.choices, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name = pgettext_lazy("of the register", "letter")
        verbose_name_plural = pgettext_lazy("of the register", "letters")
        ordering = ["-dated_on", "-pk"]
        indexes = [
            models.Index(fields=["dated_on", "id"], name="letter_by_day"),
            models.Index(fields=["series", "dated_on", "id"], name="letter_by_series"),
            models.Index(fields=["year", "dated_on", "id"], name="letter_by_year"),
            models.Index(fields=["is_received", "dated_on", "id"], name="letter_by_direction"),
            models.Index(fields=["status", "dated_on", "id"], name="letter_by_state"),
            models.Index(fields=["organisation", "dated_on", "id"], name="letter_by_member"),
            models.Index(fields=["number", "id"], name="letter_by_number"),
            models.Index(fields=["correspondent", "id"], name="letter_by_correspondent"),
            models.Index(fields=["subject", "id"], name="letter_by_subject"),
            models.Index(fields=["matter_kind", "matter_id"], name="letter_by_matter"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "sequence"], name="letter_number_once_in_a_series"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review", "withdrawn"], number="", sequence=None)
                | (~Q(status__in=["draft", "in_review", "withdrawn"]) & ~Q(number="") & Q(sequence__isnull=False)),
                name="letter_numbered_when_approved_or_filed",
            ),
            models.CheckConstraint(
                condition=Q(is_received=True, status="filed") | (Q(is_received=False) & ~Q(status="filed")),
                name="letter_received_is_filed",
            ),
            models.CheckConstraint(
                condition=(Q(status="sent", sent_on__isnull=False) & ~Q(way=""))
                | (~Q(status="sent") & Q(sent_on=None, way="")),
                name="letter_sent_has_day_and_way",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(external=None), name="letter_with_one_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.subject

    @property
    def matter(self) -> Reference | None:
        return Reference(self.matter_kind, self.matter_id, self.matter_label) if self.matter_label else None

    @property
    def at(self) -> Organisation | ExternalOrganisation | None:
        """The organisation with which it was exchanged."""
        return self.organisation or self.external

    @property
    def greeting(self) -> str:
        """The form of address as the first line of the letter, with the mark that the language sets behind it."""
        words = self.salutation or self.correspondent
        mark = {"en": ",", "zh-hans": "："}.get(self.language, "")
        return words if words.endswith((",", "，", ":", "：", ".", "!")) else words + mark

    @property
    def paragraphs(self) -> list[str]:
        """The text, parted at empty lines."""
        return [part.strip() for part in self.body.replace("\r\n", "\n").split("\n\n") if part.strip()]


class LetterVersion(models.Model):
    """One version of a letter's text. Insert-only."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200)
    salutation = models.CharField(_("form of address"), max_length=150, blank=True)
    body = models.TextField(_("text"))
    written_by_key = models.UUIDField(null=True)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("version of a letter")
        verbose_name_plural = _("versions of letters")
        ordering = ["letter", "-number"]
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="letter_version_once")]

    def __str__(self) -> str:
        return f"{self.letter_id} · {self.number}"


class LetterAttachment(models.Model):
    """A file that goes with a letter, or the scan of one received."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="attachments")
    file = models.FileField(_("file"), upload_to="letters/%Y/", max_length=300)
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64)
    added_by_key = models.UUIDField(null=True)
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["letter", "pk"]

    def __str__(self) -> str:
        return self.name
