"""One organisation in the office: everything that is known of it, section by section, and what can be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.accounts.permissions import can_see_people
from wego.core import languages
from wego.core.access import require
from wego.core.comments.queries import thread_of
from wego.core.dated_tasks.queries import tasks_about
from wego.core.office import office_page
from wego.core.references import Reference
from wego.members import acts, hooks
from wego.members.models import Organisation, Standing
from wego.members.permissions import can_keep_register, can_manage_colleagues, can_see_register
from wego.members.queries.affiliations import colleagues, open_invitations
from wego.members.queries.visibility import organisations_in_register_of

MOST_EVENTS = 30


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """A member on one page; as many queries however much is known of it."""
    require(can_see_register(request.user))
    rows = organisations_in_register_of(request.user).select_related("region", "place")
    found = get_object_or_404(rows, pk=pk)
    sections: list[hooks.MemberSection] = hooks.member_sections.collect(organisation=found, request=request)
    events = sorted((event for one in sections for event in one.events), key=lambda event: event.day, reverse=True)
    about = Reference.to(found)
    facts: dict[str, Any] = {
        "organisation": found,
        "names": _names(found),
        "standing": dict(Standing.Kind.choices).get(found.standing, ""),
        "people": colleagues(found),
        "may_see_people": can_see_people(request.user),
        "may_invite": can_manage_colleagues(request.user, found),
        "invitations": open_invitations(found),
        "sections": [one for one in sections if one.template],
        "events": events[:MOST_EVENTS],
        "more_events": len(events) > MOST_EVENTS,
        "thread": thread_of(about, may_write=can_keep_register(request.user)),
        "tasks": tasks_about(about),
        "edit": acts.ORGANISATION_EDIT,
        "task_add": acts.ORGANISATION_TASK_ADD,
    }
    above = [(reverse("organisations:index"), _("Organisations"))]
    return office_page(request, "members/office/organisation.html", found.name, facts, above=above)


def _names(one: Organisation) -> list[tuple[str, str, str]]:
    """The name in every language of the platform and in its own: language, its code, name."""
    found = [(str(languages.name_of(code)), code, one.name.texts.get(code, "")) for code in languages.suffixes()]
    if one.name_native and one.name_native not in one.name.texts.values():
        found.append((_("In its own language"), one.native_language, one.name_native))
    return [row for row in found if row[2]]
