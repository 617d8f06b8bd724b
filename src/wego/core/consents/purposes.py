"""What people can agree to: each app declares its purposes, with what follows from a yes and from a no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from wego.core.references import Reference


@dataclass(frozen=True)
class ConsentPurpose:
    """`meaning` says what happens once somebody agrees, `on_withdrawal` what happens when it is taken back; `offered`
    answers with the things about which this person may be asked."""

    code: str
    label: str | Promise
    meaning: str | Promise
    on_withdrawal: str | Promise
    offered: Callable[[Any], Iterable[Reference]]


_declared: dict[str, ConsentPurpose] = {}


def declare(purpose: ConsentPurpose) -> ConsentPurpose:
    """Make a purpose known to the account page."""
    if _declared.setdefault(purpose.code, purpose) != purpose:
        raise ValueError(f"{purpose.code} is declared twice")
    return purpose


def purpose_of(code: str) -> ConsentPurpose | None:
    return _declared.get(code)


def known_purposes() -> list[ConsentPurpose]:
    """All purposes, by their codes."""
    return [_declared[code] for code in sorted(_declared)]
