"""`wego assess score` on files: what it prints, and how it refuses."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wego.cli import assess

NETWORK = Path(__file__).parents[2] / "networks" / "wego"

SAFETY = {
    "saf_warning": "regular",  # 75
    "saf_picture": "none",  # 0
    "saf_exercise": "biennial",  # 75
    "saf_hotspots": "planned",  # 25
    "saf_privacy": ["list", "retention"],  # 40
    "saf_neighbours": "piloted",  # 50
    "saf_cap": True,  # 100
    "saf_mutual": "not_known_yet",
}


@pytest.fixture(autouse=True)
def _shipped_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGO_NETWORK", raising=False)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({**SAFETY, "saf_mutual": "dont_know"}), encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser(prog="wego")
    assess.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["assess", *map(str, arguments)])
    return int(parsed.run(parsed))


def refusal(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    status = run(*arguments)
    out, err = capsys.readouterr()

    assert (status, out) == (1, "")
    return err.splitlines()


def test_json_is_the_agreed_document(capsys: pytest.CaptureFixture[str], answers: Path) -> None:
    status = run("score", "activator", answers, "--json")
    out, err = capsys.readouterr()
    document = json.loads(out)

    assert (status, err) == (0, "")
    assert list(document) == ["framework", "version", "score", "stage", "dimensions", "missing"]
    assert (document["framework"], document["version"], document["stage"]) == ("activator", "1.0", None)
    safety = document["dimensions"][1]
    assert list(safety) == ["code", "score", "stage", "answered", "of", "explanation"]
    # (75 + 0 + 75 + 25 + 40 + 50 + 100) / 7
    assert safety["score"] == pytest.approx(365 / 7)
    assert (safety["code"], safety["stage"], safety["answered"], safety["of"]) == ("safety", "trying", 7, 8)
    assert safety["explanation"][0] == "saf_warning: regular is step 3 of 4 and earns 75 of 100, weight 1."
    assert document["score"] == pytest.approx(365 / 7)
    assert "saf_mutual" in document["missing"]
    assert len(document["missing"]) == 49 - 7 - 2  # two are asked only where there is public transport


def test_words_name_stage_reasons_and_next_steps(capsys: pytest.CaptureFixture[str], answers: Path) -> None:
    assert run("score", "activator", answers) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == "Activator 1.0: 52.1, no stage yet"
    assert "  safety              52.1  stage 3, Trying (7 of 8 answered)" in lines
    assert "Most effective improvements" in lines
    assert any(line.startswith("  1. ") and "→" in line for line in lines)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"saf_warnings": "regular"}', ["saf_warnings: there is no question saf_warnings"]),
        ('{"saf_warning": "often"}', ["saf_warning: often is not one of the options"]),
        ('{"env_buildings": 120}', ["env_buildings: the number must be 100 or less"]),
        (
            '{"city_staff": 10, "city_digital_staff": 11}',
            ["city_digital_staff: 11 is above 10, the answer to city_staff"],
        ),
        ('{"saf_cap": 1, "env_air": null, "x": 1}', ["saf_cap: answer yes or no", "x: there is no question x"]),
        ("[]", ["is not an object"]),
        ("{", ["is not JSON"]),
        ('{"env_buildings": NaN}', ["is not JSON"]),
        ("[" * 100_000, ["cannot be read as JSON"]),
        ('{"city_staff": ' + "9" * 5000 + "}", ["cannot be read as JSON"]),
        ('{"city_staff": 1e400}', ["city_staff: 1e400 is not a number"]),
    ],
)
def test_bad_answers_are_refused_one_line_each(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, expected: list[str]
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")

    lines = refusal(capsys, "score", "activator", path, "--json")

    assert len(lines) == len(expected)
    for line, words in zip(lines, expected, strict=True):
        assert line.startswith(str(path))
        assert words in line


def test_an_unknown_framework_is_refused_with_what_there_is(capsys: pytest.CaptureFixture[str], answers: Path) -> None:
    (line,) = refusal(capsys, "score", "activater", answers)

    assert "activater" in line
    assert "known: activator" in line


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (line,) = refusal(capsys, "score", "activator", tmp_path / "none.json")

    assert "none.json" in line


def test_a_definition_file_is_read_with_the_questionnaire_beside_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: Path
) -> None:
    own = tmp_path / "own"
    for folder in ("frameworks", "questionnaires"):
        (own / folder).mkdir(parents=True)
        shutil.copy(NETWORK / folder / "activator.yaml", own / folder)
    path = own / "frameworks" / "activator.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('version: "1.0"', 'version: "ours"'), encoding="utf-8")

    assert run("score", path, answers, "--json") == 0
    assert json.loads(capsys.readouterr().out)["version"] == "ours"


def test_another_network_is_found_by_its_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answers: Path
) -> None:
    for folder in ("frameworks", "questionnaires"):
        (tmp_path / folder).mkdir()
    shutil.copy(NETWORK / "frameworks" / "activator.yaml", tmp_path / "frameworks" / "towns.yaml")
    shutil.copy(NETWORK / "questionnaires" / "activator.yaml", tmp_path / "questionnaires")
    monkeypatch.setenv("WEGO_NETWORK", str(tmp_path))

    assert run("score", "towns", answers, "--json") == 0
    assert json.loads(capsys.readouterr().out)["framework"] == "activator"


def spoil(tmp_path: Path, folder: str, old: str, new: str) -> Path:
    """A copy of the Activator in which one thing is replaced; the path of its framework."""
    for name in ("frameworks", "questionnaires"):
        (tmp_path / name).mkdir()
        shutil.copy(NETWORK / name / "activator.yaml", tmp_path / name)
    path = tmp_path / folder / "activator.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path / "frameworks" / "activator.yaml"


def line_of(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words in line)


def test_a_circle_of_conditions_is_refused_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: Path
) -> None:
    condition = "        show_if: {question: city_transport, one_of: [own, contract, other]}\n"
    old = condition + "        text:\n          en: What share of"
    framework = spoil(
        tmp_path,
        "questionnaires",
        old,
        old.replace("city_transport, one_of: [own, contract, other]", "mob_signals, at_least: 1"),
    )
    circle = "        show_if: {question: mob_vehicles, answered: true}\n"
    path = tmp_path / "questionnaires" / "activator.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("code: mob_signals\n", f"code: mob_signals\n{circle}"), encoding="utf-8")

    (line,) = refusal(capsys, "score", framework, answers)

    assert line.startswith(
        f"{path}:{line_of(path, 'show_if: {question: mob_vehicles')}: sections[1].questions[0].show_if: "
    )
    assert "mob_signals → mob_vehicles → mob_signals" in line


@pytest.mark.parametrize(
    ("folder", "old", "new", "words"),
    [
        (
            "frameworks",
            "rule: levels",
            "rule: level",
            "rule: 'level' is not one of the values allowed here (did you mean",
        ),
        ("frameworks", "minimum_answered: 0.75", "minimum: 0.75", "minimum: the key 'minimum' is not known here"),
        (
            "frameworks",
            "question: saf_cap,",
            "question: saf_cop,",
            "there is no question 'saf_cop' (did you mean 'saf_cap'?)",
        ),
        (
            "questionnaires",
            "code: env_air\n        kind: scale",
            "code: env_air\n        kind: scales",
            "kind: 'scales' is not",
        ),
        (
            "questionnaires",
            "    title: {en: Safety, ko: 안전, zh-hans: 安全}",
            "    title: {en: Safety, ko: 안전}",
            "title.zh-hans: the key",
        ),
    ],
)
def test_a_broken_definition_is_refused_with_file_line_key_and_remedy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: Path, folder: str, old: str, new: str, words: str
) -> None:
    framework = spoil(tmp_path, folder, old, new)
    path = tmp_path / folder / "activator.yaml"

    (line,) = refusal(capsys, "score", framework, answers)

    assert line.startswith(f"{path}:{line_of(path, new.splitlines()[-1])}: ")
    assert words in line


@pytest.mark.parametrize(
    "content", ["", "- a", "5", "code: x\nfrom: 2020-13-45\n", "a: &x [*x]\n", "a: \x07\n", "? [a]\n: 1\n"]
)
def test_what_is_no_definition_is_refused_without_a_crash(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, answers: Path, content: str
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content, encoding="utf-8")

    lines = refusal(capsys, "score", path, answers)

    assert lines
    assert all(line.startswith(str(path)) for line in lines)


def test_the_example_in_the_help_names_real_questions() -> None:
    questionnaire, _ = assess.load_framework("activator")

    named = re.findall(r'"(\w+)":', assess.EXAMPLE)

    assert named
    assert set(named) <= set(questionnaire.question_by_code)


def test_wrong_usage_is_2() -> None:
    with pytest.raises(SystemExit) as ending:
        run("score", "activator")

    assert ending.value.code == 2


def test_help_on_every_level_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for level in (["--help"], ["score", "--help"]):
        with pytest.raises(SystemExit):
            run(*level)

        assert "wego assess score activator" in capsys.readouterr().out


def test_it_needs_no_django(answers: Path) -> None:
    program = (
        "import sys; from wego.config.command import main; "
        f"status = main(['assess', 'score', 'activator', {str(answers)!r}, '--json']); "
        "sys.exit(status or 3 * ('django' in sys.modules))"
    )

    done: Any = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["framework"] == "activator"


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("mob_signals", '"Piloted."'),
        ("mob_signals", "true"),
        ("mob_signals", '["a", "1.0"]'),
        ("mob_signals", "1.50"),
        ("mob_signals", '"Äé"'),
        ("city_population", "12345678901234567890.50"),
        ("city_population", "1e400"),
        ("gov_strategy_on", '"5 May 2021"'),
    ],
)
def test_what_was_typed_is_said_as_it_was_typed(tmp_path, capsys, question, typed):
    answers = tmp_path / "answers.json"
    answers.write_text(f'{{"{question}": {typed}}}', encoding="utf-8")

    assert run("score", "activator", answers) == 1
    assert f"{question}: {typed.strip(chr(34))} is not" in capsys.readouterr().err
