"""Loads questionnaires from a network folder; a published version is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from wego.core.definitions.services import Publication, Written, publish_files, said_twice
from wego.core.loading import LoadReport
from wego.datafiles import DataFault, DataFaults, Document, read_questionnaire_file
from wego.engines import questions
from wego.engines.definitions import DefinitionFaults
from wego.questionnaires.models import Questionnaire


def load_questionnaires(folder: Path, *, at: datetime) -> LoadReport:
    """Load every file under `questionnaires/`: all of them, or none and every fault."""
    report = LoadReport()
    faults: list[DataFault] = []
    read: list[Written] = []
    for path in sorted((folder / "questionnaires").glob("*.yaml")):
        try:
            document = read_questionnaire_file(path)
            read.append(_written(document, questions.read_questionnaire(document.data)))
        except DataFaults as refusal:
            faults += refusal.faults
        except DefinitionFaults as refusal:
            faults += document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults).faults
    if faults:
        raise DataFaults([*faults, *said_twice(read)])
    publish_files(Questionnaire, read, report, at=at)
    return report


def _written(document: Document, read: questions.QuestionnaireDefinition) -> Written:
    given = Publication(read.code, document.data, read.version, {"titles": dict(read.title)})
    return Written(given, document)
