"""A city's part in an edition, under /my/index/: join, see and confirm its figures, ask for corrections, preview."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.requests import SignedInRequest
from wego.cityindex.acts import (
    FIGURES_CONFIRM,
    PARTICIPATION_JOIN,
    PARTICIPATION_LEAVE,
    joined_or_404,
    place_of,
)
from wego.cityindex.forms.participation import CorrectionForm
from wego.cityindex.models import Draft, Participation
from wego.cityindex.queries import participation as reads
from wego.cityindex.services.participation import request_correction
from wego.core.form_tokens import once
from wego.core.rules import RuleError


@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    """The editions in which a person's cities may take part."""
    cities = list(reads.cities_of(request.user))
    drafts = list(reads.drafts_open_to_cities()) if cities else []
    held = reads.participations_of(cities)
    joined = {(one.draft_id, one.organisation_id) for one in held}
    rows = [(draft, city, (draft.pk, city.pk) in joined) for draft in drafts for city in cities]
    rows += [(one.draft, one.organisation, True) for one in held if one.draft.status == Draft.Status.PUBLISHED]
    return render(request, "cityindex/my/overview.html", {"cities": cities, "rows": rows})


@login_required
def participation(request: SignedInRequest, code: str, slug: str) -> HttpResponse:
    """A city's figures in a draft, what it confirmed and asked, and its own place before publication."""
    place = place_of(request.user, code, slug)
    draft, city, joined = place.draft, place.organisation, place.participation
    figures = reads.used_figures(draft, city, joined)
    preview = reads.preview_of(joined) if joined else None
    facts = {
        "draft": draft,
        "organisation": city,
        "place": place,
        "acts": {"join": PARTICIPATION_JOIN, "leave": PARTICIPATION_LEAVE, "confirm": FIGURES_CONFIRM},
        "participation": joined,
        "figures": figures,
        "is_confirmed": bool(
            joined and joined.confirmed_at and joined.confirmed == reads.observations_by_indicator(figures)
        ),
        "is_window_open": reads.is_window_open(draft, timezone.localdate()),
        "corrections": joined.corrections.select_related("indicator") if joined else [],
        "preview": preview,
        "published": reads.place_of(joined) if joined else None,
        "total": preview.edition.ranked_count if preview else None,
        "reason": preview.edition.reason(preview.reason) if preview and preview.rank is None else "",
    }
    return render(request, "cityindex/my/participation.html", facts)


@login_required
@once
def correction_request(request: SignedInRequest, code: str, slug: str, indicator: str) -> HttpResponse:
    """Ask that one figure be corrected."""
    joined = joined_or_404(request.user, code, slug).participation
    assert joined is not None
    figures = reads.used_figures(joined.draft, joined.organisation, joined)
    figure = next((one for one in figures if one.indicator.code == indicator and one.is_own), None)
    if figure is None:
        raise Http404
    form = CorrectionForm(request.POST or None, request.FILES or None, figure=figure, initial={"period": figure.period})
    if request.method == "POST" and form.is_valid() and _requested(request, form, joined, indicator):
        return redirect("my_index:participation", code, slug)
    facts = {"draft": joined.draft, "organisation": joined.organisation, "figure": figure, "form": form}
    return render(request, "cityindex/my/correction.html", facts)


def _requested(request: SignedInRequest, form: CorrectionForm, joined: Participation, indicator: str) -> bool:
    try:
        request_correction(
            participation_id=joined.pk,
            indicator_code=indicator,
            by=request.user,
            at=timezone.now(),
            **{"period": "", **form.cleaned_data},
        )
    except RuleError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Correction requested. The secretariat will reply with a reason."))
    return True
