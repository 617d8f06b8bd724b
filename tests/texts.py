"""Texts as tests like to write them: `make_organisation(name_ko="서울")`."""

from __future__ import annotations

from typing import Any

from wego.core.texts import as_texts, changed, joined


def with_texts(fields: dict[str, Any], **texts: Any) -> dict[str, Any]:
    """The fields of a row whose `texts` are as given, with `name_ko` and the like put in."""
    found = joined(texts, fields)
    return {**found, **{name: changed(as_texts(text), found.get(name, {})) for name, text in texts.items()}}
