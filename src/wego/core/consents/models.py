"""A consent as it was given or withdrawn. Insert-only: the last entry about a thing says what holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference


class ConsentDoor(models.TextChoices):
    """By which way the platform was told."""

    ACCOUNT = "account", _("account page")
    POST_ENDED = "post_ended", _("end of the position")
    ERASURE = "erasure", _("erasure of the account")


class ConsentEntry(models.Model):
    """Somebody agreed, or took it back. The person is a pseudonymous key: erased, the person has no name here.

    `words` are what the person read when agreeing; `about_label` names no person.
    """

    Door = ConsentDoor

    person_key = models.UUIDField(_("person"))
    purpose = models.CharField(_("purpose"), max_length=80)
    about_kind = models.CharField(max_length=80)
    about_id = models.CharField(max_length=64)
    about_label = models.CharField(_("about"), max_length=300)
    is_given = models.BooleanField(_("agreed"))
    at = models.DateTimeField(_("when"))
    door = models.CharField(_("notified by"), max_length=20, choices=ConsentDoor.choices)
    words = models.TextField(_("text agreed to"), blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["person_key", "purpose", "about_id"], name="consent_person"),
            models.Index(fields=["about_kind", "about_id"], name="consent_about"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(is_given=False) | ~Q(words=""), name="consent_given_has_its_words")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.about_label}"

    @property
    def about(self) -> Reference:
        return Reference(self.about_kind, self.about_id, self.about_label)
