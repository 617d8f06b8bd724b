"""Where the forms of a person's consents are sent, whatever page they stand on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wego.core.consents.models import ConsentEntry
from wego.core.consents.purposes import purpose_of
from wego.core.consents.services import give_consent, withdraw_consent
from wego.core.form_tokens import once, page_of_form
from wego.core.office import run_service


@require_POST
@login_required
@once
def consent_give(request: HttpRequest, purpose: str, about_id: str) -> HttpResponse:
    """Agree to what one is asked."""
    known = purpose_of(purpose)
    about = next((one for one in known.offered(request.user) if one.id == about_id), None) if known else None
    if known is None or about is None:
        raise Http404
    run_service(request, _("You have agreed."), give_consent, purpose=known, about=about)
    return _back(request)


@require_POST
@login_required
@once
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one agreed to."""
    person: Any = request.user
    get_object_or_404(ConsentEntry, pk=pk, person_key=person.key)
    run_service(request, _("Consent withdrawn."), withdraw_consent, entry_id=pk)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    page = page_of_form(request)
    return redirect(page if page != request.get_full_path() else "accounts:account")
