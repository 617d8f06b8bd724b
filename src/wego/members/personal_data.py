"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.accounts.personal_data import ROLES
from wego.core.personal_data import ACTS, TEXTS, Erasure, PersonalKind, PersonalRecord
from wego.members.models import Affiliation, ApiKey, Invitation, ProfileChange

INVITATIONS = PersonalKind(
    "invitations",
    _("Invitations: address, sender and time"),
    _("to open accounts for the right people only"),
    _("the address, until the invitation is accepted or for three months after it ends otherwise"),
    Erasure.REMOVED,
)

RECORDS = (
    PersonalRecord(ROLES, {Affiliation: ("user",)}),
    PersonalRecord(INVITATIONS, {Invitation: ("email",), Affiliation: ("post",)}),
    PersonalRecord(
        ACTS,
        {
            ApiKey: ("made_by", "revoked_by"),
            Invitation: ("invited_by",),
            ProfileChange: ("submitted_by", "decided_by"),
        },
    ),
    PersonalRecord(TEXTS, {ProfileChange: ("reason",)}),
)
