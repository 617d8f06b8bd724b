"""Seals in the office: what the network has sealed, ending a seal, and changing to another key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wego.core.acts.act import Act
from wego.core.form_fields import DayField
from wego.core.formats import short_day
from wego.core.listings import Column, Listing
from wego.core.office import Trail
from wego.core.seals.models import Seal, SigningKey
from wego.core.seals.queries import seals
from wego.core.seals.services import replace_signing_key, revoke_seal
from wego.portal.permissions import can_keep_seals, can_see_seals


class SealRevocationForm(forms.Form):
    """From when on a seal does not hold, and why."""

    revoked_on = DayField(label=_("Revoked on"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("Everyone who checks the seal sees this."),
        widget=forms.Textarea({"rows": 3}),
    )


def _list(subject: Any) -> str:
    return reverse("office_seals:list")


def _revocation(seal: Seal) -> Any:
    return getattr(seal, "revocation", None)


def _name(seal: Seal) -> str:
    return f"{seal.kind_label}: {seal.subject_label}"


SEAL_REVOKE = Act(
    name="revoke",
    address="office_seals:revoke",
    label=_("Revoke the seal"),
    said=_("Seal revoked."),
    service=revoke_seal,
    allowed=can_keep_seals,
    key="seal_id",
    subject=lambda user, pk: get_object_or_404(seals(), pk=pk),
    form=SealRevocationForm,
    initial=lambda seal: {"revoked_on": timezone.localdate()},
    explains=lambda seal: [
        _("From then on, everyone who checks it sees that it is no longer valid, since when and why."),
    ],
    is_possible=lambda seal: _revocation(seal) is None,
    is_final=True,
    is_warning=True,
    title=lambda seal: f"{_name(seal)} · {seal.shown_code}",
    back=_list,
)


def _above(subject: Any) -> Trail:
    return [(_list(subject), _("Seals"))]


KEY_REPLACE = Act(
    name="key_replace",
    address="office_seals:key_replace",
    label=_("Replace the key"),
    said=_("From now on the new key signs."),
    service=replace_signing_key,
    allowed=can_keep_seals,
    explains=lambda nothing: [
        _(
            "From now on the new key signs, and the old key can no longer sign. Its earlier signatures remain "
            "valid and can still be checked. If someone may have obtained the old key, revoke any seals you "
            "did not issue."
        )
    ],
    is_final=True,
    is_warning=True,
    back=_list,
    above=_above,
)


def _code(seal: Seal) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("seals:seal", args=[seal.code]), seal.shown_code)


def _state(seal: Seal) -> str:
    if ended := _revocation(seal):
        return gettext("Revoked on %(day)s: %(reason)s") % {"day": short_day(ended.revoked_on), "reason": ended.reason}
    return gettext("Valid")


SEALS = Listing(
    name="seals",
    title=_("Seals"),
    allowed=can_see_seals,
    counted=ngettext_lazy("%(number)s seal", "%(number)s seals", "count"),
    empty=_("None yet."),
    address="office_seals:list",
    rows=lambda user: seals(),
    row_acts=[SEAL_REVOKE],
    template="portal/office/seals.html",
    columns=[
        Column("sealed", _("Sealed content"), "subject_label", _name, sort=("kind", "subject_label")),
        Column("kind"),
        Column("code", _("Code"), shown=_code, sort="code"),
        Column("sealed_at", pgettext_lazy("of a document", "Sealed"), kind="moment", sort="sealed_at"),
        Column("state", _("State"), _state, in_files=False),
        Column("revoked_on", value=lambda seal: getattr(_revocation(seal), "revoked_on", None)),
        Column("reason", value=lambda seal: getattr(_revocation(seal), "reason", None)),
    ],
)


@require_safe
def seal_list(request: HttpRequest) -> HttpResponseBase:
    """Every seal, the latest first, and the keys."""
    return SEALS.respond(request, facts={"keys": SigningKey.objects.all(), "key_replace": KEY_REPLACE})
