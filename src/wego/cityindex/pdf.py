"""The report of an edition as PDF: set once for what it says, and kept."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from django.core.cache import caches
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language

from wego.cityindex.models import Edition
from wego.cityindex.report import report_data
from wego.core.print import render_pdf

TEMPLATES = Path(__file__).with_name("print")


def report_pdf(edition: Edition) -> bytes:
    """The report in the language in force.

    Gathering what it says takes a few queries, setting it takes seconds; so the PDF is kept under a digest of all
    that goes into it, and is set again only when something of that is new.
    """
    data, language = report_data(edition), get_language() or "en"
    kept, name = caches["charts"], _digest(data, language)
    pdf: bytes | None = kept.get(name)
    if pdf is None:
        pdf = render_pdf("cityindex/print/report.typ", data, language=language, title=edition.name)
        kept.set(name, pdf, timeout=None)
    return pdf


def _digest(data: object, language: str) -> str:
    digest = hashlib.sha256(f"{version('typst')}\n{language}\n".encode())
    for template in sorted(TEMPLATES.glob("*.typ")):
        digest.update(template.read_bytes())
    digest.update(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).encode())
    return digest.hexdigest()
