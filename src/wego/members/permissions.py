"""Who may do what with members: predicates, asked at the edge."""

from __future__ import annotations

from typing import Any

from wego.accounts.queries import is_secretariat, proven_addresses
from wego.members.models import Affiliation, Invitation, Organisation, ProfileChange
from wego.members.queries.affiliations import is_officer


# --- affiliations and invitations ------------------------------------------------------------------------------------
def can_manage_colleagues(user: Any, organisation: Organisation) -> bool:
    """See, invite and end: the organisation's officers and the secretariat."""
    return is_officer(user, organisation) or is_secretariat(user)


def can_end_affiliation(user: Any, affiliation: Affiliation) -> bool:
    """Those who manage colleagues there; and everybody for oneself."""
    return affiliation.user_id == user.pk or can_manage_colleagues(user, affiliation.organisation)


def can_accept_invitation(user: Any, invitation: Invitation) -> bool:
    """Without its link: whoever has shown to hold the invited address."""
    return user.is_authenticated and invitation.email in proven_addresses(user)


# --- profiles and the network's own contact --------------------------------------------------------------------------
def can_propose_profile_change(user: Any, organisation: Organisation) -> bool:
    """The organisation's officers; the secretariat approves, it does not propose."""
    return is_officer(user, organisation)


def can_withdraw_profile_change(user: Any, change: ProfileChange) -> bool:
    """Any officer of the organisation, whoever of them proposed it."""
    return is_officer(user, change.organisation)


def can_decide_profile_change(user: Any) -> bool:
    """Approve or return: the secretariat."""
    return is_secretariat(user)


def can_keep_register(user: Any) -> bool:
    """Edit organisations and the network's contact in the office: the secretariat."""
    return is_secretariat(user)
