"""A person's own account: who one is here, one's data as a file, erasure."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wego.accounts.forms import ErasureForm, OwnForm
from wego.accounts.permissions import can_change_person, can_erase_person
from wego.accounts.queries import factors_of, held_roles, lacks_second_factor, personal_data, posts_of, roles_in_words
from wego.accounts.requests import SignedInRequest
from wego.accounts.services import change_person, erase_person
from wego.core.access import require
from wego.core.consents.queries import consents_of
from wego.core.form_tokens import once, repeatable
from wego.core.rules import RuleError


@login_required
@repeatable("the same name and language are saved again")
def account(request: SignedInRequest) -> HttpResponse:
    """Who one is here, how one signs in, and what one can do with one's data."""
    user = request.user
    initial = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
    form = OwnForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        require(can_change_person(user, user))
        change_person(user_id=user.pk, by=user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:account")
    facts = {
        "form": form,
        "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
        "factors": factors_of(user),
        "single_sign_on": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"],
        "connections": SocialAccount.objects.filter(user=user).count,  # asked only where it is shown
        "sessions": UserSession.objects.filter(user=user).count(),
        "roles": roles_in_words(held_roles(user)),
        "posts": posts_of([user]).get(user.pk, []),
        "consents": consents_of(user),
        "must_enrol": lacks_second_factor(user),
    }
    return render(request, "accounts/account.html", facts)


@require_safe
@never_cache
@login_required
@reauthentication_required
def data(request: SignedInRequest) -> HttpResponse:
    """Everything that the platform keeps of the person who asks, as a file."""
    require(can_change_person(request.user, request.user))
    file = JsonResponse(personal_data(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    file.headers["Content-Disposition"] = 'attachment; filename="wego-personal-data.json"'
    return file


@never_cache
@login_required
@reauthentication_required
@once
def erasure(request: SignedInRequest) -> HttpResponse:
    """What erasure takes away and what stays; then, on a deliberate yes, the erasure itself."""
    require(can_erase_person(request.user, request.user))
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(user_id=request.user.pk, by=request.user, at=timezone.now())
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, _("Your account and your data have been erased."))
            return redirect("portal:home")
    return render(request, "accounts/erasure.html", {"form": form, "posts": posts_of([request.user])})
