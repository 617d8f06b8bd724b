"""What a person is found by in the office: name and address. Whoever is erased is not found any more."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.accounts.models import User
from wego.accounts.permissions import can_see_people
from wego.accounts.queries import people
from wego.core.languages import SOURCE
from wego.core.search import SearchKind


def people_visible_to(user: Any) -> QuerySet[User]:
    """Those who keep the accounts see all."""
    return people() if can_see_people(user) else User.objects.none()


PERSON = SearchKind(
    code="person",
    model=User,
    label=_("People"),
    titles=lambda person: {SOURCE: " · ".join(filter(None, [person.name, person.email]))},
    visible_to=people_visible_to,
    reads=("name", "email", "erased_at"),
    is_found=lambda person: person.erased_at is None,
    office_address=lambda entry: reverse("office_people:person", args=[entry.thing_id]),
)
