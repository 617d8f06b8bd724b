"""Pages of colleagues: an officer's list with invitations, and the page that an invitation's link opens."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from wego.accounts.models import User
from wego.accounts.queries import person_with_address
from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.members.forms.affiliations import InvitationForm, JoinForm
from wego.members.member_acts import AFFILIATION_END, INVITATION_ACCEPT, INVITATION_RESEND, INVITATION_WITHDRAW, welcome
from wego.members.models import Invitation
from wego.members.permissions import can_manage_colleagues
from wego.members.queries import affiliations as queries
from wego.members.services import affiliations as services


@login_required
def colleagues_index(request: SignedInRequest) -> HttpResponse:
    """To the colleagues of one's organisation; with several, a choice; and what one is invited to."""
    organisations = queries.organisations_of(request.user, queries.OFFICER)
    invitations = queries.invitations_for(request.user, timezone.now())
    if not invitations and len(organisations) == 1:
        return redirect("my_members:colleagues", slug=organisations[0].slug)
    facts = {"organisations": organisations, "invitations": invitations, "accept": INVITATION_ACCEPT}
    return render(request, "members/affiliations/index.html", facts)


@login_required
@once
def colleagues(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who acts for the organisation, who is invited, and the form to invite."""
    organisation = get_object_or_404(queries.organisations_managed_by(request.user), slug=slug)
    form = InvitationForm(request.POST or None, initial={"language": get_language(), "role": queries.CONTRIBUTOR})
    if request.method == "POST" and form.is_valid():
        require(can_manage_colleagues(request.user, organisation))
        try:
            services.invite_colleague(
                organisation_id=organisation.pk, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except RuleError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("Invitation sent."))
            return redirect("my_members:colleagues", slug=slug)
    facts = {
        "organisation": organisation,
        "form": form,
        "colleagues": queries.colleagues(organisation),
        "invitations": queries.open_invitations(organisation),
        "now": timezone.now(),
        "acts": {"resend": INVITATION_RESEND, "withdraw": INVITATION_WITHDRAW, "end": AFFILIATION_END},
    }
    return render(request, "members/affiliations/colleagues.html", facts)


@sensitive_post_parameters("password")
@never_cache
@once
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation's link opens. Looking changes nothing: mail programs look too."""
    invitation = queries.invitation_by_token(token)
    if invitation is None:
        raise Http404
    is_open = invitation.status == Invitation.Status.OPEN and invitation.link.is_open(timezone.now())
    facts = {"invitation": invitation, "is_open": is_open}
    if not is_open:
        return render(request, "members/affiliations/invitation.html", facts, status=410)
    if request.user.is_authenticated:
        if request.method == "POST":
            return _accept(request, invitation, request.user)
        return render(request, "members/affiliations/invitation.html", facts)
    if person_with_address(invitation.email):
        return render(request, "members/affiliations/invitation.html", {**facts, "has_account": True})
    return _join(request, invitation, facts)


def _accept(request: HttpRequest, invitation: Invitation, by: Any) -> HttpResponse:
    try:
        messages.success(
            request, welcome(services.accept_invitation(invitation_id=invitation.pk, by=by, at=timezone.now()))
        )
    except RuleError as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:my")


def _join(request: HttpRequest, invitation: Invitation, facts: dict[str, object]) -> HttpResponse:
    form = JoinForm(request.POST or None, email=invitation.email, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            affiliation = services.join_by_invitation(
                invitation_id=invitation.pk, at=timezone.now(), **form.cleaned_data
            )
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, welcome(affiliation))
            return _sign_in(request, affiliation.user)
    has_single_sign_on = bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
    facts = {**facts, "form": form, "has_single_sign_on": has_single_sign_on}
    return render(request, "members/affiliations/invitation.html", facts)


def _sign_in(request: HttpRequest, user: User) -> HttpResponse:
    return perform_login(request, user, redirect_url=reverse("portal:my"))
