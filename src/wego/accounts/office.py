"""People in the secretariat's office: the list, a person's roles, adding somebody, helping one back in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from wego.accounts.forms import NewPersonForm, RoleForm
from wego.accounts.models import NetworkRole, User
from wego.accounts.permissions import can_erase_person, can_manage_people
from wego.accounts.queries import factors_of, people, posts_of
from wego.accounts.requests import SignedInRequest
from wego.accounts.services import (
    add_person,
    end_role,
    erase_person,
    grant_role,
    reset_second_factor,
    send_way_in,
)
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.outbox import mails_about
from wego.core.rules import RuleError

A_PAGE = 50


@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    """Everybody with an account, found by name or address."""
    require(can_manage_people(request.user))
    words = request.GET.get("q", "")
    page = Paginator(people(words), A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    posts = posts_of(shown)
    rows = [{"person": person, "posts": posts.get(person.pk, []), "roles": _roles_now(person)} for person in shown]
    facts = {"rows": rows, "page": page, "q": words}
    return _page(request, "accounts/office/list.html", _("People"), facts)


@reauthentication_required
@once
def person_add(request: SignedInRequest) -> HttpResponse:
    """Open an account for somebody with a role in the network; the way in goes by mail."""
    require(can_manage_people(request.user))
    form = NewPersonForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            person = add_person(by=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("Added. A link to set a password is on its way by mail."))
            return redirect("office_people:person", pk=person.pk)
    return _page(request, "accounts/office/add.html", _("Add a person"), {"form": form})


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: roles, posts, way in."""
    require(can_manage_people(request.user))
    shown = get_object_or_404(people(), pk=pk)
    facts = {
        "person": shown,
        "held": shown.network_roles.order_by("-granted_at"),
        "posts": posts_of([shown]).get(pk, []),
        "factors": factors_of(shown),
        "form": RoleForm(),
        "mails": mails_about(shown),
        "can_erase": can_erase_person(request.user, shown),
    }
    return _page(request, "accounts/office/person.html", str(shown), facts)


@reauthentication_required
@once
def role_grant(request: SignedInRequest, pk: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return redirect("office_people:person", pk=pk)
    return _act(request, pk, grant_role, _("Role granted."), user_id=pk, role=form.cleaned_data["role"])


@reauthentication_required
@once
def role_end(request: SignedInRequest, pk: int, role_pk: int) -> HttpResponse:
    held = get_object_or_404(NetworkRole, pk=role_pk, user_id=pk)
    return _act(request, pk, end_role, _("Role ended."), role_id=held.pk)


@once
def way_in_send(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(request, pk, send_way_in, _("A link to set a password is on its way by mail."), user_id=pk)


@reauthentication_required
@once
def second_factor_reset(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(request, pk, reset_second_factor, _("Second factor taken off; all sessions ended."), user_id=pk)


@reauthentication_required
@once
def person_erase(request: SignedInRequest, pk: int) -> HttpResponse:
    """For somebody who has asked the secretariat for it."""
    require(can_manage_people(request.user) and can_erase_person(request.user, get_object_or_404(people(), pk=pk)))
    return _act(request, None, erase_person, _("Erased."), user_id=pk)


def _act(
    request: SignedInRequest, pk: int | None, service: Callable[..., Any], done: str, **facts: Any
) -> HttpResponse:
    require(can_manage_people(request.user))
    try:
        service(by=request.user, at=timezone.now(), **facts)
        messages.success(request, done)
    except RuleError as refusal:
        messages.error(request, str(refusal))
    except User.DoesNotExist:
        messages.error(request, _("There is no such account any more."))
    return redirect("office_people:person", pk=pk) if pk else redirect("office_people:list")


def _roles_now(person: User) -> list[str]:
    return [held.get_role_display() for held in person.network_roles.all() if held.ended_at is None]


def _page(request: SignedInRequest, template: str, title: str, facts: dict[str, Any]) -> HttpResponse:
    trail = [{"url": reverse("office_people:list"), "label": _("People")}]
    if template != "accounts/office/list.html":
        trail.append({"url": "", "label": title})
    frame = {"breadcrumbs_items": trail, "header_title": title, "page_title": title, "header_icon": "user"}
    return render(request, template, {**frame, **facts})


class PeopleMenuItem(MenuItem):
    """The list of people, in the office's menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_manage_people(request.user)


def menu_item() -> MenuItem:
    return PeopleMenuItem(
        gettext_lazy("People"), reverse("office_people:list"), name="people", icon_name="group", order=800
    )
