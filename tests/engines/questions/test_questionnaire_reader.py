"""A questionnaire's definition: what is accepted, and how each slip is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wego.engines.questions import DefinitionFaults, Kind, QuestionnaireDefinition, read_questionnaire

Data = dict[str, Any]


def faults_of(data: object) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionFaults) as refusal:
        read_questionnaire(data)
    return [(fault.key, fault.code) for fault in refusal.value.faults]


def question(data: Data, code: str) -> Data:
    return next(q for section in data["sections"] for q in section["questions"] if q["code"] == code)


def test_a_sound_definition_is_read(small: QuestionnaireDefinition, wide: QuestionnaireDefinition) -> None:
    served = small.question_by_code["served"]

    assert small.languages == ("en", "ko", "zh-hans")
    assert [section.code for section in small.sections] == ["first", "second"]
    assert {q.kind for q in wide.questions} == set(Kind)
    assert served.constraints[0].other == "population"
    assert small.question_by_code["population"].indicator == "population"
    assert small.question_by_code["share"].unit == {"en": "%", "ko": "%", "zh-hans": "%"}
    assert small.question_by_code["since"].earliest == date(1990, 1, 1)
    assert [option.value for option in small.question_by_code["signals"].options] == [0, 1, 2]


def test_specials_come_from_the_questionnaire_unless_the_question_says_otherwise(
    small: QuestionnaireDefinition,
) -> None:
    assert small.question_by_code["share"].allowed_specials == ("dont_know",)
    assert small.question_by_code["signals"].allowed_specials == ("dont_know", "not_applicable")
    assert small.question_by_code["law"].allowed_specials == ()


def test_reads_follows_conditions_through_others(small: QuestionnaireDefinition) -> None:
    assert small.reads("population") == frozenset()
    assert small.reads("proof") == {"owner", "since", "law", "channels"}


def test_option_texts_replace_the_words_of_the_scale(small_data: Data) -> None:
    own = {"en": "No signals", "ko": "신호 없음", "zh-hans": "没有信号"}
    question(small_data, "signals")["option_texts"] = {"none": own}

    signals = read_questionnaire(small_data).question_by_code["signals"]

    assert signals.options[0].text == own
    assert signals.options[0].value == Decimal(0)
    assert signals.options[1].text["en"] == "planned"


def change(target: str, /, **changes: Any) -> Callable[[Data], None]:
    return lambda data: question(data, target).update(changes)


def drop(code: str, key: str) -> Callable[[Data], None]:
    return lambda data: question(data, code).pop(key)


REFUSED: list[tuple[Callable[[Data], Any], str, str]] = [
    (lambda d: d.update(titel="x"), "titel", "unknown_key"),
    (lambda d: d.pop("note"), "note", "missing_key"),
    (lambda d: d.update(version=2025.1), "version", "not_text"),
    (lambda d: d["title"].pop("ko"), "title.ko", "missing_key"),
    (lambda d: d["title"].update(fr="Petit"), "title.fr", "unknown_key"),
    (lambda d: d["title"].update(ko="  "), "title.ko", "not_text"),
    (lambda d: d.update(sections=[]), "sections", "empty"),
    (lambda d: d.update(allow=["no_idea"]), "allow[0]", "not_allowed"),
    (lambda d: d.update(languages=["en", "Korean"]), "languages[1]", "not_a_language"),
    (lambda d: d["sections"][0].update(questions=[]), "sections[0].questions", "empty_section"),
    (lambda d: d["sections"][1].update(code="first"), "sections[1].code", "duplicate"),
    (lambda d: d["scales"]["practice"][1].update(value=5), "scales.practice[2].value", "not_ordered"),
    (lambda d: d["scales"]["practice"][1].pop("value"), "scales.practice[1].value", "missing_key"),
    (lambda d: d["scales"]["practice"][1].update(code="dont_know"), "scales.practice[1].code", "reserved"),
    (lambda d: d["scales"]["practice"][1].update(code=False), "scales.practice[1].code", "not_a_code"),
    (change("law", code="signals"), "sections[1].questions[1].code", "duplicate"),
    (change("law", code="Law!"), "sections[1].questions[1].code", "not_a_code"),
    (change("law", kind="boolean"), "sections[1].questions[1].kind", "not_allowed"),
    (drop("law", "kind"), "sections[1].questions[1].kind", "missing_key"),
    (drop("law", "why"), "sections[1].questions[1].why", "missing_key"),
    (change("law", unit="%"), "sections[1].questions[1].unit", "unknown_key"),
    (change("law", required="yes"), "sections[1].questions[1].required", "not_true_or_false"),
    (change("signals", scale="practise"), "sections[0].questions[1].scale", "unknown_scale"),
    (
        change("signals", option_texts={"pilot": {"en": "a", "ko": "a", "zh-hans": "a"}}),
        "sections[0].questions[1].option_texts.pilot",
        "unknown_option",
    ),
    (lambda d: question(d, "owner")["options"].pop(), "sections[1].questions[3].options", "too_few_options"),
    (
        lambda d: question(d, "owner")["options"][0].update(value=1),
        "sections[1].questions[3].options",
        "partly_valued",
    ),
    (
        lambda d: question(d, "owner")["options"][0].update(exclusive=True),
        "sections[1].questions[3].options[0].exclusive",
        "unknown_key",
    ),
    (
        lambda d: question(d, "owner")["options"][1].update(code="mayor"),
        "sections[1].questions[3].options[1].code",
        "duplicate",
    ),
    (change("share", minimum=200), "sections[0].questions[3].maximum", "empty_range"),
    (change("share", decimals=9), "sections[0].questions[3].decimals", "too_many_decimals"),
    (change("share", maximum=float("inf")), "sections[0].questions[3].maximum", "not_a_number"),
    (drop("share", "unit"), "sections[0].questions[3].unit", "missing_key"),
    (change("share", indicator_part="period"), "sections[0].questions[3].indicator_part", "no_indicator"),
    (change("population", indicator_part="year"), "sections[0].questions[0].indicator_part", "not_allowed"),
    (change("since", earliest="1990-02-30"), "sections[1].questions[2].earliest", "not_a_date"),
    (change("since", latest="1980-01-01"), "sections[1].questions[2].latest", "empty_range"),
    (change("story", max_length=0), "sections[1].questions[4].max_length", "not_a_whole_number"),
    (
        change("served", constraints=[{"not_above": "nobody"}]),
        "sections[1].questions[0].constraints[0].not_above",
        "unknown_question",
    ),
    (
        change("served", constraints=[{"not_above": "since"}]),
        "sections[1].questions[0].constraints[0].not_above",
        "different_kinds",
    ),
    (
        change("served", constraints=[{"not_above": "served"}]),
        "sections[1].questions[0].constraints[0].not_above",
        "own_limit",
    ),
    (change("served", constraints=[{}]), "sections[1].questions[0].constraints[0]", "empty"),
]


@pytest.mark.parametrize(("spoil", "key", "code"), REFUSED, ids=[f"{key}-{code}" for _, key, code in REFUSED])
def test_a_slip_is_refused_at_its_key(small_data: Data, spoil: Callable[[Data], Any], key: str, code: str) -> None:
    spoil(small_data)

    assert faults_of(small_data) == [(key, code)]


CONDITIONS: list[tuple[Any, str, str]] = [
    ("law", "", "not_a_condition"),
    ({"question": "law"}, "", "not_a_condition"),
    ({"question": "law", "equals": True, "answered": True}, "", "not_a_condition"),
    ({"question": "law", "is": True}, ".is", "unknown_key"),
    ({"question": "lawn", "equals": True}, ".question", "unknown_question"),
    ({"question": "law", "at_least": 1}, ".at_least", "wrong_operator"),
    ({"question": "law", "equals": "yes"}, ".equals", "not_true_or_false"),
    ({"question": "signals", "equals": "pilot"}, ".equals", "unknown_option"),
    ({"question": "signals", "at_least": 3}, ".at_least", "never_true"),
    ({"question": "signals", "at_most": -1}, ".at_most", "never_true"),
    ({"question": "share", "equals": 101}, ".equals", "never_true"),
    ({"question": "share", "at_least": 101}, ".at_least", "never_true"),
    ({"value": {"answer": "share"}, "at_least": 101}, ".at_least", "never_true"),
    ({"value": 101, "at_most": {"answer": "share"}}, ".at_most", "never_true"),
    ({"question": "channels", "includes": "fax"}, ".includes", "unknown_option"),
    ({"question": "owner", "at_least": 1}, ".at_least", "no_order"),
    ({"question": "signals", "one_of": []}, ".one_of", "empty"),
    ({"any": []}, ".any", "empty"),
    ({"all": [{"question": "law", "equals": True}, {"not": 3}]}, ".all[1].not", "not_a_condition"),
    ({"question": "story", "answered": True}, "", "loop"),
]


@pytest.mark.parametrize(("condition", "tail", "code"), CONDITIONS)
def test_an_unsound_condition_is_refused_at_its_key(small_data: Data, condition: Any, tail: str, code: str) -> None:
    question(small_data, "story")["show_if"] = condition

    found = faults_of(small_data)

    assert (f"sections[1].questions[4].show_if{tail}", code) in found
    assert all(key.startswith("sections[1].questions[4].show_if") for key, _ in found)


def test_a_circle_of_conditions_is_refused_once_and_named(small_data: Data) -> None:
    question(small_data, "channels")["show_if"] = {"not": {"question": "owner", "equals": "mayor"}}

    with pytest.raises(DefinitionFaults) as refusal:
        read_questionnaire(small_data)

    (fault,) = refusal.value.faults
    assert (fault.key, fault.code) == ("sections[0].questions[2].show_if", "loop")
    assert "channels → owner → channels" in fault.message


def test_a_condition_on_a_later_question_is_refused(small_data: Data) -> None:
    question(small_data, "signals")["show_if"] = {"question": "story", "answered": True}

    assert faults_of(small_data) == [("sections[0].questions[1].show_if", "looks_ahead")]


def test_all_faults_are_found_at_once(small_data: Data) -> None:
    small_data["title"].pop("ko")
    question(small_data, "law").pop("why")
    question(small_data, "share")["decimals"] = "one"

    assert faults_of(small_data) == [
        ("title.ko", "missing_key"),
        ("sections[0].questions[3].decimals", "not_a_whole_number"),
        ("sections[1].questions[1].why", "missing_key"),
    ]


@pytest.mark.parametrize("data", [None, [], "code", 3, {}, {"sections": None}, {"code": 1, "sections": [3]}])
def test_what_is_no_questionnaire_is_refused_without_a_crash(data: object) -> None:
    assert faults_of(data)
