"""The demonstration's page of roles: one click, and the visitor is somebody. Only there, only on this machine."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from wego.accounts.loopback import is_loopback
from wego.accounts.models import User
from wego.accounts.queries import cast, held_roles, posts_of, roles_in_words
from wego.accounts.second_factor import note_demo_login
from wego.core.form_tokens import repeatable


@never_cache
@repeatable("a person is that person")
def demo_login(request: HttpRequest) -> HttpResponse:
    """Whom one may be; on a click, be that person."""
    if not (settings.WEGO_DEMONSTRATION and is_loopback(request)):
        raise Http404
    if request.method == "POST":
        chosen = next((person for person in cast() if str(person.pk) == request.POST.get("person")), None)
        if chosen is None:
            raise Http404
        return _become(request, chosen)
    shown = cast()
    posts = posts_of(shown)
    people = [{"person": person, "does": _roles(person) + posts.get(person.pk, [])} for person in shown]
    return render(request, "accounts/demo_login.html", {"people": people})


def _become(request: HttpRequest, person: User) -> HttpResponse:
    get_adapter().logout(request)  # a fresh session: nothing of whoever one was before comes along
    note_demo_login(request, person)
    works_in_office = any(held.is_in_office for held in held_roles(person))
    return perform_login(request, person, redirect_url=reverse("wagtailadmin_home" if works_in_office else "portal:my"))


def _roles(person: User) -> list[str]:
    return roles_in_words(role for role in person.network_roles.all() if role.ended_at is None)
