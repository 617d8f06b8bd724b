"""What moved since the edition before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from wego.cityindex import charts
from wego.cityindex.forms.rankings import FlowForm
from wego.cityindex.listings import CHANGES
from wego.cityindex.queries import changes as moves
from wego.cityindex.ranking_rows import changed_rows
from wego.cityindex.views.editions import edition_or_404
from wego.core.exports import FORMATS

FURTHEST = 5  # cities that rose or fell most, named one by one


@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponseBase:
    """Every city's way from the edition before: by its own figures, by the method, by what others did."""
    edition = edition_or_404(request, code)
    if edition.follows is None:
        raise Http404
    found = moves.changes_of(edition)
    if request.GET.get("format") in FORMATS:
        return CHANGES.respond(request, rows=found, file_name=f"{edition.code}-changes")
    flow = moves.flow_of(edition)
    form = FlowForm(request.GET, units=(unit for unit, _ranks in flow.ranks))
    shown = form.cleaned_data["city"] if form.is_valid() else ""
    changed = list(found)
    rose, fell = moves.furthest(changed, FURTHEST)
    facts = {
        "edition": edition,
        "form": form,
        "flow": charts.flow(edition, flow, shown),
        "changed": len(changed),
        "rose": changed_rows(edition, rose),
        "fell": changed_rows(edition, fell),
        "clear_count": sum(change.is_clear for change in changed),
        "newcomers": moves.newcomers_of(edition),
        "leavers": moves.leavers_of(edition),
        "reshaped": moves.reshaped(edition),
        "cautions": edition.texts("cautions"),
    }
    return CHANGES.respond(request, rows=changed, facts=facts)
