"""Where the form of a thread is sent, whatever page it stands on."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wego.core.comments.models import Comment
from wego.core.comments.services import resolve_comment, write_comment
from wego.core.comments.subjects import subject_for
from wego.core.form_tokens import once, page_of_form
from wego.core.office import run_service


class CommentForm(forms.Form):
    """The words."""

    text = forms.CharField(label=gettext_lazy("Comment"), max_length=5000, widget=forms.Textarea({"rows": 3}))


@require_POST
@login_required
@once
def comment_write(request: HttpRequest, kind: str, thing_id: str) -> HttpResponse:
    """Add to the thread of a thing that one sees."""
    subject = subject_for(request.user, kind, thing_id)
    if subject is None:
        raise Http404
    form = CommentForm(request.POST)
    if form.is_valid():
        run_service(request, _("Comment added."), write_comment, subject=subject, **form.cleaned_data)
    else:
        messages.error(request, _("Write something first."))
    return _back(request)


@require_POST
@login_required
@once
def comment_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a comment about a thing that one sees."""
    comment = get_object_or_404(Comment, pk=pk)
    if subject_for(request.user, comment.subject_kind, comment.subject_id) is None:
        raise Http404
    run_service(request, _("Comment settled."), resolve_comment, comment_id=pk)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    page = page_of_form(request)
    return redirect(page if page != request.get_full_path() else "portal:my")
