"""An officer proposes changes to the organisation's profile and sees what became of earlier ones."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.members.forms.profiles import ProfileForm
from wego.members.member_acts import PROFILE_CHANGE_WITHDRAW
from wego.members.models import ProfileChange
from wego.members.permissions import can_propose_profile_change
from wego.members.queries.changes import changes_of, differences
from wego.members.queries.visibility import organisations_visible_to
from wego.members.services.profiles import profile_of, propose_profile_change


@login_required
@once
def profile_change(request: SignedInRequest, slug: str) -> HttpResponse:
    """The profile as a form; what is sent goes to the secretariat, not to the public page."""
    organisation = get_object_or_404(organisations_visible_to(request.user), slug=slug)
    require(can_propose_profile_change(request.user, organisation))
    form = ProfileForm(request.POST or None, initial=profile_of(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            propose_profile_change(
                organisation_id=organisation.pk, proposed=form.cleaned_data, by=request.user, at=timezone.now()
            )
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changes proposed. The secretariat reviews them and replies by e-mail."))
            return redirect("my_members:profile_change", slug=slug)
    changes = changes_of(organisation)
    waiting = next((change for change in changes if change.status == ProfileChange.Status.SUBMITTED), None)
    context = {
        "organisation": organisation,
        "form": form,
        "waiting": waiting,
        "withdraw": PROFILE_CHANGE_WITHDRAW,
        "waiting_differences": [part for part in differences(waiting) if part.is_changed] if waiting else [],
        "decided": [(change, differences(change)) for change in changes if change is not waiting],
    }
    return render(request, "members/profile_change.html", context)
