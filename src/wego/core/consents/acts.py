"""Acts on a person's consents, whatever page they stand on."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.acts.act import OF_MEMBERS, Act
from wego.core.consents.models import ConsentEntry
from wego.core.consents.purposes import purpose_of
from wego.core.consents.services import give_consent, withdraw_consent


def _asked(user: Any, purpose: str, about_id: str) -> dict[str, Any]:
    """What one is asked, and what it is about."""
    known = purpose_of(purpose)
    about = next((one for one in known.offered(user) if one.id == about_id), None) if known else None
    if known is None or about is None:
        raise Http404
    return {"purpose": known, "about": about}


CONSENT_GIVE = Act(
    name="give",
    address="consents:give",
    label=pgettext_lazy("to a consent", "Agree"),
    said=_("You have agreed."),
    service=give_consent,
    subject=_asked,
    values=lambda asked, given: asked,
    back=lambda asked: reverse("accounts:account"),
    **OF_MEMBERS,
)

CONSENT_WITHDRAW = Act(
    name="withdraw",
    address="consents:withdraw",
    label=pgettext_lazy("a consent", "Withdraw"),
    said=_("Consent withdrawn."),
    service=withdraw_consent,
    subject=lambda user, pk: get_object_or_404(ConsentEntry, pk=pk, person_key=user.key),
    key="entry_id",
    back=lambda entry: reverse("accounts:account"),
    **OF_MEMBERS,
)
