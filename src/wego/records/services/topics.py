"""Loads topics and dimensions: by what indicators are filed, and by what facts are broken down."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.db import models

from wego.core import languages
from wego.core.loading import LoadReport, upsert
from wego.datafiles import DataFault, read_yaml
from wego.engines.definitions import Cursor
from wego.records.models import Dimension, Topic

M = TypeVar("M", bound=models.Model)
# Categories stand in breakdowns, between = and ;.
CATEGORY = re.compile(r"[a-z0-9]+([-_][a-z0-9]*)*")


def load_topics(folder: Path, report: LoadReport, faults: list[DataFault]) -> dict[str, Topic]:
    """Load `topics.yaml`; without the file nothing changes."""
    broader: dict[str, str] = {}

    def read(item: Cursor, order: int) -> dict[str, Any]:
        item.is_mapping(required=("code", "name"), optional=("synonyms", "broader"))
        code = item.at("code").code()
        if item.has("broader"):
            broader[code] = item.at("broader").string()
            if broader[code] not in known:
                item.at("broader").fault("unknown", f"{broader[code]} is no topic before this one", "put it first")
        known.add(code)
        synonyms = {language: [word.string() for word in words.items()] for language, words in _entries(item)}
        return {"code": code, "order": order, "name": _texts(item), "synonyms": synonyms}

    known: set[str] = set()
    loaded = _load(folder, "topics", Topic, read, report, faults)
    for code, topic in loaded.items():
        above = loaded.get(broader.get(code, ""))
        if topic.broader_id != (above.pk if above else None):
            topic.broader = above
            topic.save(update_fields=["broader"])
    return loaded


def load_dimensions(folder: Path, report: LoadReport, faults: list[DataFault]) -> dict[str, Dimension]:
    """Load `dimensions.yaml`; without the file nothing changes."""

    def read(item: Cursor, order: int) -> dict[str, Any]:
        item.is_mapping(required=("code", "name"), optional=("categories",))
        categories = item.at("categories").value if item.has("categories") else {}
        found = {}
        for code in categories if isinstance(categories, Mapping) else ():
            at = item.at("categories").at(code)
            if not CATEGORY.fullmatch(str(code)):
                at.fault("not_a_code", f"{code} is no code of a category", "lower-case letters, digits, - and _")
            found[str(code)] = at.texts(languages.of_files())
        return {"code": item.at("code").code(), "name": _texts(item), "categories": found}

    return _load(folder, "dimensions", Dimension, read, report, faults)


def _entries(item: Cursor) -> list[tuple[str, Cursor]]:
    return item.at("synonyms").entries() if item.has("synonyms") else []


def _texts(item: Cursor) -> dict[str, str]:
    return dict(item.at("name").texts(languages.of_files())) if item.has("name") else {}


def _load(
    folder: Path,
    name: str,
    model: type[M],
    read: Callable[[Cursor, int], dict[str, Any]],
    report: LoadReport,
    faults: list[DataFault],
) -> dict[str, M]:
    path = folder / f"{name}.yaml"
    if not path.is_file():
        return {row.code: row for row in model._default_manager.all()}  # type: ignore[attr-defined]
    document = read_yaml(path)
    root = Cursor(document.data)
    root.is_mapping(required=(name,))
    rows = [read(item, order) for order, item in enumerate(root.at(name).items())]
    if root.faults:
        faults += document.refuse((fault.path, fault.message, fault.remedy) for fault in root.faults).faults
        return {}
    return {code: upsert(report, model, {"code": code}, row) for row in rows if (code := row.pop("code"))}
