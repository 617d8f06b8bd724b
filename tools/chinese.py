"""`tools/chinese.py`: refuses in Chinese what the glossary does not say, half-width punctuation, and stray spaces.

Words come from the column “not in Chinese” of `docs/glossary.md`: one with a bracket is refused only where the English
text has the term of its row. The other kinds are data, `tools/chinese.toml`. Read are the catalogues of every package
and the Chinese texts of the network folders; frozen files are those of `tools/wording.py`.
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

if __name__ == "__main__":  # started as a file, like its neighbours
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from babel.messages.pofile import read_po

from tools import wording

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "tools" / "chinese.toml"
GLOSSARY = ROOT / "docs" / "glossary.md"
HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Rule:
    """One kind of Chinese that is not written here; `term` limits it to texts about that."""

    name: str
    pattern: re.Pattern[str]
    better: str
    example: str
    term: str = ""
    within: tuple[str, ...] = ()  # the glossary's own words that hold the refused one

    def is_in(self, chinese: str, english: str) -> bool:
        if self.term and not re.search(rf"\b{re.escape(self.term)}s?\b", english, re.IGNORECASE):
            return False
        rest = chinese
        for word in self.within:
            rest = rest.replace(word, "")
        return bool(self.pattern.search(rest))


def glossary_rules(path: Path = GLOSSARY) -> Iterator[Rule]:
    """A rule for each word that the table of terms forbids in Chinese."""
    rows = [
        [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    terms = [cells for cells in rows if len(cells) == 7 and cells[0] not in ("English", "---")]
    said = [re.sub(r"\(.*?\)", "", word).strip() for cells in terms for word in cells[2].split(";")]
    for cells in terms:
        term = re.sub(r"\(.*?\)|^the ", "", cells[0]).strip()
        for word, limit in re.findall(r"([^;()]+?)\s*(\([^)]*\))?\s*(?:;|$)", cells[5]):
            name = word.strip()
            within = tuple(one for one in said if name in one and name != one)
            yield Rule(name, re.compile(re.escape(name)), cells[2], name, term if limit else "", within)


def rules(path: Path = RULES) -> list[Rule]:
    given = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
    kinds = [Rule(one["name"], re.compile(one["pattern"]), one["better"], one["example"]) for one in given]
    return [*glossary_rules(), *kinds]


def faults(texts: Iterable[tuple[str, str, str]], known: Iterable[Rule], fine: Iterable[str]) -> Iterator[str]:
    """What is wrong among (place, English, Chinese)."""
    listed, good = list(known), list(fine)
    for where, english, chinese in texts:
        rest = chinese
        for part in good:
            rest = rest.replace(part, "")
        for rule in listed:
            if rule.is_in(rest, wording.PLACEHOLDERS.sub("N", english)):
                yield f"{where}: “{chinese}”: {rule.name}; write: {rule.better}"


def fine(path: Path = RULES) -> list[str]:
    return [str(part) for part in tomllib.loads(path.read_text(encoding="utf-8"))["fine"]]


def catalogue_texts() -> Iterator[tuple[str, str, str]]:
    for path in sorted((ROOT / "src" / "wego").glob("*/locale/zh_Hans/LC_MESSAGES/django.po")):
        where = path.relative_to(ROOT).as_posix()
        with path.open("rb") as file:
            for message in read_po(file, ignore_obsolete=True):
                english = message.id if isinstance(message.id, str) else message.id[0]
                chinese = message.string if isinstance(message.string, str) else message.string[0]
                if english and chinese:
                    yield where, english, chinese


def network_texts() -> Iterator[tuple[str, str, str]]:
    frozen = tomllib.loads(wording.KINDS.read_text(encoding="utf-8"))["frozen"]
    for path in sorted((ROOT / "networks").rglob("*.yaml")):
        where = path.relative_to(ROOT).as_posix()
        if where in frozen or path.parts[-3] == "index":
            continue
        for english, chinese in _chinese(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield where, english, chinese


def _chinese(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        said = value.get("zh-hans")
        if isinstance(said, str):
            yield str(value.get("en", "")), said.strip()
        for inner in value.values():
            yield from _chinese(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _chinese(inner)


def main() -> int:
    texts = [one for one in (*catalogue_texts(), *network_texts()) if HAN.search(one[2])]
    found = list(faults(texts, rules(), fine()))
    print("\n".join(found) or "Every Chinese text has the glossary's words and full-width punctuation.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
