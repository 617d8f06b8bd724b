"""A framework's definition: how each slip is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wego.engines.definitions import DefinitionFaults
from wego.engines.questions import QuestionnaireDefinition
from wego.engines.scoring import questionnaire_of, read_framework

Data = dict[str, Any]


def row(data: Data, dimension: int, place: int) -> Data:
    return data["dimensions"][dimension]["questions"][place]


REFUSED: list[tuple[Callable[[Data], Any], str, str]] = [
    (lambda d: d.update(weights={}), "weights", "unknown_key"),
    (lambda d: d.pop("stages"), "stages", "missing_key"),
    (lambda d: d.update(rule="level"), "rule", "not_allowed"),
    (lambda d: d.update(questionnaire="cities"), "questionnaire", "wrong_questionnaire"),
    (lambda d: d.update(version=1), "version", "not_text"),
    (lambda d: d.update(minimum_answered=75), "minimum_answered", "not_a_share"),
    (lambda d: d["title"].update(ko="x"), "title.ko", "unknown_key"),
    (lambda d: d["aspects"].append(d["aspects"][0]), "aspects[2].code", "duplicate"),
    (lambda d: d["dimensions"][0].update(code="tools"), "dimensions[0].code", "duplicate"),
    (lambda d: d["dimensions"][1].update(weight=0), "dimensions[1].weight", "not_positive"),
    (lambda d: d["dimensions"][0].update(questions=[]), "dimensions[0].questions", "empty"),
    (lambda d: row(d, 0, 0).update(question="signal"), "dimensions[0].questions[0].question", "unknown_question"),
    (lambda d: row(d, 0, 0).update(question="plan"), "dimensions[1].questions[0]", "duplicate"),
    (lambda d: row(d, 0, 0).update(question="owner"), "dimensions[0].questions[0].question", "no_order"),
    (lambda d: row(d, 0, 0).update(aspect="tool"), "dimensions[0].questions[0].aspect", "not_allowed"),
    (lambda d: row(d, 0, 0).pop("aspect"), "dimensions[0].questions[0].aspect", "missing_key"),
    (lambda d: row(d, 0, 0).update(full=2), "dimensions[0].questions[0].full", "not_for_this_kind"),
    (lambda d: row(d, 0, 0).update(weight=-1), "dimensions[0].questions[0].weight", "not_positive"),
    (lambda d: row(d, 1, 1).update(full=5), "dimensions[1].questions[1].full", "out_of_reach"),
    (lambda d: row(d, 1, 2).pop("thresholds"), "dimensions[1].questions[2].thresholds", "missing_key"),
    (lambda d: row(d, 1, 2).update(thresholds=[]), "dimensions[1].questions[2].thresholds", "empty"),
    (lambda d: row(d, 1, 2).update(thresholds=[50, 20]), "dimensions[1].questions[2].thresholds[1]", "not_ordered"),
    (lambda d: row(d, 1, 2).update(thresholds=[50, 101]), "dimensions[1].questions[2].thresholds[1]", "out_of_reach"),
    (lambda d: row(d, 1, 2).update(thresholds=[0.25]), "dimensions[1].questions[2].thresholds[0]", "out_of_reach"),
    (lambda d: row(d, 1, 3).update(thresholds=[30, 60]), "dimensions[1].questions[3].thresholds[1]", "not_ordered"),
    (lambda d: row(d, 1, 3).update(direction=0), "dimensions[1].questions[3].direction", "not_allowed"),
    (lambda d: row(d, 1, 3).update(benchmark=5), "dimensions[1].questions[3].benchmark", "unknown_key"),
    (lambda d: d["stages"][0].update({"from": 5}), "stages[0].from", "not_from_zero"),
    (lambda d: d["stages"][2].update({"from": 40}), "stages[2].from", "not_ordered"),
    (lambda d: d["stages"][2].update({"from": 101}), "stages[2].from", "not_ordered"),
    (
        lambda d: d.update(gates=[], stages=[*d["stages"], {**d["stages"][0], "from": 90}]),
        "stages[3].code",
        "duplicate",
    ),
    (lambda d: d["gates"][1].update(highest="high"), "gates[1].highest", "no_effect"),
    (lambda d: d["gates"][0].update(highest="top"), "gates[0].highest", "not_allowed"),
    (lambda d: d["gates"][0].update(while_below=0), "gates[0].while_below", "no_effect"),
    (lambda d: d["gates"][0].update(of="parts"), "gates[0].of", "not_allowed"),
    (lambda d: d["gates"][0].update(of=["ghost"]), "gates[0].of[0]", "unknown_dimension"),
    (lambda d: d["gates"][0].update(of=[]), "gates[0].of", "empty"),
    (lambda d: d["gates"][0].update(of=["tools", d["dimensions"][0]["code"]]), "gates[0].of", "mixed"),
    (lambda d: d["stages"][0].update(to=30), "stages[1].from", "gap"),
    (lambda d: d["stages"][0].update(to=90), "stages[1].from", "overlap"),
    (lambda d: d["stages"][1].update(to=10), "stages[1].to", "backwards"),
    (lambda d: d["stages"][-1].update(to=90), "stages[2].to", "gap"),
    (lambda d: d.update(bands=[]), "bands", "not_for_this_rule"),
    (lambda d: d["dimensions"][0].update(group="inside"), "dimensions[0].group", "unknown_key"),
    (lambda d: d["next_steps"].update(count=0), "next_steps.count", "not_a_whole_number"),
    (lambda d: d["next_steps"]["advice"][0].update(option="trial"), "next_steps.advice[0].option", "unknown_option"),
    (lambda d: d["next_steps"]["advice"][0].update(kinds=["text"]), "next_steps.advice[0].kinds[0]", "not_allowed"),
]


@pytest.mark.parametrize(("spoil", "key", "code"), REFUSED, ids=[f"{key}-{code}" for _, key, code in REFUSED])
def test_a_slip_is_refused_at_its_key(
    towns: QuestionnaireDefinition, framework_data: Data, spoil: Callable[[Data], Any], key: str, code: str
) -> None:
    spoil(framework_data)

    with pytest.raises(DefinitionFaults) as refusal:
        read_framework(framework_data, towns)

    assert [(fault.key, fault.code) for fault in refusal.value.faults] == [(key, code)]


def test_a_scored_question_may_not_hide_another(towns: QuestionnaireDefinition, framework_data: Data) -> None:
    framework_data["dimensions"][1]["questions"].append({"question": "has_port", "aspect": "tools"})

    with pytest.raises(DefinitionFaults) as refusal:
        read_framework(framework_data, towns)

    (fault,) = refusal.value.faults
    assert (fault.key, fault.code) == ("dimensions[0].questions[2]", "depends_on_score")


def test_a_gate_on_aspects_needs_aspects(towns: QuestionnaireDefinition, framework_data: Data) -> None:
    framework_data["dimensions"] = [{"code": "all", "title": {"en": "All"}, "questions": ["signals"]}]
    framework_data["gates"] = [framework_data["gates"][1]]
    framework_data.pop("aspects")

    with pytest.raises(DefinitionFaults) as refusal:
        read_framework(framework_data, towns)

    assert [(fault.key, fault.code) for fault in refusal.value.faults] == [("gates[0].of", "no_effect")]


def test_a_question_without_further_keys_may_stand_as_its_code(
    towns: QuestionnaireDefinition, framework_data: Data
) -> None:
    for key in ("aspects", "gates"):
        framework_data.pop(key)
    framework_data["dimensions"] = [{"code": "all", "title": {"en": "All"}, "questions": ["signals", "rating"]}]

    items = read_framework(framework_data, towns).items

    assert [(item.question, item.weight, item.aspect) for item in items] == [("signals", 1, None), ("rating", 1, None)]


def test_the_questionnaire_is_named_before_the_rest_is_read(framework_data: Data) -> None:
    assert questionnaire_of(framework_data) == "towns"
    for broken in ({}, [], {"questionnaire": 5}, None):
        with pytest.raises(DefinitionFaults):
            questionnaire_of(broken)


@pytest.mark.parametrize(
    "data", [None, [], 5, {}, {"rule": "levels"}, {"rule": "levels", "dimensions": [3], "stages": [[]]}]
)
def test_what_is_no_framework_is_refused_without_a_crash(towns: QuestionnaireDefinition, data: object) -> None:
    with pytest.raises(DefinitionFaults):
        read_framework(data, towns)
