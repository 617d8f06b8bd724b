"""A questionnaire's file with the sections that it shares with others.

A section that several questionnaires ask stands once, in the folder `sections` beside them; `{use: NAME}` among the
sections of a questionnaire is replaced by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wego.datafiles.faults import DataFault, DataFaults, KeyPath
from wego.datafiles.structured import Document, read_yaml

FOLDER = "sections"


@dataclass(frozen=True)
class ComposedDocument(Document):
    """A questionnaire's data with its shared sections in place; a fault in one of these names its own file."""

    shared: Mapping[int, Document] = field(default_factory=dict)

    def fault(self, key: KeyPath, message: str, remedy: str = "") -> DataFault:
        path = tuple(key)
        if len(path) > 1 and path[0] == "sections" and path[1] in self.shared:
            return self.shared[int(path[1])].fault(path[2:], message, remedy)
        return super().fault(key, message, remedy)


def read_questionnaire_file(path: Path | str) -> Document:
    """The file with every `{use: NAME}` replaced. Raises DataFaults where a section that is used is not there."""
    document = read_yaml(path)
    data = document.data
    sections = data.get("sections") if isinstance(data, dict) else None
    if not isinstance(sections, list) or not any(isinstance(one, dict) and "use" in one for one in sections):
        return document
    shared: dict[int, Document] = {}
    faults: list[DataFault] = []
    found: list[Any] = []
    for number, section in enumerate(sections):
        if not isinstance(section, dict) or "use" not in section:
            found.append(section)
            continue
        part = _shared_section(document, number, section, faults)
        if part is not None:
            shared[number] = part
            found.append(part.data)
    if faults:
        raise DataFaults(faults)
    return ComposedDocument(document.path, {**data, "sections": found}, document.lines, shared)


def _shared_section(
    document: Document, number: int, section: Mapping[str, Any], faults: list[DataFault]
) -> Document | None:
    key = ("sections", number, "use")
    folder, name = document.path.parent / FOLDER, section["use"]
    if len(section) > 1:
        faults.append(document.fault(key, "stands beside other keys", "a shared section is taken as it is"))
        return None
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if name not in known:
        remedy = f"known in {FOLDER}/: {', '.join(known) or 'none'}"
        faults.append(document.fault(key, f"there is no shared section {name!r}", remedy))
        return None
    try:
        return read_yaml(folder / f"{name}.yaml")
    except DataFaults as refusal:
        faults += refusal.faults
        return None
