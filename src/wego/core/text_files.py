"""Texts in the network's files: given in every language that these files promise, and in others where somebody did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wego.core import languages
from wego.datafiles import DataFault, Document

Key = tuple[str | int, ...]


def read_texts(
    document: Document, key: Key, found: Any, faults: list[DataFault], *, may_be_empty: bool = False
) -> dict[str, str]:
    """A text by language; what lacks or is unknown is a fault at its key, and the text then empty."""
    wanted, known = languages.of_files(), set(languages.codes())
    if (
        not isinstance(found, Mapping)
        or not set(wanted) <= set(found) <= known
        or not (may_be_empty or all(found.values()))
    ):
        faults.append(document.fault(key, "is not given in every language", f"give {', '.join(wanted)}"))
        return {}
    return {language: str(text or "").strip() for language, text in found.items()}
