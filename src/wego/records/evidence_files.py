"""The file of a document, handed out to whoever may read it."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase

from wego.core.files import download
from wego.records.models import Evidence


def evidence_download(evidence: Evidence) -> HttpResponseBase:
    """Under its title; what was removed is not there. Who may read it was asked before."""
    if evidence.removed_at is not None:
        raise Http404
    return download(evidence.file, name=evidence.file_name, media_type=evidence.media_type)
