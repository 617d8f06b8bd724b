"""Acts on threads of comments, whatever page they stand on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.acts.act import OF_MEMBERS, Act
from wego.core.comments.models import Comment
from wego.core.comments.services import CommentRefused, resolve_comment, write_comment
from wego.core.comments.subjects import has_gone, subject_for


class CommentForm(forms.Form):
    """The words."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter a text first.")},
    )


def _thing(user: Any, kind: str, thing_id: str) -> Any:
    """A thing that one sees."""
    subject = subject_for(user, kind, thing_id)
    if subject is None:
        if has_gone(user, kind, thing_id):
            raise CommentRefused(_("What you comment on no longer exists. Your comment was not saved."))
        raise Http404
    return subject


def _comment(user: Any, pk: int) -> Comment:
    comment = get_object_or_404(Comment, pk=pk)
    _thing(user, comment.subject_kind, comment.subject_id)
    return comment


COMMENT_WRITE = Act(
    name="write",
    address="comments:write",
    label=_("Comment"),
    said=_("Comment added."),
    service=write_comment,
    subject=_thing,
    form=CommentForm,
    is_form_hidden=True,  # it stands below its thread
    values=lambda subject, given: {"subject": subject, **given},
    back=lambda subject: reverse("portal:my"),
    **OF_MEMBERS,
)

COMMENT_RESOLVE = Act(
    name="resolve",
    address="comments:resolve",
    label=pgettext_lazy("of a comment", "Resolved"),
    said=_("Comment resolved."),
    service=resolve_comment,
    subject=_comment,
    key="comment_id",
    is_possible=lambda comment: comment.resolved_at is None,
    back=lambda comment: reverse("portal:my"),
    **OF_MEMBERS,
)
