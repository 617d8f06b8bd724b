"""What can be downloaded of an edition: its files, its report, its bundle, its workbook, its figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from wego.cityindex import archive, exports
from wego.cityindex import workbook as workbooks
from wego.cityindex.pdf import report_pdf
from wego.cityindex.views.editions import edition_or_404
from wego.core.exports import workbook_download

MEDIA_TYPES = {"csv": "text/csv", "toml": "application/toml", "json": "application/json"}


def file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One file of an edition, to the byte."""
    edition = edition_or_404(request, code)
    kept = get_object_or_404(edition.files, name=name)
    media_type = MEDIA_TYPES[kept.name.rpartition(".")[2]]
    return _download(kept.text.encode(), f"{media_type}; charset=utf-8", kept.name)


def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report of an edition as PDF, in the reader's language."""
    edition = edition_or_404(request, code)
    name = f"{edition.code}-report-{get_language()}.pdf"
    return _download(report_pdf(edition), "application/pdf", name, how="inline")


def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """All files of an edition in one archive, with how to compute it again and the network's signature."""
    edition = edition_or_404(request, code)
    return _download(archive.bundle(edition), "application/zip", f"{edition.code}.zip")


def workbook(request: HttpRequest, code: str) -> HttpResponseBase:
    """All there is to know of an edition as one workbook."""
    edition = edition_or_404(request, code)
    return workbook_download(edition.code, workbooks.sheets(edition))


def values(request: HttpRequest, code: str) -> HttpResponseBase:
    """Every figure of an edition with its origin, as Parquet."""
    edition = edition_or_404(request, code)
    kept = get_object_or_404(edition.files, name="values.csv")
    return exports.values_download(f"{edition.code}-values", kept.text)


def _download(content: bytes, media_type: str, name: str, *, how: str = "attachment") -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    return response
