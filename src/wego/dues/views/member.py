"""“What we pay and why”: an organisation's dues, its figures, its history."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.files import MEDIA_TYPES
from wego.core.form_tokens import once
from wego.core.listings import ListPage, file_asked_of
from wego.core.rules import RuleError
from wego.dues.forms import FigureForm
from wego.dues.listings import MY_FIGURES, MY_QUOTES
from wego.dues.models import DeclaredFigure
from wego.dues.permissions import can_declare_figure
from wego.dues.queries.figures import figures_on_record
from wego.dues.queries.history import organisations_with_dues_visible_to, quotes_of, standpoint
from wego.dues.services.decisions import declare_figure
from wego.dues.wording import render_steps, steps_of
from wego.members.models import Organisation
from wego.members.queries.affiliations import OFFICER, organisations_of
from wego.records.evidence_files import evidence_download
from wego.records.models import Evidence
from wego.records.services.evidence import keep_evidence


@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    """Straight to the one organisation, or a choice among several."""
    organisations = list(organisations_of(request.user, OFFICER).order_by("sort_en"))
    if len(organisations) == 1:
        return redirect("dues:organisation", slug=organisations[0].slug)
    return render(request, "dues/overview.html", {"organisations": organisations})


@login_required
@once
def organisation(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """This year's dues with every step, earlier years, and the figures that the fee rests on."""
    member = get_object_or_404(organisations_with_dues_visible_to(request.user).select_related("place"), slug=slug)
    today = timezone.localdate()
    form = FigureForm(request.POST or None, request.FILES or None, initial={"year": today.year - 1})
    if request.method == "POST":
        require(can_declare_figure(request.user, member))
        if form.is_valid() and _declared(request, form, member):
            return redirect("dues:organisation", slug=slug)
    now, quotes = standpoint(member, today.year), quotes_of(member)
    submitted = DeclaredFigure.objects.filter(organisation=member).select_related("fact__evidence", "organisation")
    years = ListPage(MY_QUOTES, request, rows=quotes, prefix="years-", file_name=f"dues-{slug}")
    figures = ListPage(MY_FIGURES, request, rows=submitted, prefix="figures-", file_name=f"dues-figures-{slug}")
    if (file := file_asked_of([years, figures])) is not None:
        return file
    context = {
        "organisation": member,
        "year": today.year,
        "now": now,
        "steps": render_steps(now.finding.steps, now.schedule) if now else [],
        "years": years,
        "history": [(quote, render_steps(steps_of(quote.steps), quote.run.schedule.read())) for quote in years.page],
        "on_record": figures_on_record(member),
        "figures": figures,
        "can_declare": can_declare_figure(request.user, member),
        "form": form,
    }
    return render(request, "dues/organisation.html", context)


@require_safe
@login_required
def figure_document(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """The document behind a submitted figure, for those who see the dues that rest on it."""
    member = get_object_or_404(organisations_with_dues_visible_to(request.user), slug=slug)
    figures = DeclaredFigure.objects.exclude(fact__evidence=None).select_related("fact__evidence")
    evidence = get_object_or_404(figures, organisation=member, pk=pk).evidence
    assert evidence is not None
    return evidence_download(evidence)


def _declared(request: SignedInRequest, form: FigureForm, member: Organisation) -> bool:
    given, at = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            evidence = None
            if given["document"]:
                evidence = keep_evidence(
                    given["document"], MEDIA_TYPES, member, by=request.user, at=at, readers=Evidence.Readers.OFFICERS
                )
            declare_figure(
                organisation_id=member.pk,
                measure=given["measure"],
                value=given["value"],
                year=given["year"],
                evidence=evidence,
                source=given["source"],
                by=request.user,
                at=at,
            )
    except RuleError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Figure submitted. It is used for the next dues."))
    return True
