"""Loads the fee schedules of a network folder; a published version is never overwritten."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from wego.core.definitions.models import FIRST
from wego.core.definitions.services import Publication, Written, publish_files
from wego.core.loading import LoadReport
from wego.datafiles import DataFault, DataFaults, Document, read_yaml
from wego.dues.models import FeeSchedule
from wego.engines.definitions import DefinitionFaults
from wego.engines.fees import Schedule, read_schedule


def load_dues(folder: Path, *, at: datetime) -> LoadReport:
    """Load every file under `fees/`: all of them, or none and every fault."""
    report = LoadReport()
    faults: list[DataFault] = []
    read: list[Written] = []
    for path in sorted((folder / "fees").glob("*.yaml")):
        try:
            document = read_yaml(path)
            read.append(_written(document, read_schedule(document.data)))
        except DataFaults as refusal:
            faults += refusal.faults
        except DefinitionFaults as refusal:
            faults += document.refuse((fault.path, fault.message, fault.remedy) for fault in refusal.faults).faults
    faults += [
        one.fault("code", f"{code} is not the file's name", f"name the file {code}.yaml")
        for one in read
        if (code := one.publication.code) != one.document.path.stem
    ]
    if faults:
        raise DataFaults(faults)
    publish_files(FeeSchedule, read, report, at=at)
    return report


def _written(document: Document, read: Schedule) -> Written:
    values = {"titles": dict(read.title), "first_year": read.first_year}
    return Written(Publication(read.code, document.data, read.version or FIRST, values), document)
