"""One person in the secretariat's office: roles, posts, way in."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from wego.accounts import acts
from wego.accounts.authorization import permissions_of
from wego.accounts.listings import ROLES
from wego.accounts.permissions import can_see_people
from wego.accounts.queries import factors_of, people, posts_of
from wego.accounts.requests import SignedInRequest
from wego.core.access import require
from wego.core.office import AllowedMenuItem, MenuGroup
from wego.core.outbox import mails_about
from wego.core.outbox.listings import mail_list


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One person: roles, posts, way in."""
    require(can_see_people(request.user))
    shown = get_object_or_404(people(), pk=pk)
    facts = {
        "person": shown,
        "posts": posts_of([shown]).get(pk, []),
        "factors": factors_of(shown),
        "permitted": permissions_of(shown),
        "role_grant": acts.ROLE_GRANT,
        "helping": [acts.WAY_IN_SEND, acts.SECOND_FACTOR_RESET, acts.PERSON_ERASE],
        "mails": mail_list(request, mails_about(shown)),
    }
    return ROLES.respond(request, rows=shown.network_roles.all(), title=str(shown), facts=facts)


def menu_item() -> MenuItem:
    """The list of people, in the office's menu."""
    return AllowedMenuItem(_("People"), "office_people:list", group=MenuGroup.MEMBERS, allowed=can_see_people, order=60)
