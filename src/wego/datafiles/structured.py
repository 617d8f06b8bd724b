"""YAML, TOML and JSON files as plain data that remembers the line of every key."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wego.datafiles.faults import DataFault, DataFaults, KeyPath, key_text
from wego.datafiles.text import read_text

if TYPE_CHECKING:
    import yaml


@dataclass(frozen=True)
class Document:
    """The plain data of one file and, where the format tells, the line at which each key path stands."""

    path: Path
    data: Any
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)

    def line(self, key: KeyPath) -> int | None:
        """The line of a key path, or of the nearest thing around it."""
        path = tuple(key)
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.lines.get(())

    def fault(self, key: KeyPath, message: str, remedy: str = "") -> DataFault:
        """A fault at a key path of this file."""
        return DataFault(str(self.path), message, remedy, self.line(key), key_text(key))

    def refuse(self, faults: Iterable[tuple[KeyPath, str, str]]) -> DataFaults:
        """The refusal that an engine's faults (key path, message, remedy) amount to in this file."""
        return DataFaults(self.fault(key, message, remedy) for key, message, remedy in faults)


def read_yaml(path: Path | str) -> Document:
    """A YAML file; a key that stands twice, a bad indent or an unknown tag is refused with its line."""
    import yaml  # a twentieth of a second, which commands that read no YAML do not pay

    path = Path(path)
    text = read_text(path)
    # libyaml reads the same language ten times faster where the wheel carries it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Document(path, None)
        lines: dict[tuple[str | int, ...], int] = {}
        faults: list[DataFault] = []
        _walk(node, (), lines, faults, path)
        if faults:
            raise DataFaults(faults)
        return Document(path, loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        message = f"is not YAML: {error.problem}"
        raise DataFaults([DataFault(str(path), message, line=mark.line + 1 if mark else None)]) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:  # control characters, depth, 2020-13-45
        raise DataFaults([DataFault(str(path), f"is not YAML: {' '.join(str(error).split())}")]) from None
    finally:
        loader.dispose()


def yaml_text(data: Any) -> str:
    """Plain data as YAML in one form alone: the same data, the same text."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(
        data, Dumper=dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=120, indent=2
    )
    return text


def _walk(
    node: yaml.Node,
    at: tuple[str | int, ...],
    lines: dict[tuple[str | int, ...], int],
    faults: list[DataFault],
    path: Path,
) -> None:
    lines.setdefault(at, node.start_mark.line + 1)
    # A scalar's value is text, a sequence's a list of nodes, a mapping's a list of pairs of nodes.
    for number, item in enumerate(node.value if isinstance(node.value, list) else ()):
        if isinstance(item, tuple):
            key, value = item
            here = (*at, str(key.value))
            if here in lines:
                message = f"appears twice (first in line {lines[here]})"
                faults.append(DataFault(str(path), message, "keep one", key.start_mark.line + 1, key_text(here)))
            lines[here] = key.start_mark.line + 1
            _walk(value, here, lines, faults, path)
        else:
            lines[(*at, number)] = item.start_mark.line + 1
            _walk(item, (*at, number), lines, faults, path)


def read_toml(path: Path | str) -> Document:
    """A TOML file. Lines are those at which tables and keys are written; nested inline keys take their table's line."""
    path = Path(path)
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFaults([DataFault(str(path), f"is not TOML: {error}")]) from None
    return Document(path, data, _toml_lines(text))


def _toml_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """tomllib keeps no positions, so headers and `key =` starts are read off the text, which is known to be valid."""
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        # Lines of a list or of a text over several lines may begin as headers do.
        if line.startswith("[[") and "]]" in line:
            name = tuple(part.strip().strip("\"'") for part in line[2 : line.index("]")].split("."))
            counts[name] = counts.get(name, -1) + 1
            table = (*name, counts[name])
            lines.setdefault(name, number)
            lines[table] = number
        elif line.startswith("[") and "]" in line:
            table = tuple(part.strip().strip("\"'") for part in line[1 : line.index("]")].split("."))
            lines[table] = number
        elif "=" in line and not line.startswith("#"):
            key = line.split("=", 1)[0].strip().strip("\"'")
            lines.setdefault((*table, key), number)
    return lines


class WrittenNumber(Decimal):
    """A number that remembers how it was written: `1.50`, not 1.5."""

    text: str

    def __new__(cls, text: str) -> WrittenNumber:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        return self.text


def read_json(path: Path | str, *, parse_float: Callable[[str], Any] = float) -> Document:
    """A JSON file; a key that stands twice in one object, NaN and Infinity are refused."""
    path = Path(path)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in items:
            if key in found:
                raise DataFaults([DataFault(str(path), "appears twice in one object", "keep one", key=key)])
            found[key] = value
        return found

    def constant(name: str) -> None:
        raise DataFaults([DataFault(str(path), f"{name} is not JSON", "give a number or null")])

    try:
        text = read_text(path)
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=constant, parse_float=parse_float)
        return Document(path, data)
    except json.JSONDecodeError as error:
        raise DataFaults([DataFault(str(path), f"is not JSON: {error.msg}", line=error.lineno)]) from None
    except (RecursionError, ValueError) as error:  # depth, numbers of thousands of digits
        raise DataFaults([DataFault(str(path), f"cannot be read as JSON: {error}")]) from None
