"""The shipped frameworks: what they hold, and one case of each worked by hand through the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from wego.cli import assess
from wego.engines.questions import QuestionnaireDefinition
from wego.engines.scoring import FrameworkDefinition

CEDS = {
    "internal": ("governance_mechanism", "policy_institution", "resource_capacity"),
    "external": ("ict_network", "citizen_readiness", "public_service_infrastructure"),
    "systems": ("e_admin", "e_life", "e_industry", "e_infra"),
}


@pytest.fixture(autouse=True)
def _shipped_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGO_NETWORK", raising=False)


def shipped(name: str) -> tuple[QuestionnaireDefinition, FrameworkDefinition]:
    return assess.load_framework(name)


def scored(name: str, answers: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    path = folder / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    parser = argparse.ArgumentParser(prog="wego")
    assess.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["assess", "score", name, str(path), "--json"])

    assert parsed.run(parsed) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_losi_counts_the_95_public_features(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questionnaire, framework = shipped("losi")
    half = [item.question for item in framework.items][:38]

    result = scored("losi", dict.fromkeys(half, True), tmp_path, capsys)

    assert len(questionnaire.questions) == len(framework.items) == 95
    assert [part["of"] for part in result["dimensions"]] == [6, 30, 22, 15, 10, 12]
    assert (result["score"], result["stage"], len(result["missing"])) == (40.0, "middle", 57)
    assert "not the United Nations' score" in framework.note["en"]
    assert "not the United Nations' score" in questionnaire.note["en"]


def test_ceds_has_its_ten_parts_under_three_headings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questionnaire, framework = shipped("ceds")
    answers: dict[str, Any] = {}
    for question in questionnaire.questions:
        answers[question.code] = (
            "regular" if question.code.startswith(("gm", "pi", "rc", "in", "cr", "ps")) else "forms"
        )
    figures = {"rc_staff": 2, "rc_budget": 2, "rc_training": 50, "in_households": 70, "in_offices": 80}
    figures |= {"in_mobile": 90, "cr_users": 40, "cr_identity": 60}  # each at its third threshold of four

    result = scored("ceds", answers | figures, tmp_path, capsys)

    assert {code: tuple(d.code for d in own) for code, own in framework.dimensions_by_group.items()} == CEDS
    assert len(questionnaire.questions) <= 60
    assert "not WeGO's" in questionnaire.note["en"]
    assert [part["score"] for part in result["dimensions"]] == [75] * 6 + [50] * 4 + [75, 75, 50]
    assert (result["score"], result["stage"]) == (62.5, "transactional")  # (6 × 75 + 4 × 1.5 × 50) / 12


def test_a_ceds_part_that_has_not_begun_holds_the_stage_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questionnaire, _ = shipped("ceds")
    best = {q.code: q.options[-1].code if q.options else 100 for q in questionnaire.questions}
    none = {q.code: "none" for q in questionnaire.questions if q.section == "e_infra"}

    assert scored("ceds", best, tmp_path, capsys)["stage"] == "joined_up"
    assert scored("ceds", best | none, tmp_path, capsys)["stage"] == "enhanced"


def test_maturity_tells_as_is_to_be_and_the_gap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questionnaire, framework = shipped("maturity")
    answers = {item.question: "planned" for item in framework.items}  # 2 of 5
    answers |= {str(item.to_be): "results" for item in framework.items if item.dimension == "data"}  # 4 of 5

    result = scored("maturity", answers, tmp_path, capsys)

    assert len(framework.dimensions) == 5
    assert len(questionnaire.questions) == 2 * len(framework.items)
    assert (result["score"], result["stage"], result["to_be"], result["gap"]) == (40, "planned", 80, 40)
    assert [part.get("gap") for part in result["dimensions"]] == [None, None, 40, None, None]


def test_u4ssc_has_91_indicators_in_seven_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Points 1, 3, 4 and 1 are 9 of 16; the fifth indicator has no benchmark, all others are not reported."""
    questionnaire, framework = shipped("u4ssc")
    answers: dict[str, Any] = {"city_households": 1000, "water_meters": 200, "city_inhabitants": 2000}
    answers |= {"ec_ict_ict_1c": 300, "ec_ict_ict_1c_benchmark": 100}  # 30 per cent of the benchmark: 1
    answers |= {"ec_ict_ict_2c": 660, "ec_ict_ict_2c_benchmark": 100}  # on the border: 3
    answers |= {"ec_ict_ws_1c": 95, "ec_ict_ws_1c_benchmark": 50}  # 47.5 of 50, on the border: 4
    answers |= {"ec_p_in_2c": 3, "ec_p_in_2c_benchmark": 1000}  # 150 for 100,000 inhabitants, 15 per cent: 1
    answers |= {"en_en_psn_1c": 5}

    result = scored("u4ssc", answers, tmp_path, capsys)

    levels = [item.aspect for item in framework.items]
    assert (len(levels), levels.count("core"), levels.count("advanced")) == (91, 55, 36)
    assert [len(own) for own in framework.items_by_part["dimensions"].values()] == [17, 7, 21, 13, 4, 12, 17]
    assert (result["score"], result["stage"], len(result["missing"])) == (56.25, "fair", 91 - 5)
    assert "en_en_psn_1c: no benchmark is set; left out." in result["dimensions"][3]["explanation"]
    ratios = [item for item in framework.items if item.over]
    assert all(questionnaire.question_by_code[str(item.over)].section == "denominators" for item in ratios)


def test_less_is_better_where_the_definition_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {"sc_sh_sa_9c": 20, "city_inhabitants": 400_000, "sc_sh_sa_9c_benchmark": 4, "en_en_aq_1c": 10}
    answers |= {"en_en_aq_1c_benchmark": 5}

    result = scored("u4ssc", answers, tmp_path, capsys)

    assert [result["dimensions"][place]["score"] for place in (6, 3)] == [
        75,
        50,
    ]  # 4 of 5 is 80, 5 of 10 is 50 per cent


@pytest.mark.parametrize(
    ("name", "answers", "place"),
    [
        ("losi", {"l_if_281": 2}, "l_if_281"),
        ("ceds", {"rc_staff": 101}, "rc_staff"),
        ("u4ssc", {"city_households": 10, "ec_ict_ict_1c": 11}, "ec_ict_ict_1c"),
        ("maturity", {"lg_vision": "perfect"}, "lg_vision"),
    ],
)
def test_an_answer_outside_its_scale_is_refused(
    name: str, answers: dict[str, Any], place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    parser = argparse.ArgumentParser(prog="wego")
    assess.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["assess", "score", name, str(path), "--json"])

    assert parsed.run(parsed) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{path}: {place}: " in err
