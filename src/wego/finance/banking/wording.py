"""Faults and notes of a bank's file in the reader's language, with its name and line."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.core.engine_messages import in_words
from wego.datafiles import DataFault, DataFaults
from wego.engines.banking import FileFault, FileRefused, Note
from wego.finance.banking.models import BankStatement
from wego.finance.banking.words import REMEDIES, WORDS


def data_faults_of(file: str, refusal: FileRefused) -> DataFaults:
    """The refusal as people read it."""
    return DataFaults(_fault(file, fault) for fault in refusal.faults)


def render_notes(notes: Iterable[Note]) -> list[str]:
    """The notes as sentences."""
    return [_note(note) for note in notes]


def render_gaps(statements: Iterable[BankStatement]) -> list[str]:
    """That a statement seems to be missing before each of these."""
    message = _("Before %(day)s a statement of account %(account)s seems to be missing.")
    return [message % {"day": one.from_on.isoformat(), "account": one.account} for one in statements]


def render_result(*, added: int, known: int, matched: int) -> str:
    """What a file brought."""
    parts = (
        ngettext("%(count)d new line", "%(count)d new lines", added) % {"count": added},
        ngettext("%(count)d known already", "%(count)d known already", known) % {"count": known},
        ngettext("%(count)d matched by itself", "%(count)d matched by themselves", matched) % {"count": matched},
    )
    return ", ".join(parts) + "."


def render_doubtful(count: int) -> str:
    """What is to be done about lines that equal known ones."""
    words = ngettext(
        "%(count)d line equals a known one, and nothing proves that it is new. Look at both before matching it.",
        "%(count)d lines equal known ones, and nothing proves that they are new. Look at both before matching one.",
        count,
    )
    return words % {"count": count}


def _fault(file: str, fault: FileFault) -> DataFault:
    return DataFault(file, in_words(fault.said, WORDS), in_words(fault.said, REMEDIES), fault.line, fault.key)


def _note(note: Note) -> str:
    said = in_words(note.said, WORDS)
    return _("Line %(line)s: %(said)s") % {"line": note.line, "said": said} if note.line else said
