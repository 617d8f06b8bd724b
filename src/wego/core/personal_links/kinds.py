"""The kinds of personal links: what each is for, which view it opens, how long and how often it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise


@dataclass(frozen=True)
class LinkKind:
    """`view` is the name of the address that takes the link's `token`; `uses` is None where it works many times."""

    code: str
    label: str | Promise
    view: str
    good_for: timedelta
    uses: int | None = 1


_declared: dict[str, LinkKind] = {}


def declare(kind: LinkKind) -> LinkKind:
    """Make a kind known; its code stands in every link made of it."""
    if _declared.setdefault(kind.code, kind) != kind:
        raise ValueError(f"{kind.code} is declared twice")
    return kind


def known_kinds() -> list[LinkKind]:
    """All kinds, by their codes."""
    return [_declared[code] for code in sorted(_declared)]
