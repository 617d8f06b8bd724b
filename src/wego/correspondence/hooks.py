"""Where apps above correspondence tell it what letters are about, and whether a member's dues are paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from wego.core.hooks import Slot
from wego.core.money import Money
from wego.core.office import Words
from wego.core.references import Reference


@dataclass(frozen=True)
class MatterSource:
    """One kind of thing that a letter may be about: those to choose from, and the page of one in the office."""

    kind: str  # of its references
    label: Words
    choices: Callable[[], Sequence[Reference]]
    address: Callable[[str], str]


@dataclass(frozen=True)
class PaidInvoice:
    """What was paid of an invoice of dues, and when the last of it came."""

    number: str
    paid: Money
    last_paid_on: date


@dataclass(frozen=True)
class CertifiedYear:
    """The dues of a member in a year: what was paid; `is_paid` where all that was invoiced was paid, and nothing else
    settled it (a credit note or a write-off is no payment)."""

    year: int
    is_paid: bool
    invoices: Sequence[PaidInvoice] = field(default_factory=tuple)
    is_demonstration: bool = False


# filler() -> MatterSource
matters = Slot("correspondence.matters")
# filler(organisation) -> a sequence of CertifiedYear, the latest first
dues_of_member = Slot("correspondence.dues_of_member")
