"""`tools/wording.py`: refuses what is not written in what the platform shows; the kinds are data, one file a language.

It reads the English messages of every package (the same ones that `tools/catalogues.py` extracts), the translations of
its catalogues, and the texts of the network folders. A kind has a pattern, what to write instead, one example that must
be refused, and the texts that are good although the pattern finds them (whole, or a part of a message). For Korean, the
words that the glossary's table does not want are kinds as well.
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
from babel.messages.pofile import read_po

from tools import catalogues

ROOT = Path(__file__).resolve().parents[1]
KINDS = ROOT / "tools" / "english.toml"
KOREAN = ROOT / "tools" / "korean.toml"
GLOSSARY = ROOT / "docs" / "glossary.md"
IN_KOREAN, NOT_IN_KOREAN = 1, 4  # columns of the glossary's table of terms
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")


@dataclass(frozen=True)
class Kind:
    """One kind of wording that is not written here."""

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


def glossary_kinds(column: int, instead: int, fine: Iterable[str] = (), path: Path = GLOSSARY) -> list[Kind]:
    """What a column of the table of terms does not want, but for the words that it restricts to a meaning."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) <= column or cells[column].startswith(("---", "not in ")):
            continue
        wanted = [re.sub(r" *\(.*?\)", "", word).strip() for word in cells[instead].split(";")]
        for word in cells[column].split(";"):
            if (word := word.strip()) and "(" not in word:
                inside = tuple(one for one in wanted if word in one)
                found.append(Kind(word, re.compile(re.escape(word)), cells[instead], f"{word}: x", (*inside, *fine)))
    return found


def korean_kinds() -> list[Kind]:
    fine = tomllib.loads(KOREAN.read_text(encoding="utf-8"))["fine"]
    return [*kinds(KOREAN), *glossary_kinds(NOT_IN_KOREAN, IN_KOREAN, fine)]


def faults(texts: Iterable[tuple[str, str]], known: Iterable[Kind]) -> Iterator[str]:
    """What is quaint among texts, each with the place where it is."""
    listed = list(known)
    for where, text in texts:
        for kind in listed:
            if kind.is_in(text):
                yield f"{where}: “{text}”: “{kind.name}” is not written here; write: {kind.better}"


def messages() -> Iterator[tuple[str, str]]:
    """Every English message of every package, with the file where it is."""
    for package in catalogues.packages():
        for message in catalogues.extracted(package):
            for text in (message.id,) if isinstance(message.id, str) else message.id:
                if text:
                    yield message.locations[0][0], text


def translations(language: str) -> Iterator[tuple[str, str]]:
    """Every translation of every package's catalogue, with the catalogue where it is."""
    for path in sorted((ROOT / "src").glob(f"wego/*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as catalogue:
            for message in read_po(catalogue, ignore_obsolete=True):
                for text in (message.string,) if isinstance(message.string, str) else message.string:
                    if message.id and text:
                        yield path.relative_to(ROOT).as_posix(), text


def network_texts(language: str = "en", path: Path = KINDS) -> Iterator[tuple[str, str]]:
    """Every text of the network folders' files in a language, with the file where it is.

    The versions that `frozen` names are left out, and the English of published editions: another word is another
    version.
    """
    frozen = tomllib.loads(path.read_text(encoding="utf-8"))["frozen"]
    for file in sorted((ROOT / "networks").rglob("*.yaml")):
        where = file.relative_to(ROOT).as_posix()
        if where in frozen or (language == "en" and file.parts[-3] == "index"):
            continue
        for text in _texts(yaml.safe_load(file.read_text(encoding="utf-8")), language):
            yield where, text


def _texts(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "printed":  # as a document has it
                continue
            if key == language and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, language)


def main() -> int:
    korean = [*translations("ko"), *network_texts("ko", KOREAN)]
    found = [*faults([*messages(), *network_texts()], kinds()), *faults(korean, korean_kinds())]
    print("\n".join(found) or "Every English and Korean text is written as an office writes it.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
