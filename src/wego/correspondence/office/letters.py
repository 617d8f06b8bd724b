"""One letter in the office, its paper and its files; the paper of a certificate."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.comments.queries import thread_of
from wego.core.dated_tasks.queries import tasks_about
from wego.core.files import download
from wego.core.office import office_page
from wego.core.outbox import mails_about
from wego.core.outbox.listings import mail_list
from wego.correspondence.acts import letters as acts
from wego.correspondence.pdf import letter_pdf
from wego.correspondence.permissions import can_see_letters, can_write_letters
from wego.correspondence.queries import letters as queries
from wego.correspondence.queries.certificates import certificates_visible_to


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter: whom it is with, its text, what is attached, who wrote and approved it, and the next step."""
    require(can_see_letters(request.user))
    found = queries.letters_visible_to(request.user).select_related("series", "organisation", "external", "contact")
    one = get_object_or_404(found, pk=pk)
    versions = list(one.versions.all())
    names = queries.names_by_key(
        [one.written_by_key, one.approved_by_key, *(version.written_by_key for version in versions)]
    )
    about = queries.reference_to(one)
    facts = {
        "letter": one,
        "matter_address": queries.matter_address(one) if one.matter else "",
        "attachments": list(one.attachments.all()),
        "versions": [(version, names.get(version.written_by_key) or "–") for version in versions],
        "writer": names.get(one.written_by_key, ""),
        "approver": names.get(one.approved_by_key, ""),
        "mails": mail_list(request, mails_about(about)),
        "tasks": tasks_about(about),
        "thread": thread_of(about, may_write=can_write_letters(request.user)),
        "acts": {
            "change": acts.LETTER_CHANGE,
            "attach": acts.LETTER_ATTACH,
            "detach": acts.LETTER_DETACH,
            "submit": acts.LETTER_SUBMIT,
            "withdraw": acts.LETTER_WITHDRAW,
            "return": acts.LETTER_RETURN,
            "approve": acts.LETTER_APPROVE,
            "send": acts.LETTER_SEND,
        },
    }
    return office_page(
        request, "correspondence/letter.html", f"{one.number} {one.subject}".strip(), facts, above=acts.above_letter()
    )


@require_safe
def letter_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of a letter of the network; of a draft as it would be today."""
    require(can_see_letters(request.user))
    own = queries.letters_visible_to(request.user).filter(is_received=False).select_related("series")
    one = get_object_or_404(own.prefetch_related("attachments"), pk=pk)
    name = f"{one.number or f'draft-{one.pk}'}.pdf"
    return HttpResponse(
        letter_pdf(one),
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(False, name) or ""},
    )


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a letter."""
    require(can_see_letters(request.user))
    one = get_object_or_404(queries.attachments_visible_to(request.user), pk=pk)
    return download(one.file, name=one.name, media_type=one.media_type)


@require_safe
def certificate_as_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A certificate as it was issued."""
    require(can_see_letters(request.user))
    one = get_object_or_404(certificates_visible_to(request.user), pk=pk)
    return download(one.file, name=f"{one.number}.pdf", media_type="application/pdf")
