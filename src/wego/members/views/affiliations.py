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
from django.views.decorators.http import require_POST

from wego.accounts.models import User
from wego.accounts.queries import person_with_address
from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.members.forms.affiliations import InvitationForm, JoinForm
from wego.members.models import Affiliation, Invitation
from wego.members.permissions import can_accept_invitation, can_end_affiliation, can_manage_colleagues
from wego.members.queries import affiliations as queries
from wego.members.services import affiliations as services


@login_required
def colleagues_index(request: SignedInRequest) -> HttpResponse:
    """To the colleagues of one's organisation; with several, a choice; and what one is invited to."""
    organisations = queries.organisations_of(request.user, queries.OFFICER)
    invitations = queries.invitations_for(request.user, timezone.now())
    if not invitations and len(organisations) == 1:
        return redirect("my_members:colleagues", slug=organisations[0].slug)
    facts = {"organisations": organisations, "invitations": invitations}
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
    }
    return render(request, "members/affiliations/colleagues.html", facts)


@require_POST
@login_required
@once
def invitation_resend(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = _managed_invitation(request, pk)
    try:
        services.resend_invitation(invitation_id=pk, by=request.user, at=timezone.now())
        messages.success(request, _("Invitation sent again. The link before it no longer works."))
    except RuleError as refusal:
        messages.error(request, str(refusal))
    return redirect("my_members:colleagues", slug=invitation.organisation.slug)


@require_POST
@login_required
@once
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = _managed_invitation(request, pk)
    try:
        services.withdraw_invitation(invitation_id=pk, by=request.user, at=timezone.now())
        messages.success(request, _("Invitation withdrawn."))
    except RuleError as refusal:
        messages.error(request, str(refusal))
    return redirect("my_members:colleagues", slug=invitation.organisation.slug)


@login_required
@once
def affiliation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then end a post."""
    affiliation = get_object_or_404(Affiliation.objects.select_related("organisation", "user"), pk=pk, ends_on=None)
    if not can_end_affiliation(request.user, affiliation):
        raise Http404
    if request.method == "POST":
        try:
            services.end_affiliation(affiliation_id=pk, by=request.user, at=timezone.now())
            messages.success(request, _("The post has ended."))
        except RuleError as refusal:
            messages.error(request, str(refusal))
        if affiliation.user_id == request.user.pk:
            return redirect("accounts:account")
        return redirect("my_members:colleagues", slug=affiliation.organisation.slug)
    return render(request, "members/affiliations/end.html", {"affiliation": affiliation})


@require_POST
@login_required
@once
def invitation_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take up an invitation to one's own address, without its mail."""
    invitation = get_object_or_404(Invitation, pk=pk)
    if not can_accept_invitation(request.user, invitation):
        raise Http404
    return _accept(request, invitation, request.user)


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
        services.accept_invitation(invitation_id=invitation.pk, by=by, at=timezone.now())
        messages.success(request, _("Welcome. You now act for %(name)s.") % {"name": invitation.organisation.name})
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
            messages.success(request, _("Welcome. You now act for %(name)s.") % {"name": invitation.organisation.name})
            return _sign_in(request, affiliation.user)
    has_single_sign_on = bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
    facts = {**facts, "form": form, "has_single_sign_on": has_single_sign_on}
    return render(request, "members/affiliations/invitation.html", facts)


def _sign_in(request: HttpRequest, user: User) -> HttpResponse:
    return perform_login(request, user, redirect_url=reverse("portal:my"))


def _managed_invitation(request: SignedInRequest, pk: int) -> Invitation:
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)
    if not can_manage_colleagues(request.user, invitation.organisation):
        raise Http404
    return invitation
