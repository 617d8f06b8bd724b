"""A method file's tables written as TOML; reading is the standard library's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def to_toml(mapping: Mapping[str, Any]) -> str:
    """Plain values first, then each table under its head, then lists of tables under theirs."""
    plain = {key: value for key, value in mapping.items() if not (isinstance(value, Mapping) or _is_tables(value))}
    parts = ["".join(f"{_key(key)} = {_value(value)}\n" for key, value in plain.items())] if plain else []
    for key, value in mapping.items():
        if isinstance(value, Mapping):
            parts.append(_table(f"[{_key(key)}]", value))
        elif key not in plain:
            parts += [_table(f"[[{_key(key)}]]", one) for one in value]
    return "\n".join(parts)


def to_toml_lines(mapping: Mapping[str, Any]) -> str:
    """The keys of a mapping, each on a line of its own."""
    return "\n".join(f"{_key(key)} = {_value(value)}" for key, value in mapping.items())


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _table(head: str, values: Mapping[str, Any]) -> str:
    return "\n".join([head, *([to_toml_lines(values)] if values else [])]) + "\n"


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if is_bare else _text(key)


def _text(text: str) -> str:
    """JSON's texts are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Iterable):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return repr(value)
