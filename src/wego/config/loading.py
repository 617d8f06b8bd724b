"""Loading a network folder into every app that keeps some of it, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.db import transaction

from wego.core.loading import LoadReport

# In the order in which one builds on the other.
APPS = ("members", "records", "questionnaires", "assessment", "cityindex")


def load_network(folder: Path, *, at: datetime, say: Callable[[str], None] = lambda words: None) -> LoadReport:
    """Load every app's part in one transaction; raises DataFaults, and then nothing has changed."""
    whole = LoadReport()
    with transaction.atomic():
        for app in APPS:
            module = part_of(app, "loading")
            if module is None:
                continue
            report: LoadReport = getattr(module, f"load_{app}")(folder, at=at)
            say(f"{app}: {report.added} added, {report.changed} changed, {report.left} left")
            whole.added += report.added
            whole.changed += report.changed
            whole.left += report.left
            whole.inconsistencies += report.inconsistencies
    return whole


def part_of(app: str, name: str) -> ModuleType | None:
    """The module `services.<name>` of an app; None where the app has none."""
    package = import_module(f"wego.{app}")
    if not any((Path(folder) / "services" / f"{name}.py").exists() for folder in package.__path__):
        return None
    return import_module(f"wego.{app}.services.{name}")
