"""What is wrong in a data file: one fault, and the refusal that carries all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KeyPath = Sequence[str | int]


def key_text(path: KeyPath) -> str:
    """`("sections", 0, "questions")` as people write it: `sections[0].questions`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


@dataclass(frozen=True)
class DataFault:
    """One fault: where it is, what is wrong, and what would be right."""

    file: str
    message: str
    remedy: str = ""
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        parts = [place, self.key, self.message + (f" ({self.remedy})" if self.remedy else "")]
        return ": ".join(part for part in parts if part)


class DataFaults(Exception):
    """The input was understood and refused; nothing of it was taken."""

    def __init__(self, faults: Iterable[DataFault]):
        self.faults: tuple[DataFault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
