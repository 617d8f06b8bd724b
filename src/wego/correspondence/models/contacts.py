"""People without an account to whom the network writes, with their posts over time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.search.searchable import Searchable
from wego.core.text_fields import TranslatedText
from wego.correspondence.models.external_organisations import ExternalOrganisation
from wego.members.models import Organisation


class Contact(Searchable):
    """A mayor, a protocol officer, a speaker, a journalist: somebody who is written to and does not sign in.

    `salutation` is how a letter begins in each language ("Dear Mayor Kim"); where a language lacks one, the name stands
    alone. `confirmed_on` is when the person last said that what is kept is right.
    """

    class Kind(models.TextChoices):
        HEAD = "head", _("Mayor, governor or head")
        PROTOCOL = "protocol", _("Protocol or international affairs")
        OFFICER = "officer", pgettext_lazy("kind of contact", "Officer")
        SPEAKER = "speaker", _("Speaker or expert")
        PRESS = "press", pgettext_lazy("kind of contact", "Press")
        OTHER = "other", pgettext_lazy("kind of contact", "Other")

    name = models.CharField(pgettext_lazy("person", "name"), max_length=150)
    name_native = models.CharField(_("name in its own script"), max_length=150, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=10, choices=languages.choices, default="en")
    salutation = TranslatedText(_("form of address"), max_length=150, blank=True, is_queued=False)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    assistant = models.CharField(_("assistant"), max_length=150, blank=True)
    assistant_email = models.EmailField(_("assistant’s e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    added_at = models.DateTimeField(_("added"))
    asked_at = models.DateTimeField(_("asked to confirm"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("e-mail returned"), null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name = pgettext_lazy("a person", "contact")
        verbose_name_plural = pgettext_lazy("people", "contacts")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name", "id"], name="contact_by_name"),
            models.Index(fields=["email"], name="contact_by_email"),
            models.Index(fields=["confirmed_on"], name="contact_by_confirmation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["name", "email"], condition=~Q(email=""), name="contact_once_at_an_address")
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """What a contact is at a member or at an organisation outside the membership, from a day until it ends."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="posts", verbose_name=_("member")
    )
    external = models.ForeignKey(
        ExternalOrganisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("partner or prospect"),
    )
    title = TranslatedText(pgettext_lazy("of a post", "title"), max_length=150, is_queued=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)  # when the end of the post became a task

    class Meta:
        verbose_name = pgettext_lazy("of a contact", "post")
        verbose_name_plural = pgettext_lazy("of a contact", "posts")
        ordering = ["contact", F("ends_on").desc(nulls_first=True), "-starts_on", "pk"]
        indexes = [models.Index(fields=["ends_on", "followed_up_at"], name="post_to_follow_up")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, external__isnull=False) | Q(organisation__isnull=False, external=None),
                name="post_at_one_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact} · {self.at}"

    @property
    def at(self) -> Organisation | ExternalOrganisation:
        found = self.organisation or self.external
        assert found is not None
        return found
