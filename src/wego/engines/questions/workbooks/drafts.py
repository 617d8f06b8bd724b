"""A questionnaire while it is read from a workbook: plain data, and the cell of every part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wego.engines.definitions import DefinitionFaults, KeyPath
from wego.engines.questions.definition import QuestionnaireDefinition
from wego.engines.questions.questionnaire_reader import read_questionnaire
from wego.engines.questions.workbooks.tables import Findings, SheetCell, SheetFault, SheetNote


@dataclass
class QuestionnaireDraft:
    """A mapping of the format, and the cells that its keys come from; `cell` is where what lacks is told."""

    cell: SheetCell
    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[KeyPath, SheetCell] = field(default_factory=dict)

    def put(self, key: str, value: Any, cell: SheetCell) -> None:
        self.data[key] = value
        self.cells[(key,)] = cell

    def put_texts(self, key: str, texts: Mapping[str, str], cells: Mapping[str, SheetCell]) -> None:
        """A text with the cell of each language; nothing where there is none."""
        if texts:
            self.data[key] = dict(texts)
            for language, cell in cells.items():
                self.cells[(key, language)] = cell

    def place_list(self, key: str, members: Sequence[QuestionnaireDraft]) -> None:
        """A list of further drafts under a key."""
        self.data[key] = [member.data for member in members]
        for number, member in enumerate(members):
            self.cells[(key, number)] = member.cell
            for path, cell in member.cells.items():
                self.cells[(key, number, *path)] = cell

    def cell_of(self, path: KeyPath) -> SheetCell:
        """The cell of a key, or of the nearest thing around it."""
        while path:
            if path in self.cells:
                return self.cells[path]
            path = path[:-1]
        return self.cell


@dataclass(frozen=True)
class WorkbookReading:
    """What a workbook says: a questionnaire and its notes, or every fault with its cell."""

    questionnaire: QuestionnaireDefinition | None
    data: Mapping[str, Any]
    faults: tuple[SheetFault, ...]
    notes: tuple[SheetNote, ...]


def finished(draft: QuestionnaireDraft, findings: Findings) -> WorkbookReading:
    """The draft read as a questionnaire; what the format refuses is told at its cell."""
    questionnaire = None
    try:
        questionnaire = read_questionnaire(draft.data)
    except DefinitionFaults as refusal:
        languages, has_faults = draft.data.get("languages", ()), bool(findings.faults)
        for fault in refusal.faults:
            cell = draft.cell_of(fault.path)
            # a text that lacks in a language is told already, at its own cell or its column's head
            is_told = has_faults and fault.code == "not_text" and fault.path[-1:] and fault.path[-1] in languages
            if not is_told:
                findings.faults.append(SheetFault(cell.sheet, cell.name, fault.message, fault.remedy))
    faults = tuple(_in_order(findings.faults))
    return WorkbookReading(None if faults else questionnaire, draft.data, faults, tuple(findings.notes))


def _in_order(faults: Iterable[SheetFault]) -> list[SheetFault]:
    return list(dict.fromkeys(faults))
