"""Rules for facts: each kind finds what it is for and leaves the rest alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from wego.datafiles import read_yaml
from wego.engines.checks import CheckBasis, CheckSet, find, read_checks
from wego.engines.crosswalks import FormulaFault, read_crosswalk, read_formula
from wego.engines.definitions import DefinitionFaults

NETWORK = Path(__file__).parents[2] / "networks" / "wego"
TEXT = {"en": "Wrong", "ko": "틀림", "zh-hans": "错误"}


def rules(*given: dict[str, Any]) -> CheckSet:
    filled = [{"code": f"rule-{n}", "outcome": "comment", "text": TEXT, **one} for n, one in enumerate(given)]
    return read_checks({"checks": filled})


def numbers(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


GROWING = numbers(100, 102, 105, 107, 110, 112)
LIKE = numbers(9, 10, 10, 11, 12, 12, 13, 14, 15)


@pytest.mark.parametrize(
    ("rule", "values", "more", "is_found"),
    [
        ({"kind": "range", "indicator": "a", "minimum": 0, "maximum": 10}, {"a": 11}, {}, True),
        ({"kind": "range", "indicator": "a", "minimum": 0, "maximum": 10}, {"a": 10}, {}, False),
        ({"kind": "range", "indicator": "*"}, {"a": 11}, {"limits": {"a": (None, Decimal(10))}}, True),
        ({"kind": "range", "indicator": "*"}, {"a": -1}, {"limits": {"a": (Decimal(0), None)}}, True),
        ({"kind": "range", "indicator": "*"}, {"a": 11}, {}, False),
        ({"kind": "whole", "indicator": "a"}, {"a": "1.5"}, {}, True),
        ({"kind": "whole", "indicator": "a"}, {"a": 2}, {}, False),
        ({"kind": "year", "indicator": "a"}, {"a": 2030}, {"year": 2026}, True),
        ({"kind": "year", "indicator": "a"}, {"a": 2026}, {"year": 2026}, False),
        ({"kind": "not_above", "indicator": "a", "other": "b"}, {"a": 3, "b": 2}, {}, True),
        ({"kind": "not_above", "indicator": "a", "other": "b"}, {"a": 2, "b": 2}, {}, False),
        ({"kind": "not_above", "indicator": "a", "other": "b"}, {"a": 3}, {}, False),
        ({"kind": "sum", "indicator": "a", "parts": ["b", "c"]}, {"a": 5, "b": 2, "c": 2}, {}, True),
        ({"kind": "sum", "indicator": "a", "parts": ["b", "c"], "tolerance": 1}, {"a": 5, "b": 2, "c": 2}, {}, False),
        ({"kind": "sum", "indicator": "a", "parts": ["b", "c"]}, {"a": 5, "b": 2}, {}, False),
        ({"kind": "slip", "indicator": "*"}, {"a": 112_000}, {"history": {"a": GROWING}}, True),
        ({"kind": "slip", "indicator": "*"}, {"a": "0.115"}, {"history": {"a": GROWING}}, True),
        ({"kind": "slip", "indicator": "*"}, {"a": 1120}, {"history": {"a": GROWING}}, False),
        ({"kind": "slip", "indicator": "*"}, {"a": 112_000}, {}, False),
        ({"kind": "history", "indicator": "*"}, {"a": 200}, {"history": {"a": GROWING}}, True),
        ({"kind": "history", "indicator": "*"}, {"a": 115}, {"history": {"a": GROWING}}, False),
        ({"kind": "history", "indicator": "a"}, {"a": 500}, {"peers": {("a", ""): LIKE}}, True),
        ({"kind": "history", "indicator": "a"}, {"a": 12}, {"peers": {("a", ""): LIKE}}, False),
        ({"kind": "history", "indicator": "a"}, {"a": 500}, {"peers": {("a", ""): LIKE[:7]}}, False),
        ({"kind": "history", "indicator": "a", "per": "b"}, {"a": 120, "b": 10}, {"peers": {("a", "b"): LIKE}}, False),
        ({"kind": "history", "indicator": "a", "per": "b"}, {"a": 12, "b": 10}, {"peers": {("a", "b"): LIKE}}, True),
    ],
)
def test_a_rule_finds_what_it_is_for(
    rule: dict[str, Any], values: dict[str, Any], more: dict[str, Any], is_found: bool
) -> None:
    evidence = CheckBasis({code: Decimal(str(value)) for code, value in values.items()}, **more)

    assert bool(find(rules(rule), ["a"], evidence)) is is_found


def test_a_rule_between_two_looks_whichever_of_them_is_given() -> None:
    checks = rules({"kind": "not_above", "indicator": "a", "other": "b", "outcome": "refuse"})
    evidence = CheckBasis({"a": Decimal(3), "b": Decimal(2)})

    (found,) = find(checks, ["b"], evidence)

    assert (found.indicator, found.value, found.expected, found.is_refusal) == ("a", 3, 2, True)
    assert find(checks, ["c"], evidence) == []


def test_every_fault_of_the_rules_is_found_with_its_place() -> None:
    wrong = [
        {"code": "a", "kind": "range", "indicator": "x", "outcome": "warn", "text": TEXT},
        {"code": "a", "kind": "sum", "indicator": "*", "outcome": "refuse", "text": TEXT, "parts": []},
        {"code": "b", "kind": "guess", "indicator": "x", "outcome": "refuse", "text": TEXT},
        {"code": "c", "kind": "not_above", "indicator": "x", "outcome": "refuse", "text": {"en": "No"}},
    ]

    with pytest.raises(DefinitionFaults) as refusal:
        read_checks({"checks": wrong})

    assert {fault.key for fault in refusal.value.faults} >= {
        "checks[0].outcome",
        "checks[1].code",
        "checks[1].indicator",
        "checks[2].kind",
        "checks[3].other",
        "checks[3].text.ko",
    }


# --- crosswalks
def test_a_formula_is_arithmetic_and_nothing_else() -> None:
    formula = read_formula("(a - b) / a * 100")

    assert formula.names == {"a", "b"}
    assert formula.value({"a": Decimal(8), "b": Decimal(3)}) == Decimal("62.5")
    assert formula.value({"a": Decimal(0), "b": Decimal(3)}) is None
    assert read_formula("-a + 0.1").value({"a": Decimal("0.2")}) == Decimal("-0.1")


@pytest.mark.parametrize("text", ["a ** 9", "f(a)", "a.b", "a if b else c", "'a'", "True", "", "a +", "a" * 201, "[a]"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaFault):
        read_formula(text)


def link(**more: Any) -> dict[str, Any]:
    return {"links": [{"code": "one", "to": "indicator:share", "from": "question:form.share", **more}]}


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"to": "share"}, "links[0].to"),
        ({"from": {"a": "question:form.a", "b": "question:form.b"}}, "links[0].from"),
        ({"formula": "x + y"}, "links[0].formula"),
        ({"numerator": "x"}, "links[0]"),
        ({"formula": "x ** 2"}, "links[0].formula"),
        ({"differs": {"en": "Only in English"}}, "links[0].differs.ko"),
        ({"options": {"none": False}}, "links[0].options"),
        ({"to": "question:form.b", "options": {"none": 1}}, "links[0].options.none"),
        ({"to": "question:form.b", "formula": "x", "options": {"none": False}}, "links[0].options"),
    ],
)
def test_a_faulty_link_is_refused_with_its_place(wrong: dict[str, Any], key: str) -> None:
    with pytest.raises(DefinitionFaults) as refusal:
        read_crosswalk(link(**wrong))

    assert key in {fault.key for fault in refusal.value.faults}


def test_what_states_an_indicator_as_it_is_is_answered_by_it_too() -> None:
    plain, computed = read_crosswalk(link()), read_crosswalk(link(formula="x * 100"))

    assert [(str(one.to), str(one.inputs["x"])) for one in plain.answers_to("form")] == [
        ("question:form.share", "indicator:share")
    ]
    assert computed.answers_to("form") == []
    assert [one.code for one in computed.facts_from("form")] == ["one"]


def test_options_lead_from_one_question_to_another_one_way() -> None:
    crosswalk = read_crosswalk(link(to="question:other.b", options={"none": False, "all": True}))

    assert [(one.is_plain, dict(one.options)) for one in crosswalk.answers_to("other")] == [
        (False, {"none": False, "all": True})
    ]
    assert crosswalk.answers_to("form") == []


def test_the_networks_own_rules_are_sound_and_name_what_there_is() -> None:
    checks = read_checks(read_yaml(NETWORK / "checks.yaml").data)
    crosswalk = read_crosswalk(read_yaml(NETWORK / "crosswalk.yaml").data)
    declared = {one["code"] for one in read_yaml(NETWORK / "indicators.yaml").data["indicators"]}
    questions = {
        f"{form['code']}.{question['code']}": (question, form.get("scales", {}))
        for path in (NETWORK / "questionnaires").glob("*.yaml")
        for form in [read_yaml(path).data]
        for section in form["sections"]
        for question in section["questions"]
    }

    assert checks.indicators | crosswalk.indicators <= declared | {"*"}
    assert {ref.name for _link, ref in crosswalk.questions()} <= set(questions)
    for one in crosswalk.links:
        if one.options:
            (asked, scales), (answered, _) = questions[one.inputs["x"].name], questions[one.to.name]
            known = asked.get("options") or scales[asked["scale"]]
            assert set(one.options) <= {option["code"] for option in known}, one.code
            assert answered["kind"] == "yes_no", one.code
            assert set(one.options.values()) == {True, False}, one.code
        if one.to.kind == "question" and not one.is_plain:
            assert set(one.differs) == {"en", "ko", "zh-hans"}, one.code
