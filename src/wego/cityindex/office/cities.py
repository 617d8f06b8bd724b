"""The cities of a draft in the office: invited, reminded, shown their preview; who joined, confirmed and asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from wego.cityindex.forms.participation import CitiesForm, chosen_cities
from wego.cityindex.models import Draft
from wego.cityindex.office.acts import above
from wego.cityindex.permissions import can_draft_editions
from wego.cityindex.queries import cities as reads
from wego.cityindex.queries.drafts import drafts_visible_to
from wego.cityindex.services import notices as services
from wego.core.access import require
from wego.core.exports import FORMATS, table_download
from wego.core.form_tokens import once
from wego.core.models import Mail
from wego.core.office import office_page
from wego.core.outbox import mails_about
from wego.core.rules import RuleError

A_PAGE = 50
COLUMNS = (
    "city", "name", "country", "standing", "has_officer", "invited_on", "reminded_on", "preview_announced_on",
    "joined_at", "confirmed_at", "corrections_asked", "corrections_unanswered",
)  # fmt: skip


@require_safe
def draft_cities(request: HttpRequest, code: str) -> HttpResponseBase:
    """Who was invited, joined, confirmed and asked; `format` gives what is filtered as a file."""
    draft = _draft(request, code)
    known = reads.cities_of_draft(draft)
    counts = reads.counts_of(known)
    form = CitiesForm(request.GET, counts=counts)
    found = reads.select_cities(known, **form.selected())
    if wanted := request.GET.get("format"):
        return table_download(wanted, f"{code}-cities", COLUMNS, _rows(found), found.count)
    mails = mails_about(draft)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "draft": draft,
        "form": form,
        "page": page,
        "counts": counts,
        "as_they_are": reads.confirmed_as_they_are(draft, [city.pk for city in page.object_list]),
        "waiting": mails.filter(status__in=Mail.OPEN).count(),
        "mails": mails.to_look_at(),
        "is_open": draft.status == Draft.Status.OPEN,
        "formats": FORMATS,
    }
    trail = [*above(), (reverse("office_index:draft", args=[code]), draft.name)]
    return office_page(
        request, "cityindex/office/cities.html", _("Cities asked to take part"), "group", facts, above=trail
    )


@require_POST
@once
def cities_invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite every member, or those that were ticked."""
    draft = _draft(request, code)
    chosen = None if "all" in request.POST else chosen_cities(request.POST)
    if chosen == []:
        messages.error(request, _("Tick the cities that you want to invite."))
        return redirect("office_index:cities", code)
    return _write(request, draft, services.invite_cities, organisation_ids=chosen)


@require_POST
@once
def cities_remind(request: HttpRequest, code: str) -> HttpResponse:
    return _write(request, _draft(request, code), services.remind_cities)


@require_POST
@once
def preview_announce(request: HttpRequest, code: str) -> HttpResponse:
    return _write(request, _draft(request, code), services.announce_preview)


def _write(request: HttpRequest, draft: Draft, service: Any, **facts: Any) -> HttpResponse:
    try:
        count = service(draft_id=draft.pk, by=request.user, at=timezone.now(), **facts)
    except RuleError as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(count)s city is being written to.", "%(count)s cities are being written to.", count)
        messages.success(request, said % {"count": count})
    return redirect("office_index:cities", draft.code)


def _rows(cities: Any) -> Iterator[tuple[Any, ...]]:
    for city in cities.iterator(500):
        yield (
            city.slug, city.name.source, city.country, city.standing, city.is_reachable, city.invited_on,
            city.reminded_on,
            city.shown_on, city.joined_at, city.confirmed_at, city.corrections_asked, city.corrections_open,
        )  # fmt: skip


def _draft(request: HttpRequest, code: str) -> Draft:
    require(can_draft_editions(request.user))
    return get_object_or_404(drafts_visible_to(request.user), code=code)
