"""What is wrong with a bank's file, and what is worth knowing of it: codes with facts, worded by whoever shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wego.engines.messages import Message


@dataclass(frozen=True, slots=True)
class FileFault:
    """One reason to refuse a file: what is said (`messages.py`), the line of the file, the field or column."""

    said: Message
    line: int | None = None
    key: str = ""

    @property
    def code(self) -> str:
        return self.said.code


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a file that was left aside or read in a way that a person may want to know."""

    said: Message
    line: int | None = None

    @property
    def code(self) -> str:
        return self.said.code

    @property
    def params(self) -> Mapping[str, object]:
        return self.said.params


class FileRefused(Exception):
    """The file cannot be trusted; nothing of it may be used."""

    def __init__(self, *faults: FileFault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.said.code for fault in faults))


def refused(code: str, line: int | None = None, key: str = "", /, **params: object) -> FileRefused:
    """A refusal with one fault."""
    return FileRefused(FileFault(Message(code, params), line, key))
