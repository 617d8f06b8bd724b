"""Pages of an edition itself: which there are, and how one is made."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wego.cityindex import archive, exports, wording
from wego.cityindex.models import Edition
from wego.cityindex.queries import editions as reads
from wego.core.seals.keys import public_key


def editions(request: HttpRequest) -> HttpResponse:
    """Every edition that is out."""
    found = reads.editions_visible_to(request.user)
    return render(request, "cityindex/editions.html", {"editions": found})


def method(request: HttpRequest, code: str) -> HttpResponse:
    """How an edition is made, and what to download to make it again."""
    edition = edition_or_404(request, code)
    elements = reads.elements_of(edition)
    root = elements[0]
    left_out = edition.texts("left_out")
    names = reads.indicators_by_code([entry["code"] for entry in left_out])
    sources = reads.sources_of(edition)
    context = {
        "edition": edition,
        "pillars": [
            (pillar, [(element, sources.get(element.pk, [])) for element in elements if element.parent_id == pillar.pk])
            for pillar in elements
            if pillar.parent_id == root.pk
        ],
        "has_bounds": wording.has_bounds(edition),
        "normalisation": wording.normalisation(edition),
        "missing_values": wording.missing_values(edition),
        "extremes": wording.extremes(edition),
        "aggregation": wording.aggregation(edition),
        "uncertainty": wording.uncertainty(edition),
        "left_out": [(names.get(entry["code"], entry["code"]), entry["text"]) for entry in left_out],
        "choices": edition.texts("choices"),
        "cautions": edition.texts("cautions"),
        "sources": reads.every(sources),
        "files": reads.files_of(edition),
        "command": exports.recompute_command(edition),
        "public_key": (edition.sealing_key or public_key()) if edition.is_frozen else "",  # type: ignore[attr-defined]
        "verify": archive.VERIFY,
    }
    return render(request, "cityindex/method.html", context)


def edition_or_404(request: HttpRequest, code: str) -> Edition:
    edition = reads.edition_visible_to(request.user, code)
    if edition is None:
        raise Http404
    return edition
