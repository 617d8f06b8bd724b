"""A member's public profile: its whole record, on screen, on paper and as a file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from wego.accounts.queries import roles_in_force
from wego.core import map_geometry
from wego.members import hooks, representation
from wego.members.models import Organisation, Place
from wego.members.permissions import can_propose_profile_change
from wego.members.queries.affiliations import holds_anything
from wego.members.queries.contact_persons import contact_persons_visible_to
from wego.members.queries.profile import History, history_of, profiles_visible_to
from wego.members.views.directory_rows import names_of


def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organisation is in the network, and everything that is on record about it."""
    organisation = get_object_or_404(profiles_visible_to(request.user), slug=slug)
    if request.GET.get("format") == "json":
        panels = hooks.profile_panels.collect(organisation=organisation, request=request)
        return _download(organisation, history_of(organisation), panels)
    context = {
        "organisation": organisation,
        "today": timezone.localdate(),
        # Whoever holds a post or a role may see more than others: what is kept for them is kept for them alone.
        "audience": _audience(request.user) if holds_anything(request.user) else "",
        "facts": partial(_told, request, organisation),
    }
    return render(request, "members/profile.html", context)


def _audience(user: Any) -> str:
    return " ".join([str(user.pk), *(f"{held.role}:{held.region}" for held in roles_in_force(user))])


def _told(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    place, history = organisation.place, history_of(organisation)
    panels = hooks.profile_panels.collect(organisation=organisation, request=request)
    frame = map_geometry.frame_around([(place.latitude, place.longitude), *_surroundings(place)])
    return {
        "other_names": _other_names(organisation),
        "history": history,
        "standing": history.in_force(timezone.localdate()),
        "panels": [panel for panel in panels if not panel.is_archival],
        "leads": [panel for panel in panels if panel.lead],
        "archival": [panel for panel in panels if panel.is_archival],
        "contacts": contact_persons_visible_to(request.user).filter(organisation=organisation),
        "frame": frame,
        "point": frame.place(place.latitude, place.longitude),
        "is_approximate": place.match == Place.Match.APPROXIMATE,
        "may_propose": can_propose_profile_change(request.user, organisation),
    }


def _other_names(organisation: Organisation) -> list[tuple[str, str]]:
    """(language, name) in the scripts beside the reader's: its own, English, and those of the other languages."""
    first, *others = names_of(organisation, get_language() or "en")
    said = {first[1], *(name for _language, name in others)}
    more = [(code, name) for code, _label, name in organisation.name.in_each() if name and name not in said]
    return others + more


def _surroundings(place: Place) -> list[tuple[float, float]]:
    """A quarter of the way round the earth, so that one sees where in the world it is."""
    latitudes = (max(place.latitude - 20, -56), min(place.latitude + 20, 80))
    longitudes = (max(place.longitude - 45, -180), min(place.longitude + 45, 180))
    return [(latitude, longitude) for latitude in latitudes for longitude in longitudes]


def _download(organisation: Organisation, history: History, panels: list[hooks.ProfilePanel]) -> HttpResponse:
    record = {
        **representation.detail(organisation, history),
        "record": {panel.anchor: panel.record for panel in panels if panel.record is not None},
    }
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = f'attachment; filename="{organisation.slug}.json"'
    return response
