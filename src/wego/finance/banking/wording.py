"""Faults and notes of a bank's file in the reader's language, with its name and line."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wego.datafiles import DataFault, DataFaults
from wego.engines.banking import Fault, FileRefused, Note
from wego.engines.banking.messages import MESSAGES, NOTES


def told(file: str, refusal: FileRefused) -> DataFaults:
    """The refusal as people read it."""
    return DataFaults(_fault(file, fault) for fault in refusal.faults)


def told_notes(notes: Iterable[Note]) -> list[str]:
    """The notes as sentences."""
    return [_note(note) for note in notes]


def _fault(file: str, fault: Fault) -> DataFault:
    message, remedy = MESSAGES[fault.code]
    return DataFault(file, _(message) % fault.params, _(remedy) % fault.params, fault.line, fault.key)


def _note(note: Note) -> str:
    said = _(NOTES[note.code]) % note.params
    return _("Line %(line)s: %(said)s") % {"line": note.line, "said": said} if note.line else said
