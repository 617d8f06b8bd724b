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
    message = _("A statement of account %(account)s may be missing before %(day)s.")
    return [message % {"day": one.from_on.isoformat(), "account": one.account} for one in statements]


def render_result(*, added: int, known: int, matched: int) -> str:
    """What a file brought."""
    parts = (
        ngettext("%(count)d new transaction", "%(count)d new transactions", added) % {"count": added},
        ngettext("%(count)d already known", "%(count)d already known", known) % {"count": known},
        ngettext("%(count)d matched automatically", "%(count)d matched automatically", matched) % {"count": matched},
    )
    return ", ".join(parts) + "."


def render_doubtful(count: int) -> str:
    """What is to be done about lines that equal known ones."""
    words = ngettext(
        "%(count)d transaction matches a known one and may be a duplicate. Check both before matching it.",
        "%(count)d transactions match known ones and may be duplicates. Check both before matching one.",
        count,
    )
    return words % {"count": count}


def _fault(file: str, fault: FileFault) -> DataFault:
    return DataFault(file, in_words(fault.said, WORDS), in_words(fault.said, REMEDIES), fault.line, fault.key)


def _note(note: Note) -> str:
    said = in_words(note.said, WORDS)
    return _("Line %(line)s: %(said)s") % {"line": note.line, "said": said} if note.line else said
