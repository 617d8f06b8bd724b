"""What may be commented on: each app declares its kinds, with who sees a thing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wego.core.references import Reference


@dataclass(frozen=True)
class CommentSubject:
    """`find` answers with the thing's reference if this reader sees it, else None: the thing's own rule.

    `may_write` says who writes about things of the kind: they are told where one has gone, all others find no page.
    """

    kind: str
    find: Callable[[Any, str], Reference | None]
    may_write: Callable[[Any], bool] = lambda user: False


_declared: dict[str, CommentSubject] = {}


def declare(subject: CommentSubject) -> CommentSubject:
    """Let things of a kind be commented on."""
    if _declared.setdefault(subject.kind, subject) != subject:
        raise ValueError(f"{subject.kind} is declared twice")
    return subject


def has_gone(user: Any, kind: str, thing_id: str) -> bool:
    """Whether a thing on which this reader might have written is there no more."""
    known = _declared.get(kind)
    return known is not None and known.may_write(user) and known.find(user, thing_id) is None


def subject_for(user: Any, kind: str, thing_id: str) -> Reference | None:
    """The thing, if there is one that this reader sees and may comment on."""
    known = _declared.get(kind)
    return known.find(user, thing_id) if known else None
