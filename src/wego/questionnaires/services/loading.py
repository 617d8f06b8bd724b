"""Loads questionnaires from a network folder; a published version is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from wego.core import audit
from wego.core.loading import LoadReport
from wego.datafiles import DataFault, DataFaults, Document, read_yaml
from wego.engines import questions
from wego.engines.definitions import DefinitionFaults
from wego.questionnaires.definitions import digest_of, plain
from wego.questionnaires.models import Questionnaire


def load_questionnaires(folder: Path, *, at: datetime) -> LoadReport:
    """Load every file under `questionnaires/`: all of them, or none and every fault."""
    report = LoadReport()
    faults: list[DataFault] = []
    read: list[tuple[Document, questions.QuestionnaireDefinition]] = []
    for path in sorted((folder / "questionnaires").glob("*.yaml")):
        try:
            document = read_yaml(path)
            read.append((document, questions.read_questionnaire(document.data)))
        except DataFaults as refusal:
            faults += refusal.faults
        except DefinitionFaults as refusal:
            faults += document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults).faults
    faults += _said_twice(read)
    if faults:
        raise DataFaults(faults)
    with transaction.atomic():
        for document, definition in read:
            faults += _publish(document, definition, report, at=at)
        if faults:
            raise DataFaults(faults)
    return report


def _said_twice(read: list[tuple[Document, questions.QuestionnaireDefinition]]) -> list[DataFault]:
    first: dict[str, Path] = {}
    faults = []
    for document, definition in read:
        if definition.code in first:
            message = f"{definition.code} stands in {first[definition.code].name} too"
            faults.append(document.fault(("code",), message, "give each questionnaire its own code"))
        first.setdefault(definition.code, document.path)
    return faults


def _publish(
    document: Document, definition: questions.QuestionnaireDefinition, report: LoadReport, *, at: datetime
) -> list[DataFault]:
    digest = digest_of(document.data)
    known = Questionnaire.objects.filter(code=definition.code, version=definition.version).first()
    if known and known.sha256 != digest:
        message = f"version {definition.version} of {definition.code} is published and differs from this file"
        return [document.fault(("version",), message, "give the changed file a new version")]
    if known and known.is_in_force:
        report.count("left")
        return []
    Questionnaire.objects.filter(code=definition.code, is_in_force=True).update(is_in_force=False)
    if known:  # an earlier version is put back into force
        known.is_in_force = True
        known.save(update_fields=["is_in_force"])
        report.count("changed")
    else:
        known = Questionnaire.objects.create(
            code=definition.code,
            version=definition.version,
            sha256=digest,
            titles=dict(definition.title),
            definition=plain(document.data),
            loaded_at=at,
        )
        report.count("added")
    audit.record("questionnaire.published", known, by=None, at=at, after={"sha256": digest})
    return []
