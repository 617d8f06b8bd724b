"""Loading a network folder: what was added, changed and left, and what does not fit in the documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from wego.core.texts import Text, beside, plain
from wego.core.translations.states import note_loaded

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Found:
    """One inconsistency of the documents, as `wego load` prints it."""

    id: str
    where: str
    what: str
    decision: str


@dataclass
class LoadReport:
    """What a load did, row by row."""

    added: int = 0
    changed: int = 0
    left: int = 0
    inconsistencies: list[Found] = field(default_factory=list)

    def count(self, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)


def upsert(report: LoadReport, model: type[M], key: Mapping[str, Any], values: Mapping[str, Any]) -> M:
    """Add the row with this key, change what differs, or leave it: loading twice changes nothing.

    For single rows and small files; large tables compare in bulk. A text keeps the languages that `values` lacks.
    """
    row = model._default_manager.filter(**key).first()
    if row is None:
        row = model(**key, **values)
        row.save()
        report.count("added")
        return row
    wanted = {name: beside(getattr(row, name), value) for name, value in values.items()}
    differing = [name for name, value in wanted.items() if plain(getattr(row, name)) != value]
    if differing:
        texts = {name: text for name in differing if isinstance(text := getattr(row, name), Text)}
        for name in differing:
            setattr(row, name, wanted[name])
        row.save()
        note_loaded(row, texts, {name: values[name] for name in texts})
    report.count("changed" if differing else "left")
    return row
