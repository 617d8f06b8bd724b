"""The kinds of seals: what is sealed, how it is found in a file that somebody uploads, and what people read of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


class SealBroken(Exception):
    """A file of this kind was changed since: what it holds is not what its own list of digests says."""


@dataclass(frozen=True)
class SealKind:
    """`signed_part` finds in a file what was signed, where that is a part of it: None for a file of another kind,
    SealBroken for one that does not agree with itself. `describe` answers with what people read and with its address,
    in their language, as far as everybody may know it."""

    code: str
    label: str | Promise
    signed_part: Callable[[bytes], bytes | None] | None = None
    describe: Callable[[Any], tuple[str, str] | None] | None = None  # of a models.Seal


_declared: dict[str, SealKind] = {}


def declare(kind: SealKind) -> SealKind:
    """Make a kind known to the page that checks seals."""
    if _declared.setdefault(kind.code, kind) != kind:
        raise ValueError(f"{kind.code} is declared twice")
    return kind


def kind_of(code: str) -> SealKind | None:
    return _declared.get(code)


def known_kinds() -> list[SealKind]:
    """All kinds, by their codes."""
    return [_declared[code] for code in sorted(_declared)]
