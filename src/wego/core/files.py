"""Uploads: typed by their content, limited in size, given a harmless name, and handed out safely."""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote
from uuid import uuid4

import filetype
from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from wego.core.punctuation import joined
from wego.core.rules import RuleError

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
# The types that the platform takes: ending -> media type. No type that a browser would run (HTML, SVG, scripts).
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": f"{_OPEN}.text",
    "ods": f"{_OPEN}.spreadsheet",
    "odp": f"{_OPEN}.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
}
# Taken only where it is asked for by name: tables for programs.
DATA_TYPES = {"parquet": "application/vnd.apache.parquet"}
_TAKEN = {**MEDIA_TYPES, **DATA_TYPES}
_OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_MOST_ZIP_ENTRIES = 10_000
_LARGEST_ZIP_DIRECTORY = 2 * 1024 * 1024  # read whole into memory before anything can be counted in it
_ZIP_TAIL = 22 + 65535  # the record at an archive's end, with the longest comment that may follow it
_LONGEST_NAME = 120


class UploadRefused(RuleError):
    """The file cannot be taken; the message says why and what would be."""


@dataclass(frozen=True)
class CheckedUpload:
    """What is known of a file once it is taken. `name` is fit to be shown and to be saved under."""

    name: str
    ending: str
    media_type: str
    size: int
    sha256: str

    @property
    def stored_name(self) -> str:
        """The name on disk: nothing of the visitor's, so that it can neither be guessed nor mean anything."""
        return f"{uuid4().hex}.{self.ending}"


def check_upload(file: UploadedFile | File, allowed: Collection[str] = ()) -> CheckedUpload:
    """Take a file of one of the `allowed` endings (left out: every type in MEDIA_TYPES), or raise UploadRefused.

    The content decides: the ending must be that of what the bytes are. The file is left at its beginning.
    """
    endings = [ending for ending in (allowed or MEDIA_TYPES) if ending in _TAKEN]
    size = file.size or 0
    if size == 0:
        raise UploadRefused(_("The file is empty. Choose the file again."))
    if size > settings.WEGO_UPLOAD_LIMIT:
        raise UploadRefused(
            _("The file is %(size)s; the maximum is %(limit)s. Make it smaller or upload only the pages that matter.")
            % {"size": filesizeformat(size), "limit": filesizeformat(settings.WEGO_UPLOAD_LIMIT)}
        )
    name = safe_name(file.name or "")
    ending = name.rpartition(".")[2].lower()
    if ending not in endings:
        raise UploadRefused(
            _("This file type is not accepted. Upload one of: %(endings)s.") % {"endings": joined(endings)}
        )
    if not _is_what_it_says(file, ending):
        raise UploadRefused(
            _("The file is named .%(ending)s, but its content is not of this type. Save it again in the right format.")
            % {"ending": ending}
        )
    return CheckedUpload(name, ending, _TAKEN[ending], size, digest_of(file))


def safe_name(name: str) -> str:
    """A name without folders, control or direction marks, leading dots and reserved characters, at most 120 long."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in base)
    kept = re.sub(r"""[<>:"'|?*;&$`%#{}^]+""", "_", kept)
    stem, dot, ending = re.sub(r"\s+", " ", kept).strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = re.sub(r"[^A-Za-z0-9]", "", ending)[:10]
    stem = stem.strip(" .")[: _LONGEST_NAME - len(ending) - 1] or "file"
    return f"{stem}.{ending}" if ending else stem


def download(file: File, *, name: str, media_type: str) -> FileResponse:
    """A stored file as an answer that a browser saves and never runs, nor keeps for others."""
    response = FileResponse(file.open("rb"), content_type=media_type)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_").replace("\\", "_")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _is_what_it_says(file: File, ending: str) -> bool:
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    if ending in ("csv", "txt"):
        return _is_plain_text(file)
    if ending in _OFFICE_PARTS or ending in ("odt", "ods", "odp"):
        return _is_document(file, ending)
    if ending == "parquet":
        return _begins_and_ends_with(file, b"PAR1")
    kind = filetype.guess(head)
    return kind is not None and kind.mime == MEDIA_TYPES[ending]


def _begins_and_ends_with(file: File, mark: bytes) -> bool:
    begins = file.read(len(mark)) == mark
    file.seek(-len(mark), os.SEEK_END)
    ends = file.read() == mark
    file.seek(0)
    return begins and ends


def _is_plain_text(file: File) -> bool:
    """UTF-8 (or UTF-16 with its mark) without control characters, and no page or script in disguise."""
    raw = file.read()
    file.seek(0)
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    start = text[:512].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<script", "<svg", "<?xml", "<?php", "#!")):
        return False
    return not any(letter < " " and letter not in "\t\n\r\f" for letter in text)


# What reading a damaged or a hostile archive raises.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # of which a way of packing that is not known is one kind
    ValueError,
    OSError,
    EOFError,
)


def _is_document(file: File, ending: str) -> bool:
    """A zip whose parts are those of this document type, and that carries no macros."""
    if not _has_small_directory(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > _MOST_ZIP_ENTRIES or any(os.path.basename(name) == "vbaProject.bin" for name in names):
                return False
            if ending in _OFFICE_PARTS:
                return "[Content_Types].xml" in names and _OFFICE_PARTS[ending] in names
            if "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:
                return False
            return archive.read("mimetype").decode("ascii", "replace").strip() == MEDIA_TYPES[ending]
    except _UNREADABLE:
        return False
    finally:
        file.seek(0)


def _has_small_directory(file: File) -> bool:
    """Does the archive's end announce a directory that may be read? A large one is an attack: documents have few parts.

    Archives of the larger kind (ZIP64) announce it elsewhere; no document of the size that is taken needs one.
    """
    file.seek(0, os.SEEK_END)
    length = file.tell()
    start = max(0, length - _ZIP_TAIL)
    file.seek(start)
    tail = file.read()
    file.seek(0)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22 or b"PK\x06\x07" in tail[:place][-20:]:
        return False
    entries, size = struct.unpack("<HL", tail[place + 10 : place + 16])
    return entries <= _MOST_ZIP_ENTRIES and size <= _LARGEST_ZIP_DIRECTORY


def digest_of(file: UploadedFile | File) -> str:
    """The SHA-256 of a file, which is left at its beginning."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
