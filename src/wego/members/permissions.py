"""Who may do what with members: predicates, asked at the edge."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.accounts.queries import proven_addresses
from wego.members.models import Affiliation, ApiKey, Invitation, Organisation, ProfileChange
from wego.members.queries.affiliations import is_officer

can_see_register = Permission(
    code="members.see_register",
    label=_("View the register: members with profile, standing and rights, and proposed profiles"),
    is_regional=True,
)
can_keep_register = Permission(
    code="members.keep_register",
    label=_("Edit organisations and the network's contact, decide standings"),
    implies=can_see_register,
)
can_decide_profile_change = Permission(
    code="members.decide_profile_change",
    label=_("Approve or return the profiles that members propose"),
    implies=can_see_register,
)
can_keep_colleagues = Permission(
    code="members.keep_colleagues",
    label=_("Invite people to any organisation and end their positions"),
    implies=can_see_register,
)


# --- affiliations and invitations ------------------------------------------------------------------------------------
def can_manage_colleagues(user: Any, organisation: Organisation) -> bool:
    """See, invite and end: the organisation's officers, and who keeps the people of all members."""
    return is_officer(user, organisation) or can_keep_colleagues(user)


def can_end_affiliation(user: Any, affiliation: Affiliation) -> bool:
    """Those who manage colleagues there; and everybody for oneself."""
    return affiliation.user_id == user.pk or can_manage_colleagues(user, affiliation.organisation)


def can_accept_invitation(user: Any, invitation: Invitation) -> bool:
    """Without its link: whoever has shown to hold the invited address."""
    return user.is_authenticated and invitation.email in proven_addresses(user)


# --- keys of an organisation's own systems ---------------------------------------------------------------------------
def can_make_api_key(user: Any, organisation: Organisation) -> bool:
    """The organisation's officers: what the key submits is said in its name."""
    return is_officer(user, organisation)


def can_revoke_api_key(user: Any, key: ApiKey) -> bool:
    """Any officer of the organisation, and who keeps the register: a key that has leaked cannot wait."""
    return is_officer(user, key.organisation) or can_keep_register(user)


# --- profiles and the network's own contact --------------------------------------------------------------------------
def can_propose_profile_change(user: Any, organisation: Organisation) -> bool:
    """The organisation's officers; the secretariat approves, it does not propose."""
    return is_officer(user, organisation)


def can_withdraw_profile_change(user: Any, change: ProfileChange) -> bool:
    """Any officer of the organisation, whoever of them proposed it."""
    return is_officer(user, change.organisation)
