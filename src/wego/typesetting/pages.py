"""Typst source and data to PDF/UA-1. A letter that no face has is replaced by a mark. No Django: commands print too."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wego.lazy_import import lazy_import
from wego.typesetting.fonts import font_folders

if TYPE_CHECKING:
    import typst
else:
    typst = lazy_import("typst")

SOURCE = Path(__file__).resolve().parents[1]


MARK = "▯"  # stands for a letter that no face has
# What Typst says of one under PDF/UA-1; it stops at the first.
MISSING = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
MOST_MISSING = 500  # so many letters of one document are looked for
PROBE = (
    '#import "/core/print/house.typ": *\n#let data = json(bytes(sys.inputs.data))\n#show: house.with(data)\n#data.body'
)


class PrintFault(Exception):
    """Typst refused the document; the message is Typst's own."""


def with_marks(source: Any, text: str) -> tuple[bytes, str]:
    """Set a source with its data as JSON, every letter that no face has replaced; the letters."""
    missing = ""
    while True:
        try:
            return typeset(source, {"data": text}), missing
        except PrintFault as fault:
            found = _letters_of(fault, text)
            if not found or len(missing) > MOST_MISSING:
                raise
            if not missing:  # what else lacks is found without setting the whole document again for each letter
                found += letters_without_face("".join(set(text) - set(found)))
            missing += found
            text = text.translate(dict.fromkeys(map(ord, found), MARK))  # outside ASCII, so no sign of JSON


def letters_without_face(text: str) -> str:
    """Those letters of a text that no face has, each once."""
    letters = {letter for letter in text if not letter.isascii()}
    missing = ""
    while letters and len(missing) < MOST_MISSING:
        data = {"language": "en", "title": MARK, "body": " ".join(sorted(letters))}
        try:
            typeset(PROBE.encode(), {"data": json.dumps(data, ensure_ascii=False)})
            break
        except PrintFault as fault:
            found = _letters_of(fault, data["body"])
            if not found:
                break
            missing += found
            letters = letters - set(found)
    return missing


def _letters_of(fault: PrintFault, text: str) -> str:
    """The letters of a text for which Typst has refused it; none where it has refused it for something else."""
    said = MISSING.search(str(fault))
    letters = ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], said[1]) if said else ""
    return "".join(letter for letter in dict.fromkeys(letters) if not letter.isascii() and letter in text)


def typeset(source: Any, inputs: Mapping[str, str]) -> bytes:
    """Compile one Typst source (a path, or its text as bytes), its root being our own source folder."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Typst's hints go to developers, not into a request
            return typst.compile(
                source,
                root=str(SOURCE),
                font_paths=faces(),
                ignore_system_fonts=True,
                sys_inputs=dict(inputs),
                pdf_standards="ua-1",
                format="pdf",
            )
    except RuntimeError as error:
        raise PrintFault(str(error)) from error


@cache
def faces() -> typst.Fonts:
    """The faces, read once a process: reading them takes six times as long as setting a page."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(font_folders()))
