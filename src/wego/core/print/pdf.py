"""Typst source and data to PDF/UA-1. A letter that no face has is replaced by a mark, and whoever listens is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from wego.core.chinese_spacing import closed_up_in
from wego.core.hooks import Hook
from wego.core.plain_text import plain_value
from wego.typesetting.pages import SOURCE, with_marks

# Fired with the document's title and the letters that were replaced in it.
letters_missing = Hook("core.print.letters_missing")


@dataclass(frozen=True)
class Printed:
    """A document as PDF, with the letters that are replaced by a mark in it, each once."""

    title: str
    pdf: bytes
    missing: str = ""


def render_pdf(template: str, data: Mapping[str, Any], *, language: str, title: str) -> bytes:
    """Set `template` (a path under `src/wego`, such as `assessment/print/report.typ`) with `data`.

    The template reads `json(bytes(sys.inputs.data))`; language and title stand in the same mapping. Pictures are SVG
    texts in the data. Raises PrintFault where the document cannot be set; a letter that no face has is replaced.
    """
    return handed_out(set_pdf(template, data, language=language, title=title))


def handed_out(printed: Printed) -> bytes:
    """The PDF, once it is told what could not be printed in it."""
    if printed.missing:
        letters_missing.fire(document=printed.title, letters=printed.missing)
    return printed.pdf


def set_pdf(template: str, data: Mapping[str, Any], *, language: str, title: str) -> Printed:
    """The same without telling anybody; for processes that only set."""
    payload = closed_up_in(language, plain_value({**data, "language": language, "title": title}))
    text = json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False)
    return Printed(title, *with_marks(SOURCE / template, text))
