"""A member's certificates on its own pages: those that were issued, and issuing another."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wego.accounts.requests import SignedInRequest
from wego.core.files import download
from wego.core.listings import ListPage
from wego.correspondence.acts.certificates import MY_CERTIFICATE_ISSUE
from wego.correspondence.listings.letters import MY_CERTIFICATES
from wego.correspondence.queries.certificates import certificates_visible_to, organisations_certified_for


@login_required
@require_safe
def certificates(request: SignedInRequest, slug: str) -> HttpResponse:
    """What was certified of a member, the latest first."""
    organisation = get_object_or_404(organisations_certified_for(request.user), slug=slug)
    rows = certificates_visible_to(request.user).filter(organisation=organisation)
    facts = {
        "organisation": organisation,
        "listing": ListPage(MY_CERTIFICATES, request, rows=rows),
        "issue": MY_CERTIFICATE_ISSUE,
    }
    return render(request, "correspondence/certificates.html", facts)


@login_required
@require_safe
def certificate_as_pdf(request: SignedInRequest, slug: str, number: str) -> HttpResponseBase:
    """A certificate as it was issued."""
    found = certificates_visible_to(request.user).filter(organisation__slug=slug)
    one = get_object_or_404(found, number=number)
    return download(one.file, name=f"{one.number}.pdf", media_type="application/pdf")
