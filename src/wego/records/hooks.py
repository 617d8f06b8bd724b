"""Where the record asks what only apps above know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from wego.core.hooks import Slot


@dataclass(frozen=True)
class EvidenceUse:
    """Something that a document bears out: what, since when, on which page of the document, and how to find where its
    people read it (asked only where it is shown)."""

    label: str
    find_url: Callable[[], str] = str
    since: date | None = None
    page: str = ""

    @property
    def url(self) -> str:
        return self.find_url()


# What uses these documents: filler(numbers) -> {number: [EvidenceUse]}; one query or two each, however many there are.
evidence_uses = Slot("records.evidence_uses")
# Documents that the office must not see yet: filler() -> the numbers of documents (a query of them).
evidence_held_back = Slot("records.evidence_held_back")
