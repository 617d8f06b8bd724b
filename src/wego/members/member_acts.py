"""What people do about their own organisation: invitations, posts, proposed changes of the profile."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.acts.act import OF_MEMBERS, Act
from wego.members.models import Affiliation, Invitation, ProfileChange
from wego.members.permissions import (
    can_accept_invitation,
    can_end_affiliation,
    can_manage_colleagues,
    can_withdraw_profile_change,
)
from wego.members.queries.visibility import organisations_visible_to
from wego.members.services.affiliations import (
    accept_invitation,
    end_affiliation,
    resend_invitation,
    withdraw_invitation,
)
from wego.members.services.profiles import withdraw_profile_change


def _managed(user: Any, pk: int) -> Invitation:
    # Asked here and not of each row of the page, which is one's colleagues'.
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)
    if not can_manage_colleagues(user, invitation.organisation):
        raise Http404
    return invitation


_ON_INVITATION: dict[str, Any] = {
    "subject": _managed,
    "key": "invitation_id",
    "back": lambda invitation: reverse("my_members:colleagues", args=[invitation.organisation.slug]),
    **OF_MEMBERS,
}

INVITATION_RESEND = Act(
    name="invitation_resend",
    address="my_members:invitation_resend",
    label=_("Send again"),
    said=_("Invitation resent. The earlier link no longer works."),
    service=resend_invitation,
    **_ON_INVITATION,
)

INVITATION_WITHDRAW = Act(
    name="invitation_withdraw",
    address="my_members:invitation_withdraw",
    label=_("Withdraw"),
    said=_("Invitation withdrawn."),
    service=withdraw_invitation,
    **_ON_INVITATION,
)


def _to_oneself(user: Any, pk: int) -> Invitation:
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)
    if not can_accept_invitation(user, invitation):
        raise Http404
    return invitation


def welcome(affiliation: Affiliation) -> str:
    return _("Welcome. You now act for %(name)s.") % {"name": affiliation.organisation.name}


INVITATION_ACCEPT = Act(
    name="invitation_accept",
    address="my_members:invitation_accept",
    label=pgettext_lazy("an invitation", "Accept"),
    wording=lambda invitation: _("Accept for %(name)s") % {"name": invitation.organisation},
    said=_("Invitation accepted."),
    told=welcome,
    service=accept_invitation,
    **_ON_INVITATION
    | {
        "subject": _to_oneself,
        "back": lambda invitation: reverse("my_members:colleagues_index"),
        "leads_to": lambda invitation, affiliation: reverse("portal:my"),
    },
)


def _post(user: Any, pk: int) -> Affiliation:
    held = get_object_or_404(Affiliation.objects.select_related("organisation", "user"), pk=pk, ends_on=None)
    if not can_end_affiliation(user, held):
        raise Http404
    held.is_own = held.user_id == user.pk  # type: ignore[attr-defined]  # whose own has ended sees no colleagues
    return held


def _after_the_post(held: Any) -> str:
    own = getattr(held, "is_own", False)
    return reverse("accounts:account") if own else reverse("my_members:colleagues", args=[held.organisation.slug])


AFFILIATION_END = Act(
    name="affiliation_end",
    address="my_members:affiliation_end",
    label=_("End position"),
    said=_("The position has ended."),
    service=end_affiliation,
    subject=_post,
    key="affiliation_id",
    title=lambda held: held.user,
    explains=lambda held: [
        _("From now on %(name)s is no longer %(role)s of %(organisation)s. Past actions and the account are kept.")
        % {"name": held.user, "role": held.get_role_display(), "organisation": held.organisation}
    ],
    is_final=True,
    is_warning=True,
    above=lambda held: [(reverse("portal:my"), _("My pages"))],
    back=_after_the_post,
    **OF_MEMBERS,
)


def _proposal(user: Any, pk: int) -> ProfileChange:
    visible = ProfileChange.objects.filter(organisation__in=organisations_visible_to(user))
    return get_object_or_404(visible.select_related("organisation"), pk=pk)


PROFILE_CHANGE_WITHDRAW = Act(
    name="profile_change_withdraw",
    address="my_members:profile_change_withdraw",
    label=_("Withdraw the proposal"),
    said=_("Proposal withdrawn."),
    service=withdraw_profile_change,
    subject=_proposal,
    key="change_id",
    allowed_on=can_withdraw_profile_change,
    back=lambda change: reverse("my_members:profile_change", args=[change.organisation.slug]),
    **OF_MEMBERS,
)
