"""Typst source and data to PDF/UA-1: a glyph that no face has is an error, not a box."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from wego.core.plain_text import plain_value
from wego.core.print.fonts import font_folders
from wego.late import late

if TYPE_CHECKING:
    import typst
else:
    typst = late("typst")

SOURCE = Path(__file__).resolve().parents[2]


class PrintFault(Exception):
    """Typst refused the document; the message is Typst's own."""


def render_pdf(template: str, data: Mapping[str, Any], *, language: str, title: str) -> bytes:
    """Set `template` (a path under `src/wego`, such as `assessment/print/report.typ`) with `data`.

    The template reads `json(bytes(sys.inputs.data))`; language and title stand in the same mapping. Pictures are SVG
    texts in the data. Raises PrintFault where the document cannot be set, a missing glyph included.
    """
    payload = plain_value({**data, "language": language, "title": title})
    return typeset(SOURCE / template, {"data": json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False)})


def typeset(source: Any, inputs: Mapping[str, str]) -> bytes:
    """Compile one Typst source (a path, or its text as bytes), its root being our own source folder."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Typst's hints go to developers, not into a request
            return typst.compile(
                source,
                root=str(SOURCE),
                font_paths=_faces(),
                ignore_system_fonts=True,
                sys_inputs=dict(inputs),
                pdf_standards="ua-1",
                format="pdf",
            )
    except RuntimeError as error:
        raise PrintFault(str(error)) from error


@cache
def _faces() -> typst.Fonts:
    """The faces, read once a process: reading them takes six times as long as setting a page."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(font_folders()))
