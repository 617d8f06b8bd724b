"""What is wrong with a bank's file, and what is worth knowing of it: codes with facts, worded by whoever shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason to refuse a file: its code and facts (`messages.py`), the line of the file, the field or column."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a file that was left aside or read in a way that a person may want to know."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None


class FileRefused(Exception):
    """The file cannot be trusted; nothing of it may be used."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.code for fault in faults))


def refused(code: str, line: int | None = None, key: str = "", /, **params: object) -> FileRefused:
    """A refusal with one fault."""
    return FileRefused(Fault(code, params, line, key))
