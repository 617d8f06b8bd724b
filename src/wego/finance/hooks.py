"""Where apps above finance tell it what an act of money may rest on, and what is unfinished."""

from __future__ import annotations

from dataclasses import dataclass

from wego.core.hooks import Slot

# What is begun and would still book into some days: filler(start, end) -> [Draft], or None. A year or a month with any
# of them is not closed.
drafts = Slot("finance.drafts")


@dataclass(frozen=True)
class UnfinishedWork:
    """Something begun that is to be finished or dropped first: what it is called, and the page where that is done."""

    label: str
    address: str

    def __str__(self) -> str:
        return self.label
