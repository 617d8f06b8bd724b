"""What moved since the edition before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from wego.cityindex import charts, exports
from wego.cityindex.forms.rankings import FlowForm
from wego.cityindex.queries import changes as moves
from wego.cityindex.ranking_rows import changed_rows
from wego.cityindex.views.editions import edition_or_404
from wego.core.exports import FORMATS

FURTHEST = 5  # cities that rose or fell most, named one by one


def changes(request: HttpRequest, code: str) -> HttpResponseBase:
    """Every city's way from the edition before: by its own figures, by the method, by what others did."""
    edition = edition_or_404(request, code)
    if edition.follows is None:
        raise Http404
    found = moves.changes_of(edition)
    if (file_format := request.GET.get("format")) in FORMATS:
        return exports.changes_download(edition, file_format, found)
    flow = moves.flow_of(edition)
    form = FlowForm(request.GET, units=(unit for unit, _ranks in flow.ranks))
    shown = form.cleaned_data["city"] if form.is_valid() else ""
    changed = list(found)
    rose, fell = moves.furthest(changed, FURTHEST)
    context = {
        "edition": edition,
        "form": form,
        "flow": charts.flow(edition, flow, shown),
        "rows": changed_rows(edition, changed),
        "rose": changed_rows(edition, rose),
        "fell": changed_rows(edition, fell),
        "clear_count": sum(change.is_clear for change in changed),
        "newcomers": moves.newcomers_of(edition),
        "leavers": moves.leavers_of(edition),
        "reshaped": moves.reshaped(edition),
        "cautions": edition.texts("cautions"),
        "formats": FORMATS,
    }
    return render(request, "cityindex/changes.html", context)
