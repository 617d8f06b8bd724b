"""How the API describes a text in every language of the platform."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import WithJsonSchema

from wego.core import languages

_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def _described(*, has_source: bool, **more: dict[str, Any]) -> dict[str, Any]:
    parts = {code: _TEXT if code == languages.SOURCE and has_source else _MAYBE for code in languages.codes()} | more
    return {"type": "object", "properties": parts, "required": list(parts)}


# By language; null where a translation lacks.
Names = Annotated[dict[str, str | None], WithJsonSchema(_described(has_source=True))]
NamesWithNative = Annotated[dict[str, str | None], WithJsonSchema(_described(has_source=True, native=_MAYBE))]
Summary = Annotated[dict[str, str | None], WithJsonSchema(_described(has_source=False))]
