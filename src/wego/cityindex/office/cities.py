"""The cities of a draft in the office: invited, reminded, shown their preview; who joined, confirmed and asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from wego.cityindex.forms.participation import CitiesForm
from wego.cityindex.models import Draft
from wego.cityindex.office.acts import CITIES_INVITE, CITIES_REMIND, PREVIEW_ANNOUNCE, above
from wego.cityindex.office.listings import DRAFT_CITIES
from wego.cityindex.permissions import can_draft_editions, can_see_editions_office
from wego.cityindex.queries import cities as reads
from wego.cityindex.queries.drafts import drafts_visible_to
from wego.core.access import require
from wego.core.models import Mail
from wego.core.outbox import mails_about
from wego.core.outbox.listings import mail_list


@require_safe
def draft_cities(request: HttpRequest, code: str) -> HttpResponseBase:
    """Who was invited, joined, confirmed and asked; `format` gives what is filtered as a file."""
    draft = _draft(request, code)
    known = reads.cities_of_draft(draft)
    counts = reads.counts_of(known)
    form = CitiesForm(request.GET, counts=counts)
    found = reads.select_cities(known, **form.selected())
    mails = mails_about(draft)
    is_open = draft.status == Draft.Status.OPEN and can_draft_editions(request.user)

    def complete(cities: list[Any]) -> None:
        as_they_are = reads.confirmed_as_they_are(draft, [city.pk for city in cities])
        for city in cities:
            city.is_as_confirmed = city.pk in as_they_are
            city.can_be_ticked = is_open and not city.invited_on and not city.joined_at and city.is_reachable

    facts = {
        "draft": draft,
        "form": form,
        "counts": counts,
        "waiting": mails.filter(status__in=Mail.OPEN).count(),
        "mails": mail_list(request, mails.to_look_at()),
        "is_open": is_open,
        "invite": CITIES_INVITE,
        "remind": CITIES_REMIND,
        "announce": PREVIEW_ANNOUNCE,
    }
    trail = [*above(), (reverse("office_index:draft", args=[code]), draft.name)]
    return DRAFT_CITIES.respond(
        request, rows=found, facts=facts, above=trail, file_name=f"{code}-cities", complete=complete
    )


def _draft(request: HttpRequest, code: str) -> Draft:
    require((can_draft_editions if request.method == "POST" else can_see_editions_office)(request.user))
    return get_object_or_404(drafts_visible_to(request.user), code=code)
