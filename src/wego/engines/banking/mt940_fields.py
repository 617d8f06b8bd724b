"""The fields of MT940 messages, whatever carries or frames them: one pass over the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wego.engines.banking.faults import Note, refused
from wego.engines.messages import message

TAG = re.compile(r":([0-9]{2}[A-Z]?):(.*)")
BLOCK = re.compile(r"\{[1-5S]:")
# Banks print their own name, the message's type and a line of X around a message.
FRAME = re.compile(r":?94[0-2]:?( 00)?|[A-Z0-9]{8,16}|[0-9]{4} [0-9]{2}[A-Z0-9]+|[0-9]{3}|\{.*|\}+|-+X*|[\x01\x03]+")
HEAD = ("20", "21", "25", "25P", "28", "28C", "13", "13D", "34F", "60F", "60M", "90D", "90C")
AFTER_20 = re.compile(r":(21|25P?|28C?):")
TAIL = ("62F", "62M", "64", "65", "90D", "90C")
LONGEST_FIELD = 20_000
MOST_NOTES = 20


@dataclass
class Field:
    """One field of a message: its tag, what it says (line by line), the line on which it begins."""

    tag: str
    lines: list[str]
    line: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Mt940Message:
    """The fields of one statement message."""

    fields: list[Field] = field(default_factory=list)
    is_wrapped: bool = False

    def first(self, *tags: str) -> Field | None:
        return next((item for item in self.fields if item.tag in tags), None)

    def has(self, *tags: str) -> bool:
        return self.first(*tags) is not None

    def beside_bookings(self) -> Iterator[Field]:
        """Every field 86 that is of the statement itself."""
        for before, item in zip([None, *self.fields], self.fields, strict=False):
            if item.tag == "86" and (before is None or before.tag != "61"):
                yield item

    def bookings(self) -> Iterator[tuple[Field, str]]:
        """Every field 61 with what its field 86 says."""
        for place, item in enumerate(self.fields):
            if item.tag == "61":
                after = self.fields[place + 1] if place + 1 < len(self.fields) else None
                yield item, after.text if after and after.tag == "86" else ""


def messages_of(text: str) -> tuple[list[Mt940Message], list[Note]]:
    """Every message; what stands between them and is no frame is noted."""
    reader = _Fields(text.split("\n"))
    for number, line in enumerate(reader.rows, 1):
        reader.take(line, number)
    if reader.open and reader.open.is_wrapped:
        raise refused("cut_off_block", len(reader.rows))
    return reader.messages, reader.notes


class _Fields:
    """Where the reader stands: the message that is open, and the tags that it has had."""

    def __init__(self, rows: list[str]) -> None:
        self.rows = rows
        self.messages: list[Mt940Message] = []
        self.notes: list[Note] = []
        self.open: Mt940Message | None = None
        self.tags: set[str] = set()
        self.next_wrapped = False
        self.size = 0

    def take(self, line: str, number: int) -> None:
        """One line; frames may stand between messages on it."""
        if "\x01" not in line and "\x03" not in line:
            self.take_piece(line, number)
            return
        for piece in re.split("[\x01\x03]+", line):
            if piece:
                self.take_piece(piece, number)

    def take_piece(self, line: str, number: int) -> None:
        if BLOCK.match(line) and (self.open is None or line.startswith("{1:")):
            self.block(line, number)
        elif self.open and self.closes(line):
            self.open = None
            self.after_block(line.lstrip("-"), number)
        elif (tag := TAG.match(line)) and self.is_field(tag[1], tag[2], number):
            self.add(tag[1], tag[2], number)
        elif self.open and self.open.fields:
            self.append(line, number)
        elif line.strip() and not FRAME.fullmatch(line.strip()) and len(self.notes) < MOST_NOTES:
            self.notes.append(Note(message("left_aside", text=line.strip()[:60]), number))

    def block(self, line: str, number: int) -> None:
        """`{1:…}{2:…}{4:`, perhaps with the first field behind it."""
        if self.open and self.open.is_wrapped:
            raise refused("cut_off_block", number)
        self.open = None
        _head, found, rest = line.rpartition("{4:")
        self.next_wrapped = bool(found)
        if found and rest:
            self.take_piece(rest, number)

    def after_block(self, rest: str, number: int) -> None:
        rest = rest.removeprefix("}")
        start = rest.find("{1:")
        if start >= 0:
            self.block(rest[start:], number)

    def closes(self, line: str) -> bool:
        """A dash alone ends a message; behind the closing balance so does a dash with anything behind it."""
        assert self.open is not None
        bare = line.rstrip()
        if self.open.is_wrapped:
            return bare.startswith("-}")
        if bare.startswith("-}") or re.fullmatch(r"-{1,2}X*", bare):
            return True
        return bare.startswith("-") and bool(self.tags & {"62F", "62M"})

    def is_field(self, tag: str, text: str, number: int) -> bool:
        """Is it a field, or the payer's text that happens to begin like one?"""
        last = self.open.fields[-1].tag if self.open and self.open.fields else ""
        if self.open is None or not last:
            return tag in HEAD or tag == "61" or tag in TAIL
        if last not in ("61", "86"):
            return True
        if tag == "61":
            return not self.tags & {"62F", "62M"} and bool(re.match(r"[0-9]{4,6}", text))
        if tag == "86":
            return True
        if tag == "20":
            after = next((row for row in self.rows[number : number + 3] if row.strip()), "")
            return bool(AFTER_20.match(after)) or bool(self.tags & {"62F", "62M"})
        if tag in ("62F", "62M"):
            return not self.tags & {"62F", "62M"} and bool(re.match(r"[CD][0-9]", text))
        is_closed = bool(self.tags & {"62F", "62M"})
        is_interim = not self.tags & {"60F", "60M"}
        return (tag in ("64", "65") and is_closed) or (tag in ("90D", "90C") and is_interim)

    def add(self, tag: str, text: str, number: int) -> None:
        last = self.open.fields[-1] if self.open and self.open.fields else None
        if tag == "86" and last and last.tag == "86":
            self.append(text, number)  # some banks begin each line of it anew
            return
        if self.open is None or tag == "20":
            if self.open and self.open.is_wrapped and self.open.fields:
                raise refused("cut_off_block", number)
            self.open = Mt940Message(is_wrapped=self.next_wrapped)
            self.messages.append(self.open)
            self.tags, self.next_wrapped = set(), False
        self.open.fields.append(Field(tag, [text], number))
        self.tags.add(tag)
        self.size = len(text)

    def append(self, line: str, number: int) -> None:
        assert self.open is not None
        self.size += len(line) + 1
        if self.size > LONGEST_FIELD:
            raise refused("field_too_long", number, f":{self.open.fields[-1].tag}:")
        if line.strip():
            self.open.fields[-1].lines.append(line)
