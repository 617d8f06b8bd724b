"""Many cities of an edition explained at once, for what shows them all."""

from __future__ import annotations

from collections.abc import Sequence

from wego.cityindex.models import Element, Score, Unit, Value
from wego.cityindex.queries.explanations import CityExplanation, explained


def explanations_of(units: Sequence[Unit], elements: Sequence[Element]) -> list[CityExplanation]:
    """Every element as it stands for each of these cities, in their order; two queries, however many there are."""
    scores: dict[int, dict[int, Score]] = {unit.pk: {} for unit in units}
    values: dict[int, dict[int, Value]] = {unit.pk: {} for unit in units}
    for score in Score.objects.filter(unit__in=units):
        scores[score.unit_id][score.element_id] = score
    for value in Value.objects.filter(unit__in=units):
        values[value.unit_id][value.element_id] = value
    return [explained(unit, elements, scores[unit.pk], values[unit.pk]) for unit in units]
