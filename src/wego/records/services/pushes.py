"""Facts that a system of an organisation submits: checked like those that people type, all of them taken or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.members.models import ApiKey, Organisation
from wego.records.models import Observation
from wego.records.services.facts import FactOrigin, FactRefused, GivenFact, findings_of, fits_indicator, record_facts


@dataclass(frozen=True)
class FactFault:
    """What is wrong with one of the facts that are given: which, by its position, and which part of it."""

    number: int
    part: str
    words: str


class FactsRefused(RuleError):
    """Some of the facts cannot be taken as they are, so that none is."""

    def __init__(self, faults: Sequence[FactFault]) -> None:
        super().__init__(_("Nothing was recorded: correct the figures that are named, and send all of them again."))
        self.faults = sorted(faults, key=lambda fault: fault.number)


@transaction.atomic
def push_facts(*, key: ApiKey, given: Mapping[int, GivenFact], at: datetime) -> list[Observation]:
    """Record what a system submits, by its position in the request; what the organisation has said already is left
    alone. Of several periods the earlier come first, so that each is compared with the one before.

    Raises FactsRefused with every fault, and then nothing is written.
    """
    organisation = (
        Organisation.objects.select_for_update(of=("self",)).select_related("place").get(pk=key.organisation_id)
    )
    origin = FactOrigin(Reference.to(key))
    faults: list[FactFault] = []
    recorded: list[Observation] = []
    by_period: dict[str, dict[int, GivenFact]] = defaultdict(dict)
    for number, one in given.items():
        by_period[one.period][number] = one
    for _period, facts in sorted(by_period.items()):
        if found := _faults(organisation, facts, at):
            faults += found
        else:
            recorded += record_facts(organisation, list(facts.values()), origin, by=None, at=at)
    if faults:
        raise FactsRefused(faults)
    if recorded:
        after = {"organisation": organisation.slug, "facts": [one.pk for one in recorded]}
        audit.record("facts.pushed", key, by=None, at=at, after=after)
    return recorded


def _faults(organisation: Organisation, facts: Mapping[int, GivenFact], at: datetime) -> list[FactFault]:
    faults: list[FactFault] = []
    sound: dict[int, GivenFact] = {}
    said: set[tuple[object, ...]] = set()
    for number, one in facts.items():
        try:
            fitting = fits_indicator(one)
        except FactRefused as refusal:
            faults.append(FactFault(number, refusal.part, str(refusal)))
            continue
        what = (one.indicator.pk, one.written_breakdown, one.boundary)
        if what in said:
            faults.append(FactFault(number, "indicator", _("This figure appears twice in the request.")))
            continue
        said.add(what)
        sound[number] = fitting
    numbers = {one.indicator.pk: number for number, one in sound.items() if one.value is not None and not one.breakdown}
    for found in findings_of(organisation, list(sound.values()), at=at):
        number = numbers[found.indicator.pk]
        if found.is_refusal or not sound[number].note:
            asked = "" if found.is_refusal else " " + _("Correct the value, or explain it in “note”.")
            faults.append(FactFault(number, "value" if found.is_refusal else "note", found.text + asked))
    return faults
