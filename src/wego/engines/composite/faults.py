"""What is wrong or doubtful about a method or its data, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wego.engines.messages import Message, english

from .messages import MESSAGES

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class IndexFault:
    """One thing wrong (or, in a list of doubts, doubtful), with its place.

    `key` is a path into the method's mapping, such as ("element", 3, "weight"); `unit` and `indicator` name a row, a
    column or a cell of the data, `time` the year where there are several. `advice` says what would be right.
    """

    said: Message
    advice: Message | None = None
    key: Key = ()
    unit: str | None = None
    indicator: str | None = None
    time: float | None = None

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return english(self.said, MESSAGES)

    @property
    def remedy(self) -> str:
        """What would be right, in English; empty where nothing is advised."""
        return english(self.advice, MESSAGES) if self.advice else ""

    def __str__(self) -> str:
        time = None if self.time is None else time_text(self.time)
        place = dotted(self.key) or ", ".join(name for name in (self.unit, self.indicator, time) if name)
        said = f"{place}: {self.message}" if place else self.message
        return f"{said}; {self.remedy}" if self.remedy else said


class CompositeFaults(ValueError):
    """The input was understood and refused; `faults` lists every reason that was found."""

    def __init__(self, faults: Iterable[IndexFault]) -> None:
        self.faults: tuple[IndexFault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def time_text(time: float) -> str:
    """Write a time as people do, and no two alike: 2024, 20240131, 2024.5."""
    return str(int(time)) if float(time).is_integer() else repr(float(time))


def dotted(key: Key) -> str:
    """Write a key path as people do: element[3].weight, counted from 0."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
