"""Bodies, their meetings, what stands on their agendas, and what they decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.definitions.models import Definition
from wego.core.formats import short_day
from wego.core.references import Reference
from wego.core.search.searchable import Searchable
from wego.core.text_fields import TranslatedText
from wego.core.texts import pick

# What an item is about. A code that is not here is shown as it is: another kind of business needs no code.
ADMISSION, FRIENDSHIP, WITHDRAWAL, LAPSE = "admission", "friendship", "withdrawal", "lapse"
MERGER, SPLIT, OTHER = "merger", "split", "other"
BY_ITSELF = (ADMISSION, FRIENDSHIP, WITHDRAWAL, LAPSE)  # what applications and notices put there, never typed by hand
KINDS = {
    ADMISSION: _("Admission as full member"),
    FRIENDSHIP: _("Admission as friendship member"),
    WITHDRAWAL: _("Withdrawal"),
    LAPSE: _("Lapse for unpaid dues"),
    MERGER: _("Merger of members"),
    SPLIT: _("Split of a member"),
    "fee_schedule": _("Fee schedule"),
    "fee_reading": _("Reading of a fee table"),
    "waiver": _("Waiver, discount or instalments"),
    "write_off": _("Write-off"),
    OTHER: _("Other business"),
}


class BodyRules(Definition):
    """One version of the rules by which a body decides: the charter's, in words. Its code is the body's."""

    audit_name = "body_rules"

    class Meta(Definition.Meta):
        verbose_name = pgettext_lazy("of a network", "rules of a body")
        verbose_name_plural = pgettext_lazy("of a network", "rules of bodies")


class Body(models.Model):
    """A body of the network, as its documents describe it. What they do not say stays empty."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = TranslatedText(_("name"), max_length=120)
    # Those in force. None: the documents at hand do not print the charter's text.
    rules = models.ForeignKey(BodyRules, models.PROTECT, null=True, blank=True, related_name="bodies")
    # [{"text": {"en": …, "ko": …, "zh-hans": …}, "source": …}]
    facts = models.JSONField(_("what is known"), default=list)

    class Meta:
        verbose_name = pgettext_lazy("of a network", "body")
        verbose_name_plural = pgettext_lazy("of a network", "bodies")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def quorum(self) -> str:
        return str(self.rules.definition["quorum"]) if self.rules else ""

    @property
    def majority(self) -> str:
        return str(self.rules.definition["majority"]) if self.rules else ""

    @property
    def known(self) -> list[dict[str, str]]:
        """The facts in the language in force, each with its source."""
        return [{"text": pick(fact["text"]), "source": fact["source"]} for fact in self.facts]


class Meeting(Searchable):
    """A session of a body. Where documents print a month only, `when` has their words and the days stay empty."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", pgettext_lazy("of a meeting", "Cancelled")

    NEXT = {Status.PLANNED: {Status.HELD, Status.CANCELLED}}

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    title = TranslatedText(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    when = models.CharField(_("date as printed"), max_length=60, blank=True)
    place = TranslatedText(pgettext_lazy("of a meeting", "place"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    source = models.CharField(_("source"), max_length=200, blank=True)
    # Rises with every change that calendars must learn of.
    sequence = models.PositiveIntegerField(default=0)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-year", "-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint("body", "title__en", name="meeting_title_once_in_body"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="meeting_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Searchable):
    """A matter that a body has to decide in a year; it waits there until a meeting takes it up."""

    class Status(models.TextChoices):
        OPEN = "open", _("Awaiting decision")
        DECIDED = "decided", pgettext_lazy("state", "Decided")
        WITHDRAWN = "withdrawn", _("Removed from the agenda")

    # A decision that is revoked opens its item again.
    NEXT = {Status.OPEN: {Status.DECIDED, Status.WITHDRAWN}, Status.DECIDED: {Status.OPEN}}

    body = models.ForeignKey(Body, models.PROTECT, related_name="items", verbose_name=_("body"))
    year = models.PositiveSmallIntegerField(_("year"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("meeting")
    )
    kind = models.SlugField(pgettext_lazy("of an agenda item", "kind"), max_length=40)
    title = TranslatedText(_("title"), max_length=300)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(_("about"), max_length=300)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    added_at = models.DateTimeField(_("added"))
    note = models.TextField(_("note"), blank=True)
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["year", "pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=models.Q(status="open"),
                name="agendaitem_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Reference:
        return Reference(self.subject_kind, self.subject_id, self.subject_label)

    @property
    def is_closed_elsewhere(self) -> bool:
        """It belongs to an application or a notice, and ends with it."""
        return self.kind in BY_ITSELF and self.subject_kind != "members.Organisation"

    @property
    def kind_label(self) -> str:
        return str(KINDS.get(self.kind, self.kind))


class Decision(Searchable):
    """What a body decided on an item, on which day, by which paper. Insert-only: it is revoked, never rewritten."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        DEFERRED = "deferred", _("Deferred")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("meeting")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    decided_on = models.DateField(_("day of the decision"))
    text = models.TextField(_("wording"), blank=True)
    paper = models.FileField(_("document"), upload_to="decisions/%Y/", max_length=300, blank=True)
    paper_name = models.CharField(max_length=200, blank=True)
    paper_type = models.CharField(max_length=100, blank=True)
    paper_sha256 = models.CharField(max_length=64, blank=True)
    reason_without_paper = models.CharField(_("reason for the missing document"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    is_demonstration = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            # Two people who record at once collide here, whatever the database isolates.
            models.UniqueConstraint(fields=["item", "number"], name="decision_number_once_in_item"),
            models.CheckConstraint(
                condition=~models.Q(paper="") | ~models.Q(reason_without_paper=""),
                name="decision_has_paper_or_reason",
            ),
        ]

    def __str__(self) -> str:  # kept in references and in the audit: English
        return f"{self.body.name.source}, {self.decided_on.isoformat()}: {self.item.title.source}"[:300]

    @property
    def label(self) -> str:
        """The decision in a list of choices, in the reader's language; one that is made up says so."""
        words = {"day": short_day(self.decided_on), "item": self.item.title, "body": self.body.name}
        if self.is_demonstration:
            return gettext("%(day)s: %(item)s (%(body)s; sample)") % words
        return gettext("%(day)s: %(item)s (%(body)s)") % words


class Revocation(models.Model):
    """The end of a decision, with its reason; the decision itself stays as it was. Insert-only."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="revocation")
    revoked_on = models.DateField(_("revoked on"))
    reason = models.TextField(_("reason"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        ordering = ["-revoked_on"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="revocation_has_reason")]

    def __str__(self) -> str:
        return f"{self.decision} ({self.revoked_on.isoformat()})"[:300]
