"""The thread of comments about something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wego.core.comments.models import Comment
from wego.core.people_names import names_by_key
from wego.core.references import Reference


@dataclass(frozen=True)
class ThreadLine:
    """A comment with the names of whoever wrote and settled it; empty where they have gone."""

    comment: Comment
    author: str
    resolved_by: str


@dataclass(frozen=True)
class Thread:
    """What `ui/comments.html` shows."""

    subject: Reference
    lines: list[ThreadLine]
    may_write: bool = True


def thread_of(subject: Reference, *, may_write: bool = True) -> Thread:
    """The comments about something in their order; two queries however many. `may_write`: this reader has a say."""
    found = list(Comment.objects.filter(subject_kind=subject.kind, subject_id=subject.id))
    names = names_by_key(key for one in found for key in (one.author_key, one.resolved_by_key))
    lines = [
        ThreadLine(
            one, names.get(one.author_key, ""), names.get(one.resolved_by_key, "") if one.resolved_by_key else ""
        )
        for one in found
    ]
    return Thread(subject, lines, may_write)


def personal_data(*, user: Any) -> tuple[str, list[dict[str, Any]]]:
    """Fills `accounts.hooks.personal_data`: what a person wrote, about what and when."""
    facts = ("subject_label", "written_at", "text", "resolved_at")
    return "comments", list(Comment.objects.filter(author_key=user.key).values(*facts))
