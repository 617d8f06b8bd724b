"""Loads frameworks from a network folder; a published version is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from wego.assessment.models import Framework
from wego.core import audit
from wego.core.loading import LoadReport
from wego.datafiles import DataFault, DataFaults, Document, read_yaml
from wego.engines import scoring
from wego.engines.definitions import DefinitionFaults
from wego.questionnaires.definitions import definition_of, digest_of, plain
from wego.questionnaires.models import Questionnaire
from wego.questionnaires.queries import questionnaire_in_force


def load_assessment(folder: Path, *, at: datetime) -> LoadReport:
    """Load every file under `frameworks/` over the questionnaires in force: all of them, or none and every fault."""
    report = LoadReport()
    faults: list[DataFault] = []
    read: list[tuple[Document, scoring.FrameworkDefinition, Questionnaire]] = []
    for path in sorted((folder / "frameworks").glob("*.yaml")):
        try:
            document = read_yaml(path)
            questionnaire = _questionnaire(document)
            read.append((document, scoring.read_framework(document.data, definition_of(questionnaire)), questionnaire))
        except DataFaults as refusal:
            faults += refusal.faults
        except DefinitionFaults as refusal:
            faults += document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults).faults
    first: dict[str, Path] = {}
    for document, framework, _over in read:
        if framework.code in first:
            message = f"{framework.code} stands in {first[framework.code].name} too"
            faults.append(document.fault(("code",), message, "give each framework its own code"))
        first.setdefault(framework.code, document.path)
    if faults:
        raise DataFaults(faults)
    with transaction.atomic():
        for document, framework, questionnaire in read:
            faults += _publish(document, framework, questionnaire, report, at=at)
        if faults:
            raise DataFaults(faults)
    return report


def _questionnaire(document: Document) -> Questionnaire:
    code = scoring.questionnaire_of(document.data)
    found = questionnaire_in_force(code)
    if found is None:
        raise DataFaults(
            [document.fault(("questionnaire",), f"there is no questionnaire {code}", f"add questionnaires/{code}.yaml")]
        )
    return found


def _publish(
    document: Document,
    framework: scoring.FrameworkDefinition,
    questionnaire: Questionnaire,
    report: LoadReport,
    *,
    at: datetime,
) -> list[DataFault]:
    digest = digest_of(document.data)
    published = Framework.objects.filter(code=framework.code, version=framework.version)
    if published.exclude(sha256=digest).exists():
        message = f"version {framework.version} of {framework.code} is published and differs from this file"
        return [document.fault(("version",), message, "give the changed file a new version")]
    known = published.filter(questionnaire=questionnaire).first()
    if known and known.is_in_force:
        report.count("left")
        return []
    Framework.objects.filter(code=framework.code, is_in_force=True).update(is_in_force=False)
    if known:  # an earlier version is put back into force
        known.is_in_force = True
        known.save(update_fields=["is_in_force"])
        report.count("changed")
    else:
        known = Framework.objects.create(
            code=framework.code,
            version=framework.version,
            questionnaire=questionnaire,
            sha256=digest,
            titles=dict(framework.title),
            definition=plain(document.data),
            loaded_at=at,
        )
        report.count("added")
    audit.record("framework.published", known, by=None, at=at, after={"sha256": digest})
    return []
