"""`notes.yaml`: what the files of the register note, in every language, by what their column `note` says in English."""

from __future__ import annotations

from pathlib import Path

from wego.core.languages import SOURCE
from wego.core.text_files import read_texts
from wego.datafiles import DataFault, read_yaml

Notes = dict[str, dict[str, str]]


def read_notes(path: Path, faults: list[DataFault]) -> Notes:
    """The notes by their words in English; a folder without the file has none."""
    if not path.is_file():
        return {}
    document = read_yaml(path)
    found = document.data.get("notes") if isinstance(document.data, dict) else None
    if not isinstance(found, list):
        faults.append(document.fault((), "has no list of notes", "begin with notes:"))
        return {}
    texts = [read_texts(document, ("notes", number), entry, faults) for number, entry in enumerate(found)]
    return {text[SOURCE]: text for text in texts if text}
