"""What may be commented on: each app declares its kinds, with who sees a thing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wego.core.references import Reference


@dataclass(frozen=True)
class CommentSubject:
    """`find` answers with the thing's reference if this reader sees it, else None: the thing's own rule."""

    kind: str
    find: Callable[[Any, str], Reference | None]


_declared: dict[str, CommentSubject] = {}


def declare(subject: CommentSubject) -> CommentSubject:
    """Let things of a kind be commented on."""
    if _declared.setdefault(subject.kind, subject) != subject:
        raise ValueError(f"{subject.kind} is declared twice")
    return subject


def subject_for(user: Any, kind: str, thing_id: str) -> Reference | None:
    """The thing, if there is one that this reader sees and may comment on."""
    known = _declared.get(kind)
    return known.find(user, thing_id) if known else None
