"""One person in the secretariat's office: roles, positions, consents, mails, notes, and what can be done."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from wego.accounts import acts, hooks
from wego.accounts.authorization import permissions_of
from wego.accounts.listings import ROLES
from wego.accounts.notes import reference_to
from wego.accounts.permissions import can_manage_people, can_see_people
from wego.accounts.queries import factors_of, people
from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.comments.queries import thread_of
from wego.core.office import AllowedMenuItem, MenuGroup
from wego.core.page_sections import PageSection, timeline_of

MOST_EVENTS = 30


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A person on one page; as many queries however much is known of them."""
    require(can_see_people(request.user))
    shown = get_object_or_404(people().prefetch_related("network_roles"), pk=pk)
    sections: list[PageSection] = hooks.person_sections.collect(person=shown, request=request)
    facts = {
        "person": shown,
        "factors": factors_of(shown),
        "permitted": permissions_of(shown),
        "role_grant": acts.ROLE_GRANT,
        "helping": [acts.WAY_IN_SEND, acts.SECOND_FACTOR_RESET, acts.PERSON_ERASE],
        "sections": [one for one in sections if one.template],
        "timeline": timeline_of((event for one in sections for event in one.events), most=MOST_EVENTS),
        "thread": thread_of(reference_to(shown), may_write=can_manage_people(request.user)),
    }
    return ROLES.respond(request, rows=shown.network_roles.all(), title=str(shown), facts=facts)


def menu_item() -> MenuItem:
    """The list of people, in the office's menu."""
    return AllowedMenuItem(_("People"), "office_people:list", group=MenuGroup.MEMBERS, allowed=can_see_people, order=60)
