"""Seals with the keys that made them, and the end of a seal. Insert-only but for the day on which a key is replaced."""

from __future__ import annotations

import base64

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference
from wego.core.seals.kinds import kind_of


class SigningKey(models.Model):
    """The public half of a key that has signed something: it stays for checking when another key signs."""

    fingerprint = models.CharField(max_length=64, unique=True)
    public_pem = models.TextField()
    first_used_at = models.DateTimeField(_("first used"))
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["-first_used_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("first_used_at")),
                name="signing_key_replaced_after_use",
            )
        ]

    def __str__(self) -> str:
        return self.short

    @property
    def short(self) -> str:
        """The fingerprint as far as people compare it."""
        return " ".join(self.fingerprint[place : place + 4] for place in range(0, 16, 4))


class Seal(models.Model):
    """What was signed, for what, when and by which key. Insert-only.

    `subject_label` names no person, who could ask to be erased: a kind tells who it is for by `describe`.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(_("about"), max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    signature_base64 = models.CharField(max_length=100)
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="seals")
    sealed_at = models.DateTimeField(_("sealed"))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="seal_subject")]
        constraints = [models.UniqueConstraint(fields=["kind", "sha256"], name="seal_once_for_a_content")]

    def __str__(self) -> str:
        return f"{self.subject_label} ({self.shown_code})"

    @property
    def signature(self) -> bytes:
        return base64.b64decode(self.signature_base64)

    @property
    def subject(self) -> Reference:
        return Reference(self.subject_kind, self.subject_id, self.subject_label)

    @property
    def shown_code(self) -> str:
        """The code in groups, as people read it out."""
        return "-".join(self.code[place : place + 4] for place in range(0, len(self.code), 4))

    @property
    def kind_label(self) -> str:
        kind = kind_of(self.kind)
        return str(kind.label) if kind else gettext("Document")

    @property
    def described(self) -> tuple[str, str]:
        """What is sealed in the reader's words, and where it is; the address is empty where there is none."""
        kind = kind_of(self.kind)
        found = kind.describe(self) if kind and kind.describe else None
        return found or (self.subject_label, "")


class SealRevocation(models.Model):
    """The end of a seal, with its day and reason; the seal itself stays as it was. Insert-only."""

    seal = models.OneToOneField(Seal, models.PROTECT, related_name="revocation")
    revoked_on = models.DateField(_("revoked on"))
    reason = models.TextField(_("reason"))
    revoked_by_key = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("revocation of a seal")
        verbose_name_plural = _("revocations of seals")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="seal_revocation_has_reason")]

    def __str__(self) -> str:
        return f"{self.seal} · {self.revoked_on.isoformat()}"
