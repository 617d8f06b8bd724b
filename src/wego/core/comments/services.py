"""Writing a comment, and settling it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.comments.models import Comment
from wego.core.references import Reference
from wego.core.rules import RuleError


class CommentRefused(RuleError):
    """The comment cannot be written or settled so; the message says why."""


@transaction.atomic
def write_comment(*, subject: Reference, text: str, by: Actor, at: datetime) -> Comment:
    """Say something about a thing. The trail notes that it was said, not the words."""
    if not text.strip():
        raise CommentRefused(_("Enter a text first."))
    comment = Comment.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_label=subject.label[:300],
        author_key=by.key,
        written_at=at,
        text=text.strip(),
    )
    audit.record("comment.written", comment, by=by, at=at)
    return comment


@transaction.atomic
def resolve_comment(*, comment_id: int, by: Actor, at: datetime) -> Comment:
    """Note that what was said is settled."""
    comment = Comment.objects.select_for_update().get(pk=comment_id)
    if comment.resolved_at:
        raise CommentRefused(_("This comment is already resolved."))
    comment.resolved_at, comment.resolved_by_key = at, by.key
    comment.save(update_fields=["resolved_at", "resolved_by_key"])
    audit.record("comment.resolved", comment, by=by, at=at)
    return comment
