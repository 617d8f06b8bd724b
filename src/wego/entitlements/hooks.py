"""Where apps above tell what members made of their benefits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wego.core.hooks import Slot


@dataclass(frozen=True)
class BenefitUse:
    """One time that a member used a benefit: the code of an entitlement; `text` is in the reader's language."""

    organisation_id: int
    benefit: str
    day: date
    text: str
    url: str = ""


# filler(year, organisation) -> an iterable of BenefitUse of that year, of one organisation or, for None, of all; a few
# queries, however many there are. What is made up for a demonstration is no use.
benefit_uses = Slot("entitlements.benefit_uses")
