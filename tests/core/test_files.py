"""Uploads are typed by content, limited, renamed, and served so that no browser runs them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from wego.core.files import MEDIA_TYPES, UploadRefused, check_upload, download, safe_name

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 40


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def damaged(method: int) -> bytes:
    """An OpenDocument text whose type is compressed, and is not what it was compressed from."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("mimetype", MEDIA_TYPES["odt"])
    content = bytearray(buffer.getvalue())
    start = 30 + len("mimetype") + (9 if method == zipfile.ZIP_LZMA else 0)
    content[start : start + 12] = b"\xff" * 12
    return bytes(content)


DOCX = zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
ODT = zipped(mimetype=MEDIA_TYPES["odt"], **{"content.xml": "<x/>"})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")  # what the browser claims counts for nothing


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("PLAN.PDF", PDF),
        ("map.png", PNG),
        ("map.jpeg", JPEG),
        ("계획.docx", DOCX),
        ("plan.odt", ODT),
        ("data.csv", "city,도시\n서울,1\n".encode()),
        ("data.csv", "city\tq\n".encode("utf-16")),
    ],
)
def test_check_upload_takes_a_file_that_is_what_it_says(name: str, content: bytes) -> None:
    checked = check_upload(upload(name, content))

    assert checked.media_type == MEDIA_TYPES[name.rpartition(".")[2].lower()]
    assert checked.size == len(content)
    assert len(checked.sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plan.pdf", b"", "empty"),
        ("plan.pdf", PNG, "content is not of this type"),
        ("photo.png", b"<script>alert(1)</script>", "content is not of this type"),
        ("page.html", b"<html></html>", "not accepted"),
        ("drawing.svg", b"<svg/>", "not accepted"),
        ("run.exe", b"MZ\0\0", "not accepted"),
        ("noending", PDF, "not accepted"),
        ("notes.txt", b"<!DOCTYPE html><script>1</script>", "content is not of this type"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /\n", "content is not of this type"),
        ("notes.txt", b"\0\1\2", "content is not of this type"),
        ("notes.txt", b"\xe9t\xe9", "content is not of this type"),
        ("plan.docx", zipped(**{"word/document.xml": "<w/>"}), "content is not of this type"),
        (
            "plan.docx",
            zipped(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"}),
            "content is not of this type",
        ),
        ("plan.docx", DOCX[: len(DOCX) // 2], "content is not of this type"),
        ("plan.odt", zipped(mimetype=MEDIA_TYPES["ods"]), "content is not of this type"),
        ("plan.odt", damaged(zipfile.ZIP_DEFLATED), "content is not of this type"),
        ("plan.odt", damaged(zipfile.ZIP_LZMA), "content is not of this type"),
        ("plan.odt", damaged(zipfile.ZIP_BZIP2), "content is not of this type"),
    ],
)
def test_check_upload_refuses_with_a_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UploadRefused, match=reason):
        check_upload(upload(name, content))


def crowded(parts: int) -> bytes:
    """A document with very many parts, small as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
        for number in range(parts):
            archive.writestr(f"{number}", "")
    return buffer.getvalue()


def claiming(size: int, *, larger_kind: bool = False) -> bytes:
    """A document whose end announces a directory of another size, or the larger kind of archive."""
    place = DOCX.rfind(b"PK\x05\x06")
    end = bytearray(DOCX[place:])
    end[12:16] = size.to_bytes(4, "little")
    return DOCX[:place] + (b"PK\x06\x07" + b"\0" * 16 if larger_kind else b"") + bytes(end)


@pytest.mark.parametrize(
    "content",
    [crowded(10_001), claiming(50_000_000), claiming(0xFFFFFFFF), claiming(100, larger_kind=True), b"PK\x05\x06"],
)
def test_an_archive_of_very_many_parts_is_refused_before_its_directory_is_read(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a gigabyte of memory was what a directory of twenty megabytes took."""
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_given: pytest.fail("read"))

    with pytest.raises(UploadRefused, match="content is not of this type"):
        check_upload(upload("plan.docx", content))


def test_check_upload_refuses_what_the_question_does_not_accept() -> None:
    with pytest.raises(UploadRefused, match="Upload one of: pdf"):
        check_upload(upload("map.png", PNG), ["pdf"])


def test_check_upload_refuses_a_file_over_the_limit(settings: Any) -> None:
    settings.WEGO_UPLOAD_LIMIT = len(PDF) - 1

    with pytest.raises(UploadRefused, match="maximum is"):
        check_upload(upload("plan.pdf", PDF))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\windows\\system.pdf", "system.pdf"),
        (".htaccess", "htaccess"),
        ("a\u202efdp.exe", "a fdp.exe"),
        ('x"; filename="y.pdf', "x_ filename=_y.pdf"),
        ("  보고서 2025.pdf ", "보고서 2025.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("", "file"),
        ("...", "file"),
        ("n" * 300 + ".pdf", "n" * 116 + ".pdf"),
    ],
)
def test_safe_name_replaces_what_is_hostile(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_safe_name_is_short_printable_and_settled(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= 120
    assert safe.isprintable()
    assert not set(safe) & set("/\\\"'<>:;|?*%")
    assert not safe.startswith(".")


def test_stored_name_says_nothing_of_the_visitors_name() -> None:
    checked = check_upload(upload("secret plan.pdf", PDF))

    assert checked.stored_name != checked.stored_name
    assert checked.stored_name.endswith(".pdf")
    assert "secret" not in checked.stored_name


def test_download_is_saved_never_run_and_not_kept_by_others(tmp_path: Path) -> None:
    storage = FileSystemStorage(location=tmp_path)
    stored = storage.save("x.pdf", ContentFile(PDF))

    response = download(storage.open(stored), name='계획 "a".pdf', media_type="application/pdf")
    body = b"".join(response.streaming_content)  # type: ignore[arg-type]
    for close in response._resource_closers:  # `close()` says that a request is over, and there was none
        close()

    assert body == PDF
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%EA%B3%84%ED%9A%8D%20%22a%22.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
