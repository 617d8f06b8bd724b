"""Loads the rules of the network for facts: by what they are checked, and which answers which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from wego.core.definitions.models import FIRST, Definition
from wego.core.definitions.services import Publication, Written, publish_files
from wego.core.loading import LoadReport
from wego.datafiles import DataFault, read_yaml
from wego.engines.checks import EVERY, read_checks
from wego.engines.crosswalks import read_crosswalk
from wego.engines.definitions import DefinitionFaults
from wego.records.models import CheckRules, Crosswalk, Indicator

# Each file of a network folder with its definition and the reader that refuses what is unsound.
FILES: dict[str, tuple[type[Definition], Callable[[object], Any]]] = {
    "checks": (CheckRules, read_checks),
    "crosswalk": (Crosswalk, read_crosswalk),
}


def load_rules(folder: Path, report: LoadReport, faults: list[DataFault], *, at: datetime) -> None:
    """Publish `checks.yaml` and `crosswalk.yaml`; without a file nothing changes. Faults are noted with their place."""
    known = set(Indicator.objects.values_list("code", flat=True))
    for name, (model, read) in FILES.items():
        path = folder / f"{name}.yaml"
        if not path.is_file():
            continue
        document = read_yaml(path)
        try:
            rules = read(document.data)
        except DefinitionFaults as refusal:
            faults += document.refuse((one.path, one.message, one.remedy) for one in refusal.faults).faults
            continue
        if unknown := sorted(rules.indicators - known - {EVERY}):
            message = f"names indicators that nobody declares: {', '.join(unknown)}"
            faults.append(document.fault((), message, "name them in indicators.yaml"))
            continue
        version = str(document.data.get("version", FIRST))
        publish_files(model, [Written(Publication(name, document.data, version), document)], report, at=at)
