"""`tools/wording.py`: refuses what is not written in what the platform shows; the kinds are data, one file a language.

It reads the English messages of every package (the same ones that `tools/catalogues.py` extracts), the translations of
its catalogues, and the texts of the network folders. A kind has a pattern, what to write instead, one example that must
be refused, and the texts that are good although the pattern finds them (whole, or a part of a message). The words that
the glossary's table of terms does not want are kinds as well: one with a bracket where the English has its row's term.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel.messages.pofile import read_po

if __name__ == "__main__":  # started as a file, like its neighbours
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import catalogues, joints, roles

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "tools"
GLOSSARY = ROOT / "docs" / "glossary.md"
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
# What each language has: its file of kinds, its folder of catalogues, and its columns of the glossary's table.
LANGUAGES = {"en": "english", "ko": "korean", "zh-hans": "chinese"}
CATALOGUES = {"ko": "ko", "zh-hans": "zh_Hans"}
COLUMNS = {"ko": (1, 4), "zh-hans": (2, 5)}  # what is said, what is not
LIMITED = ("zh-hans",)  # where words with a bracket are refused beside their term


class Text(NamedTuple):
    """A text of a language, the file where it is, and what it says in English."""

    where: str
    english: str
    said: str


@dataclass(frozen=True)
class Kind:
    """One kind of wording that is not written here; `term` limits it to texts about that."""

    name: str
    pattern: re.Pattern[str]
    better: str
    example: str
    fine: tuple[str, ...] = ()
    term: str = ""

    def is_in(self, text: str, english: str = "") -> bool:
        about = PLACEHOLDERS.sub("N", english)
        if self.term and not re.search(rf"\b{re.escape(self.term)}s?\b", about, re.IGNORECASE):
            return False
        rest = text
        for good in self.fine:
            rest = rest.replace(good, "")
        return bool(self.pattern.search(PLACEHOLDERS.sub("N", rest)))


def kinds(language: str) -> list[Kind]:
    """Everything that is refused in a language."""
    rules = _rules(language)
    good = tuple(rules.get("fine", ()))
    listed = [
        Kind(one["name"], re.compile(one["pattern"]), one["better"], one["example"], (*one.get("fine", ()), *good))
        for one in rules["kind"]
    ]
    return [*listed, *_glossary_kinds(language, good)] if language in COLUMNS else listed


@cache
def _rules(language: str) -> dict[str, Any]:
    return tomllib.loads((TOOLS / f"{LANGUAGES[language]}.toml").read_text(encoding="utf-8"))


def _glossary_kinds(language: str, good: tuple[str, ...]) -> Iterator[Kind]:
    """A kind for each word that the table of terms does not want in a language."""
    said, unwanted = COLUMNS[language]
    lines = [line.strip() for line in GLOSSARY.read_text(encoding="utf-8").splitlines()]
    rows = [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]
    terms = [cells for cells in rows if len(cells) == 7 and cells[0] not in ("English", "---")]
    words = [re.sub(r"\(.*?\)", "", word).strip() for cells in terms for word in cells[said].split(";")]
    for cells in terms:
        term = re.sub(r"\(.*?\)|^the ", "", cells[0]).strip()
        for found, limit in re.findall(r"([^;()]+?)\s*(\([^)]*\))?\s*(?:;|$)", cells[unwanted]):
            name = found.strip()
            if limit and language not in LIMITED:
                continue
            within = tuple(one for one in words if name in one and name != one)
            yield Kind(name, re.compile(re.escape(name)), cells[said], name, (*within, *good), term if limit else "")
    if language == "ko":
        yield from _particle_kinds(words)


def _particle_kinds(words: Iterable[str]) -> Iterator[Kind]:
    """A kind for each Korean term with the particles that do not go with its last letter (`회비을`, `기관를`)."""
    for word in sorted({part for one in words for part in one.split(", ") if part and "가" <= part[-1] <= "힣"}):
        final = (ord(word[-1]) - ord("가")) % 28  # 0: the syllable ends in a vowel; 8: in ㄹ
        wrong = "는를와" + ("" if final == 8 else "로") if final else "은을과"
        pattern = re.compile(rf"{re.escape(word)}[{wrong}](?![가-힣])")
        example = f"{word}{wrong[0]}"
        yield Kind(example, pattern, f"the particle that goes with {word}", example)


def faults(texts: Iterable[Text], known: Iterable[Kind]) -> Iterator[str]:
    """What is not written here among texts, each with the place where it is."""
    listed = list(known)
    for text in texts:
        for kind in listed:
            if kind.is_in(text.said, text.english):
                yield f"{text.where}: “{text.said}”: “{kind.name}” is not written here; write: {kind.better}"


def texts(language: str) -> Iterator[Text]:
    """Everything that the platform and its networks say in a language."""
    yield from translations(CATALOGUES[language]) if language in CATALOGUES else messages()
    yield from network_texts(language)


def messages() -> Iterator[Text]:
    """Every English message of every package, with the file where it is."""
    for package in catalogues.packages():
        for message in catalogues.extracted(package):
            for said in (message.id,) if isinstance(message.id, str) else message.id:
                if said:
                    yield Text(message.locations[0][0], said, said)


def translations(folder: str) -> Iterator[Text]:
    """Every translation of every package's catalogue, with the catalogue where it is."""
    for path in sorted((ROOT / "src").glob(f"wego/*/locale/{folder}/LC_MESSAGES/django.po")):
        with path.open("rb") as catalogue:
            for message in read_po(catalogue, ignore_obsolete=True):
                english = message.id if isinstance(message.id, str) else message.id[0]
                for said in (message.string,) if isinstance(message.string, str) else message.string:
                    if english and said:
                        yield Text(path.relative_to(ROOT).as_posix(), english, said)


def network_texts(language: str) -> Iterator[Text]:
    """Every text of the network folders' files in a language, with the file where it is.

    The published versions that `frozen` names are left out: another word is another version.
    """
    for file in sorted((ROOT / "networks").rglob("*.yaml")):
        where = file.relative_to(ROOT).as_posix()
        if not any(fnmatch(where, frozen) for frozen in _rules(language)["frozen"]):
            for english, said in _texts(yaml.safe_load(file.read_text(encoding="utf-8")), language):
                yield Text(where, english, said.strip())


def _texts(value: Any, language: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if isinstance(said := value.get(language), str):
            yield str(value.get("en", "")), said
        for key, inner in value.items():
            if key != "printed":  # as a document has it
                yield from _texts(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, language)


def lacking() -> Iterator[str]:
    """Every text of the network folders' files that is not given in every language, with the file where it is."""
    for file in sorted((ROOT / "networks").rglob("*.yaml")):
        for texts_by_language in _by_language(yaml.safe_load(file.read_text(encoding="utf-8"))):
            if missing := [language for language in LANGUAGES if not texts_by_language.get(language)]:
                where, said = file.relative_to(ROOT).as_posix(), texts_by_language["en"]
                yield f"{where}: “{said}” is not given in {', '.join(missing)}"


def _by_language(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("en"), str):
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _by_language(inner)


def main() -> int:
    found = [fault for language in LANGUAGES for fault in faults(texts(language), kinds(language))]
    found += [*joints.faults(ROOT), *joints.faults_in_code(ROOT), *roles.faults(ROOT), *lacking()]
    print("\n".join(found) or "Every text is written as an office writes it.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
