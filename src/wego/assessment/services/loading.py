"""Loads frameworks from a network folder; a published version is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from wego.assessment.models import Framework
from wego.core.definitions.services import Publication, Written, publish_files, said_twice
from wego.core.loading import LoadReport
from wego.datafiles import DataFault, DataFaults, Document, read_yaml
from wego.engines import scoring
from wego.engines.definitions import DefinitionFaults
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Questionnaire
from wego.questionnaires.queries import questionnaire_in_force


def load_assessment(folder: Path, *, at: datetime) -> LoadReport:
    """Load every file under `frameworks/` over the questionnaires in force: all of them, or none and every fault."""
    report = LoadReport()
    faults: list[DataFault] = []
    read: list[Written] = []
    for path in sorted((folder / "frameworks").glob("*.yaml")):
        try:
            document = read_yaml(path)
            read.append(_written(document, _questionnaire(document)))
        except DataFaults as refusal:
            faults += refusal.faults
        except DefinitionFaults as refusal:
            faults += document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults).faults
    if faults:
        raise DataFaults([*faults, *said_twice(read)])
    publish_files(Framework, read, report, at=at)
    return report


def _questionnaire(document: Document) -> Questionnaire:
    code = scoring.questionnaire_of(document.data)
    found = questionnaire_in_force(code)
    if found is None:
        raise DataFaults(
            [document.fault(("questionnaire",), f"there is no questionnaire {code}", f"add questionnaires/{code}.yaml")]
        )
    return found


def _written(document: Document, questionnaire: Questionnaire) -> Written:
    read = scoring.read_framework(document.data, definition_of(questionnaire))
    given = Publication(
        read.code, document.data, read.version, {"titles": dict(read.title)}, over={"questionnaire": questionnaire}
    )
    return Written(given, document)
