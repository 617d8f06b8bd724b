"""The shape of a YAML definition: which keys an entry must and may have, texts in three languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from wego.core.countries import is_country
from wego.core.text_files import read_texts
from wego.datafiles import DataFault, Document, read_yaml

Key = tuple[str | int, ...]


class DefinitionFile:
    """One YAML file and the faults found in it so far."""

    def __init__(self, path: Path, faults: list[DataFault]):
        self.document: Document = read_yaml(path)
        self.faults = faults

    def refuse(self, key: Key, message: str, remedy: str = "") -> None:
        self.faults.append(self.document.fault(key, message, remedy))

    def mapping(self, at: Key, found: Any, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Any]:
        """The mapping at a key, with every required key (None where it lacks) and no unknown one."""
        if not isinstance(found, dict):
            self.refuse(at, "is not a mapping", f"give {', '.join(required)}")
            return dict.fromkeys((*required, *optional))
        for key in required:
            if found.get(key) is None and key not in found:
                self.refuse(at, f"lacks “{key}”", f"add {key}:")
        for key in found:
            if key not in required and key not in optional:
                self.refuse((*at, key), "is unknown", f"known: {', '.join((*required, *optional))}")
        return {**dict.fromkeys((*required, *optional)), **found}

    def top(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Any]:
        return self.mapping((), self.document.data, required, optional)

    def entries(
        self, at: Key, found: Any, required: Sequence[str], optional: Sequence[str] = ()
    ) -> Iterator[tuple[Key, dict[str, Any]]]:
        """Each mapping of a list, with its key."""
        if not isinstance(found, list):
            self.refuse(at, "is not a list", "begin each entry with a dash")
            return
        for number, entry in enumerate(found):
            yield (*at, number), self.mapping((*at, number), entry, required, optional)

    def texts(self, at: Key, found: Any) -> dict[str, str]:
        """A text in every language."""
        return read_texts(self.document, at, found, self.faults)

    def words(self, at: Key, found: Any) -> list[str]:
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self.refuse(at, "is not a list of words", "write it as [one, two]")
            return []
        return found

    def countries(self, at: Key, found: Any) -> list[str]:
        codes = self.words(at, found)
        for code in codes:
            if not is_country(code):
                self.refuse(at, f"{code} is not a country", 'give its ISO 3166-1 alpha-2 code, as KR; quote "NO"')
        return codes

    def day(self, at: Key, found: Any) -> date:
        if isinstance(found, date):
            return found
        self.refuse(at, f"{found} is not a date", "write it as 2022-12-31")
        return date.min

    def among(self, at: Key, found: Any, known: Sequence[str]) -> str:
        if found not in known:
            self.refuse(at, f"{found} is unknown", f"known: {', '.join(known)}")
        return str(found)

    def unique(self, at: Key, found: str, seen: set[str]) -> None:
        if found in seen:
            self.refuse(at, f"{found} appears twice", "keep one")
        seen.add(found)
