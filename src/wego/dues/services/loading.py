"""Loads the fee schedules of a network folder; one by which somebody was invoiced never changes."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

from wego.core import audit
from wego.core.loading import LoadReport
from wego.datafiles import DataFault, DataFaults, Document, read_yaml
from wego.dues.models import FeeSchedule, RunQuote
from wego.engines.definitions import DefinitionFaults
from wego.engines.fees import Schedule, read_schedule


def load_dues(folder: Path, *, at: datetime) -> LoadReport:
    """Load every file under `fees/`: all of them, or none and every fault."""
    report = LoadReport()
    faults: list[DataFault] = []
    read: list[tuple[Document, Schedule]] = []
    for path in sorted((folder / "fees").glob("*.yaml")):
        try:
            document = read_yaml(path)
            read.append((document, read_schedule(document.data)))
        except DataFaults as refusal:
            faults += refusal.faults
        except DefinitionFaults as refusal:
            faults += document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults).faults
    faults += [
        document.fault(("code",), f"{schedule.code} is not the file's name", f"name the file {schedule.code}.yaml")
        for document, schedule in read
        if document.path.stem != schedule.code
    ]
    if faults:
        raise DataFaults(faults)
    with transaction.atomic():
        for document, schedule in read:
            faults += _put(document, schedule, report, at=at)
        if faults:
            raise DataFaults(faults)
    return report


def _put(document: Document, schedule: Schedule, report: LoadReport, *, at: datetime) -> list[DataFault]:
    plain = json.loads(json.dumps(document.data, default=str))
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    row = FeeSchedule.objects.filter(code=schedule.code).first()
    if row and row.sha256 == digest:
        report.count("left")
        return []
    if row and RunQuote.objects.filter(run__schedule=row).exclude(invoice=None).exists():
        message = f"schedule {schedule.code} has been invoiced by and differs from this file"
        return [document.fault(("code",), message, "give the changed schedule a code and a first year of its own")]
    report.count("changed" if row else "added")
    row = row or FeeSchedule(code=schedule.code)
    before = {"sha256": row.sha256}
    row.titles, row.first_year = dict(schedule.title), schedule.first_year
    row.definition, row.sha256, row.loaded_at = plain, digest, at
    row.save()
    audit.record("fee_schedule.loaded", row, by=None, at=at, before=before, after={"sha256": digest})
    return []
