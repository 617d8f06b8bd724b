"""What an organisation's standing entitles it to, and what it made of it in a year, for its own people."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.accounts.requests import SignedInRequest
from wego.entitlements.benefits import MemberYear, year_of
from wego.entitlements.pdf import year_pdf
from wego.entitlements.queries import entitlements_of, organisations_with_rights_visible_to

FIRST_YEAR = 2010  # the network was founded in it


@require_safe
@login_required
def rights(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every right with whether the organisation has it today, and why."""
    organisation = get_object_or_404(organisations_with_rights_visible_to(request.user), slug=slug)
    today = timezone.localdate()
    context = {"organisation": organisation, "answers": entitlements_of(organisation, today), "today": today}
    return render(request, "entitlements/rights.html", context)


@require_safe
@login_required
def year(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """A member's year in the network: each benefit with what was made of it."""
    found = _year(request, slug, year)
    title = _("%(name)s in the network, %(year)s") % {"name": found.organisation.name, "year": year}
    after = year + 1 if year < timezone.localdate().year else None
    facts = {"organisation": found.organisation, "found": found, "title": title, "before": year - 1, "after": after}
    return render(request, "entitlements/year.html", facts)


@require_safe
@login_required
def year_as_pdf(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    found = _year(request, slug, year)
    return HttpResponse(
        year_pdf(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{slug}-{year}.pdf"'},
    )


def _year(request: SignedInRequest, slug: str, year: int) -> MemberYear:
    organisation = get_object_or_404(organisations_with_rights_visible_to(request.user), slug=slug)
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    return year_of(organisation, year, today=today)
