"""`tools/wording.py`: refuses quaint English in what the platform shows; the kinds are data, `tools/english.toml`.

It reads the English messages of every package (the same ones that `tools/catalogues.py` extracts) and the English texts
of the network folders. A kind has a pattern, what to write instead, one example that must be refused, and the texts
that are good English although the pattern finds them (whole, or a part of a message).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools import catalogues

ROOT = Path(__file__).resolve().parents[1]
KINDS = ROOT / "tools" / "english.toml"
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")


@dataclass(frozen=True)
class Kind:
    """One kind of English that is not written here."""

    name: str
    pattern: re.Pattern[str]
    better: str
    example: str
    fine: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        rest = text
        for good in self.fine:
            rest = rest.replace(good, "")
        return bool(self.pattern.search(PLACEHOLDERS.sub("N", rest)))


def kinds(path: Path = KINDS) -> list[Kind]:
    given = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
    return [
        Kind(
            name=one["name"],
            pattern=re.compile(one["pattern"]),
            better=one["better"],
            example=one["example"],
            fine=tuple(one["fine"]),
        )
        for one in given
    ]


def faults(texts: Iterable[tuple[str, str]], known: Iterable[Kind]) -> Iterator[str]:
    """What is quaint among texts, each with the place where it is."""
    listed = list(known)
    for where, text in texts:
        for kind in listed:
            if kind.is_in(text):
                yield f"{where}: “{text}”: “{kind.name}” is not everyday English; write: {kind.better}"


def messages() -> Iterator[tuple[str, str]]:
    """Every English message of every package, with the file where it is."""
    for package in catalogues.packages():
        for message in catalogues.extracted(package):
            for text in (message.id,) if isinstance(message.id, str) else message.id:
                if text:
                    yield message.locations[0][0], text


def network_texts() -> Iterator[tuple[str, str]]:
    """Every English text of the network folders' files, with the file where it is.

    Published editions and the versions that `frozen` names are left out: another word is another version.
    """
    frozen = tomllib.loads(KINDS.read_text(encoding="utf-8"))["frozen"]
    for path in sorted((ROOT / "networks").rglob("*.yaml")):
        where = path.relative_to(ROOT).as_posix()
        if where in frozen or path.parts[-3] == "index":
            continue
        for text in _english(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield where, text


def _english(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "en" and isinstance(inner, str):
                yield inner
            else:
                yield from _english(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _english(inner)


def main() -> int:
    found = list(faults([*messages(), *network_texts()], kinds()))
    print("\n".join(found) or "Every English text is everyday English.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
