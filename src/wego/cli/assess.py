"""`wego assess score`: score a file of answers by a framework."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wego.datafiles import (
    DataFault,
    DataFaults,
    Document,
    definition_path,
    read_json,
    read_questionnaire_file,
    read_yaml,
)
from wego.datafiles.structured import WrittenNumber
from wego.engines.definitions import DefinitionFaults
from wego.engines.questions import AnswerFault, QuestionnaireDefinition, check_answers, read_questionnaire, visible
from wego.engines.scoring import (
    FrameworkDefinition,
    PartStanding,
    ScoringResult,
    as_document,
    english,
    next_steps,
    questionnaire_of,
    read_framework,
    score,
)
from wego.engines.scoring.scores import Answers

EXAMPLE = """example:
  wego assess score activator answers.json
  where answers.json holds {"mob_signals": "piloted", "saf_cap": true, "env_buildings": 40, ...}"""


def add_parser(subparsers: Any) -> None:
    """Add `assess` with its one command to the parser of `wego`."""
    assess = subparsers.add_parser("assess", help="diagnose a city by a framework", epilog=EXAMPLE, **_layout())
    commands = assess.add_subparsers(dest="assess_command", required=True, metavar="COMMAND")
    parser = commands.add_parser("score", help="score a file of answers", epilog=EXAMPLE, **_layout())
    parser.add_argument(
        "framework", metavar="FRAMEWORK", help="activator, ceds, maturity, losi, u4ssc or a definition file"
    )
    parser.add_argument("answers", metavar="ANSWERS.json", type=Path, help='{"question_code": value, ...}')
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run)


def _layout() -> dict[str, Any]:
    return {"formatter_class": argparse.RawDescriptionHelpFormatter}


def run(args: argparse.Namespace) -> int:
    """Score and print. 0: done; 1: refused, one line per fault on standard error."""
    try:
        questionnaire, framework = load_framework(args.framework)
        answers = read_answers(args.answers, questionnaire)
    except DataFaults as refusal:
        for fault in refusal.faults:
            print(fault, file=sys.stderr)
        return 1
    asked = visible(questionnaire, answers)
    result = score(framework, answers, asked=asked)
    if args.json:
        print(json.dumps(as_document(result), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_report(framework, result, answers, asked)))
    return 0


def load_framework(name: str) -> tuple[QuestionnaireDefinition, FrameworkDefinition]:
    """A framework and its questionnaire, by name in the network folder or by the path of its file."""
    path = _framework_path(name)
    document = read_yaml(path)
    try:
        code = questionnaire_of(document.data)
        over = read_questionnaire_file(_questionnaire_path(path, code))
    except DefinitionFaults as refusal:
        raise _located(document, refusal) from None
    try:
        questionnaire = read_questionnaire(over.data)
    except DefinitionFaults as refusal:
        raise _located(over, refusal) from None
    try:
        return questionnaire, read_framework(document.data, questionnaire)
    except DefinitionFaults as refusal:
        raise _located(document, refusal) from None


def _framework_path(name: str) -> Path:
    is_file_name = Path(name).suffix in (".yaml", ".yml") or "/" in name or "\\" in name
    if is_file_name:
        return Path(name)
    return definition_path("frameworks", name)


def _questionnaire_path(framework: Path, code: str) -> Path:
    """A framework's questionnaire: in the folder `questionnaires` beside the framework's own, else the network's."""
    beside = framework.resolve().parent.parent / "questionnaires" / f"{code}.yaml"
    return beside if beside.is_file() else definition_path("questionnaires", code)


def _located(document: Document, refusal: DefinitionFaults) -> DataFaults:
    return document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults)


def read_answers(path: Path, questionnaire: QuestionnaireDefinition) -> Answers:
    """The checked answers of a file; refused whole where one is wrong."""
    document = read_json(path, parse_float=WrittenNumber)
    if not isinstance(document.data, dict):
        raise DataFaults([DataFault(str(path), "is not an object", 'write {"question_code": value, ...}')])
    report = check_answers(questionnaire, document.data)
    if report.faults:
        raise DataFaults(_answer_fault(path, fault, questionnaire) for fault in report.faults)
    return report.values


def _answer_fault(path: Path, fault: AnswerFault, questionnaire: QuestionnaireDefinition) -> DataFault:
    message, typed = str(fault).removesuffix("."), str(fault.params.get("value", ""))
    question = questionnaire.question_by_code.get(fault.question)
    remedy = f"a {question.kind} question of {questionnaire.code}" if question else f"see {questionnaire.code}"
    if not (typed and message.startswith(typed)):  # our own word, not the answer's
        message = message[0].lower() + message[1:]
    return DataFault(str(path), message, remedy, key=fault.question)


def _report(framework: FrameworkDefinition, result: ScoringResult, answers: Answers, asked: Iterable[str]) -> list[str]:
    """The result in words: whole, parts, matrix, what is missing, what to do next."""
    lines = [f"{framework.title['en']} {framework.version}: {_of_100(result.score)}, {_stage(framework, result.stage)}"]
    lines += [f"  {english(step)}" for step in result.explanation]
    for heading, parts in (
        ("Dimensions", result.dimensions),
        ("Aspects", result.aspects),
        ("Together", result.groups),
    ):
        lines += ["", heading] if parts else []
        lines += [_row(framework, part) for part in parts]
    if result.missing:
        lines += ["", f"Not answered ({len(result.missing)}): {', '.join(result.missing)}"]
    steps = next_steps(framework, answers, asked=frozenset(asked))
    if steps:
        lines += ["", "Most effective improvements"]
    for place, step in enumerate(steps, 1):
        gain = f"{_of_100(step.score_before)} → {_of_100(step.score_after)}"
        lines.append(f"  {place}. {step.question}: {_said(step.before)} → {_said(step.after)} ({gain})")
        lines += [f"     {step.advice['en']}"] if step.advice else []
    return lines


def _row(framework: FrameworkDefinition, part: PartStanding) -> str:
    answered = f"{part.answered} of {part.of} answered"
    return f"  {part.code:<16}{_of_100(part.score):>8}  {_stage(framework, part.stage)} ({answered})"


def _stage(framework: FrameworkDefinition, code: str | None) -> str:
    titles = {stage.code: stage.title["en"] for stage in framework.stages}
    return f"stage {framework.stage_codes.index(code) + 1}, {titles[code]}" if code else "no stage yet"


def _of_100(score: float | None) -> str:
    return "–" if score is None else f"{score:.1f}"


def _said(answer: object) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return ", ".join(answer) if isinstance(answer, list) else str(answer)
