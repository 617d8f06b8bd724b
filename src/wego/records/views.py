"""Pages of the record: sources, indicators, and every value of one indicator."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wego.core.exports import FORMATS
from wego.members.queries.visibility import organisations_visible_to
from wego.records import queries
from wego.records.listings import VALUES, columns_of
from wego.records.models import Indicator, Visibility
from wego.records.timelines import facts_of_organisation, is_own_or_office, timeline_of_fact


def figures(request: HttpRequest) -> HttpResponse:
    """Which figures the platform holds, from whom, on what terms, and where the sources are silent."""
    sources = list(queries.sources_with_counts())
    used = queries.sources_by_indicator(sources)
    context = {
        "sources": sources,
        "indicators": [
            (one, used.get(one.pk) or queries.stated_source(one)) for one in queries.indicators_with_counts()
        ],
        "gaps": queries.gaps(),
    }
    return render(request, "records/figures.html", context)


def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """Every value in force of one indicator; `format` takes them all as a file."""
    everybodys = Indicator.objects.exclude(visibility=Visibility.PURPOSE)
    shown = get_object_or_404(everybodys.select_related("source"), code=code)
    values = queries.values_of(shown)
    if request.GET.get("format") in FORMATS:
        return VALUES.respond(request, rows=values, file_name=shown.code)
    sources = queries.sources_of(shown)
    facts = {"indicator": shown, "sources": sources}
    return VALUES.respond(request, rows=values, title=shown.name, facts=facts, columns=columns_of(shown, sources))


@require_safe
def fact(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The time line of one figure of one organisation: who said what, when and why, as far as the reader may see."""
    shown = get_object_or_404(Indicator.objects.select_related("source"), code=code)
    found = organisations_visible_to(request.user).select_related("place")
    organisation = get_object_or_404(found, slug=slug)
    entries = timeline_of_fact(organisation, code, request.user)
    is_public = shown.visibility == Visibility.PUBLIC
    if not entries and not is_public and not is_own_or_office(request.user, organisation):
        raise Http404
    return render(request, "records/fact.html", {"indicator": shown, "organisation": organisation, "entries": entries})


@require_safe
@login_required
def own_facts(request: HttpRequest, slug: str) -> HttpResponse:
    """All that an organisation has said of itself, for its own people and the office."""
    organisation = get_object_or_404(organisations_visible_to(request.user).select_related("place"), slug=slug)
    if not is_own_or_office(request.user, organisation):
        raise Http404
    entries = facts_of_organisation(organisation, request.user)
    return render(request, "records/own_facts.html", {"organisation": organisation, "entries": entries})
