"""A mailing in the office: its text and recipients, the choice of them, and what one of them reads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from wego.core import languages
from wego.core.access import require
from wego.core.listings import ListPage
from wego.core.office import office_page
from wego.correspondence.acts import mailings as acts
from wego.correspondence.audiences import AUDIENCES
from wego.correspondence.listings.mailings import RECIPIENTS
from wego.correspondence.mailing_text import write
from wego.correspondence.models import Mailing
from wego.correspondence.permissions import can_see_mailings
from wego.correspondence.queries.mailings import (
    left_out,
    mailings_visible_to,
    recipients_visible_to,
    with_replies,
    without_their_language,
)

ACTS = {
    "write": acts.MAILING_WRITE,
    "submit": acts.MAILING_SUBMIT,
    "approve": acts.MAILING_APPROVE,
    "return": acts.MAILING_RETURN,
    "withdraw": acts.MAILING_WITHDRAW,
    "remind": acts.MAILING_REMIND,
}


@require_safe
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, to whom it goes, how far it is, what came back."""
    require(can_see_mailings(request.user))
    one = get_object_or_404(with_replies(mailings_visible_to(request.user)).select_related("follows"), pk=pk)
    is_draft = one.status == Mailing.Status.DRAFT
    audience = AUDIENCES.get(one.audience)
    rows = recipients_visible_to(request.user).filter(mailing=one)
    facts = {
        "mailing": one,
        "audience": audience,
        "texts": [
            (languages.name_of(code), code, one.subject.get(code), one.body.get(code)) for code in languages.codes()
        ],
        "rows": audience.rows(one.query, request.user).count() if audience and is_draft and not one.follows else None,
        "left_out": left_out(one),
        "fallback": [(languages.name_of(code), count) for code, count in without_their_language(one)],
        "recipients": ListPage(RECIPIENTS, request, rows=rows, prefix="recipients-"),
        "resume": acts.MAILING_RESUME.url(one),
        "is_draft": is_draft,
        "acts": ACTS,
    }
    return office_page(request, "correspondence/mailing.html", one.title, facts, above=acts.above_mailing())


@require_safe
def audience(request: HttpRequest, pk: int) -> HttpResponse:
    """The list to which a draft goes, with its filters: what is shown is who gets it."""
    require(can_see_mailings(request.user))
    one = get_object_or_404(mailings_visible_to(request.user), pk=pk)
    found = AUDIENCES.get(one.audience)
    if found is None or one.follows_id or one.status != Mailing.Status.DRAFT:
        return redirect(acts.page_of_mailing(one))
    if not request.GET and one.query:
        return redirect(f"{request.path}?{one.query}")
    listing = ListPage(found.listing(), request)
    query = request.GET.copy()
    for name in ("page", "size", "sort", "format"):
        query.pop(name, None)
    facts = {
        "mailing": one,
        "listing": listing,
        "may_choose": acts.MAILING_AUDIENCE.is_offered(request.user, one),
        "query": query.urlencode(),
    }
    above = [*acts.above_mailing(), (acts.page_of_mailing(one), one.title)]
    return office_page(request, "correspondence/audience.html", found.label, facts, above=above)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The e-mail as one recipient gets it, or got it."""
    require(can_see_mailings(request.user))
    one = get_object_or_404(recipients_visible_to(request.user), pk=pk)
    facts = {"one": one, "written": write(one.mailing, one), "language": languages.name_of(one.language)}
    above = [*acts.above_mailing(), (acts.page_of_mailing(one.mailing), one.mailing.title)]
    return office_page(request, "correspondence/mailing_preview.html", one.name, facts, above=above)
