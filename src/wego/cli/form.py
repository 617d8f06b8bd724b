"""`wego form`: check a questionnaire's file and convert it, without a database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wego.datafiles import DataFault, DataFaults, network_folder, read_questionnaire_file, read_yaml
from wego.engines.definitions import DefinitionFaults
from wego.engines.questions import QuestionnaireDefinition, read_questionnaire

TARGETS = ("yaml", "xlsx", "xlsform", "pdf", "docx")
LARGEST = 20_000_000  # bytes
READ = "a questionnaire is read from YAML (.yaml, .yml) or a workbook (.xlsx: our own layout, or XLSForm)"
LANGUAGES_UNLESS_SAID = ("en", "ko", "zh-hans")
EXAMPLE = """examples:
  wego form check survey.xlsx
  wego form convert networks/wego/questionnaires/activator.yaml --to xlsform --out activator.xlsx
  wego form convert survey.xlsx --to pdf --out survey.pdf --language ko"""


@dataclass(frozen=True)
class FormFile:
    """A questionnaire as its file says it, and what was put right or left aside on reading."""

    questionnaire: QuestionnaireDefinition
    notes: tuple[str, ...] = ()
    format: str = "yaml"
    network_languages: tuple[str, ...] = field(default=LANGUAGES_UNLESS_SAID)


def add_parser(subparsers: Any) -> None:
    """Add `form` with its two commands to the parser of `wego`."""
    layout: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": EXAMPLE}
    form = subparsers.add_parser("form", help="check and convert a questionnaire's file", **layout)
    commands = form.add_subparsers(dest="form_command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say every fault, by line and key, or sheet and cell", **layout)
    convert = commands.add_parser("convert", help="write it in another format", **layout)
    for parser in (check, convert):
        parser.add_argument("file", metavar="FILE", type=Path, help="YAML, our workbook or an XLSForm workbook")
        parser.add_argument("--json", action="store_true", help="print one JSON document")
    convert.add_argument("--to", required=True, choices=TARGETS, help="the format to write")
    convert.add_argument("--out", required=True, type=Path, metavar="OUT", help="the file to write")
    convert.add_argument("--language", metavar="L", help="of PDF and DOCX (default: the network's first)")
    check.set_defaults(run=run_check)
    convert.set_defaults(run=run_convert)


def run_check(args: argparse.Namespace) -> int:
    """Read and say what it is. 0: sound; 1: refused, one line per fault on standard error."""
    form = read_form(args.file)
    _tell(args.file, form.notes)
    if args.json:
        print(json.dumps(_summary(form), ensure_ascii=False, indent=2))
        return 0
    about = _summary(form)
    print(
        f"{args.file}: {about['code']} {about['version']}, {about['sections']} sections, "
        f"{about['questions']} questions, in {', '.join(about['languages'])}: no faults"
    )
    return 0


def run_convert(args: argparse.Namespace) -> int:
    """Read, and write in another format; nothing is written where something is refused."""
    form = read_form(args.file)
    language = _language(args, form)
    try:
        content = WRITERS[args.to](form, language)
    except DefinitionFaults as refusal:
        faults = [DataFault(str(args.file), fault.message, fault.remedy, key=fault.key) for fault in refusal.faults]
        raise DataFaults(faults) from None
    notes = form.notes
    if args.language and args.to in ("yaml", "xlsx"):
        notes = (*notes, f"{args.to} holds every language; --language makes no difference")
    _tell(args.file, notes)
    _write(args.out, content)
    if args.json:
        print(json.dumps({**_summary(form), "to": args.to, "out": str(args.out)}, ensure_ascii=False, indent=2))
    else:
        print(f"{args.out}: written as {args.to}")
    return 0


def read_form(path: Path) -> FormFile:
    """The questionnaire of a file. Raises DataFaults with every fault and its place."""
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        return _from_yaml(path)
    content = _content(path)
    if suffix == ".xlsx" or content[:4] == b"PK\x03\x04":
        return _from_workbook(path, content)
    raise DataFaults([DataFault(str(path), f"{suffix or 'a file without ending'} is not read", READ)])


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise DataFaults([DataFault(str(path), "is too large", f"at most {LARGEST // 1_000_000} MB")])
        return path.read_bytes()
    except OSError as error:
        raise DataFaults([DataFault(str(path), error.strerror or "cannot be read", "give a readable file")]) from None


def _from_yaml(path: Path) -> FormFile:
    document = read_questionnaire_file(path)
    try:
        questionnaire = read_questionnaire(document.data)
    except DefinitionFaults as refusal:
        raise document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults) from None
    return FormFile(questionnaire, network_languages=network_languages())


def _from_workbook(path: Path, content: bytes) -> FormFile:
    from wego.datafiles.workbooks import WorkbookRefused, read_workbook
    from wego.engines.questions.workbooks import read_sheets

    languages = network_languages()
    try:
        sheets = read_workbook(content)
    except WorkbookRefused as refusal:
        raise DataFaults([DataFault(str(path), refusal.message, refusal.remedy)]) from None
    reading = read_sheets(sheets, languages=languages, name=path.stem)
    if reading.questionnaire is None:
        faults = [DataFault(str(path), fault.message, fault.remedy, key=fault.place) for fault in reading.faults]
        raise DataFaults(faults)
    form = "xlsform" if any(sheet.title.strip().lower() == "survey" for sheet in sheets) else "xlsx"
    return FormFile(reading.questionnaire, tuple(map(str, reading.notes)), form, languages)


def network_languages() -> tuple[str, ...]:
    """The languages of the network whose folder is in force."""
    path = network_folder() / "network.yaml"
    if not path.is_file():
        return LANGUAGES_UNLESS_SAID
    data = read_yaml(path).data
    found = data.get("languages") if isinstance(data, dict) else None
    return tuple(found) if isinstance(found, list) and found else LANGUAGES_UNLESS_SAID


def _language(args: argparse.Namespace, form: FormFile) -> str:
    """The language to write in: the one asked for, else the network's first, else the questionnaire's own."""
    spoken = form.questionnaire.languages
    wanted = {"zh": "zh-hans"}.get(args.language or "", args.language or "")
    if wanted and wanted not in spoken:
        known = ", ".join(spoken)
        raise DataFaults([DataFault(str(args.file), f"is not in the language {args.language!r}", f"it is in {known}")])
    return wanted or next((one for one in form.network_languages if one in spoken), spoken[0])


def _yaml(form: FormFile, language: str) -> bytes:
    from wego.datafiles.structured import yaml_text
    from wego.engines.questions.normal_form import as_data

    return yaml_text(as_data(form.questionnaire)).encode()


def _xlsx(form: FormFile, language: str) -> bytes:
    from wego.engines.questions.workbooks import write_form_workbook

    return _workbook(write_form_workbook(form.questionnaire, network_languages=form.network_languages))


def _xlsform(form: FormFile, language: str) -> bytes:
    from wego.engines.questions.workbooks import write_xlsform

    languages = form.network_languages
    return _workbook(write_xlsform(form.questionnaire, network_languages=languages, language=language))


def _workbook(sheets: Sequence[Any]) -> bytes:
    from wego.datafiles.workbooks import write_text_sheets

    return write_text_sheets(sheets)


def _pdf(form: FormFile, language: str) -> bytes:
    from wego.engines.questions.blank_form import blank_form
    from wego.typesetting.pages import SOURCE, PrintFault, with_marks

    data = json.dumps(asdict(blank_form(form.questionnaire, language)), ensure_ascii=False)
    try:
        content, missing = with_marks(SOURCE / "cli" / "print" / "blank_form.typ", data)
    except PrintFault as fault:
        reason = f"cannot be set: {' '.join(str(fault).split())[:200]}"
        raise DataFaults([DataFault("pdf", reason, "correct the texts, or take docx")]) from None
    if missing:
        print(f"pdf: no face has {missing}; a mark stands in their place", file=sys.stderr)
    return content


def _docx(form: FormFile, language: str) -> bytes:
    from wego.datafiles.text_documents import TextDocument
    from wego.engines.questions.blank_form import blank_form

    blank = blank_form(form.questionnaire, language)
    document, words = TextDocument(blank.title, language), blank.words
    document.paragraph("Title", blank.title)
    for text in (blank.version, blank.note):
        if text:
            document.paragraph("Muted", text)
    for section in blank.sections:
        document.paragraph("Heading1", section.title)
        if section.intro:
            document.paragraph("Body", section.intro)
        for question in section.questions:
            _docx_question(document, question, words)
    return document.content()


def _docx_question(document: Any, question: Any, words: Mapping[str, str]) -> None:
    if not question.number:
        document.paragraph("Body", question.text)
        return
    required = f" · {words['required']}" if question.is_required else ""
    document.paragraph("Question", f"{question.number}. {question.text}{required}")
    for style, text in (("Muted", question.only_if), ("Body", question.hint), ("Muted", question.instruction)):
        if text:
            document.paragraph(style, text)
    for box in question.boxes:
        document.paragraph("Choice", f"☐ {box}")
    if question.table:
        document.table(question.table)
    for _line in range(question.lines):
        document.line()
    if question.unit:
        document.paragraph("Muted", question.unit)
    for word, text in (("why", question.why), ("evidence", question.evidence)):
        if text:
            document.paragraph("Muted", f"{words[word]}: {text}")


WRITERS: dict[str, Callable[[FormFile, str], bytes]] = {
    "yaml": _yaml,
    "xlsx": _xlsx,
    "xlsform": _xlsform,
    "pdf": _pdf,
    "docx": _docx,
}


def _summary(form: FormFile) -> dict[str, Any]:
    questionnaire = form.questionnaire
    return {
        "code": questionnaire.code,
        "version": questionnaire.version,
        "languages": list(questionnaire.languages),
        "sections": len(questionnaire.sections),
        "questions": sum(1 for question in questionnaire.questions if question.is_answerable),
        "format": form.format,
        "notes": list(form.notes),
    }


def _tell(path: Path, notes: Sequence[str]) -> None:
    for note in notes:
        print(f"{path}: {note}", file=sys.stderr)


def _write(path: Path, content: bytes) -> None:
    """The whole file, or none of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or "cannot be written"
        raise DataFaults([DataFault(str(path), reason, "give a file that can be written")]) from None
