"""The lists of people: everybody with an account, and the roles of one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from django_filters import CharFilter

from wego.accounts.acts import PERSON_ADD, ROLE_END, above, page_of_person
from wego.accounts.models import User
from wego.accounts.permissions import can_see_people
from wego.accounts.queries import name_regions, named, people, posts_of, with_roles
from wego.core.listings import Column, ListFilters, Listing
from wego.core.punctuation import bracketed


class PersonFilters(ListFilters):
    """By name or address."""

    q = CharFilter(label=_("Name or e-mail"), method="narrow", max_length=100)

    def narrow(self, shown: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return named(shown, value)


def _give_posts(shown: list[Any]) -> None:
    posts = posts_of(shown)
    name_regions(held for person in shown for held in person.roles_held)
    for person in shown:
        person.posts_in_words = posts.get(person.pk, [])


def _roles_and_posts(person: Any) -> SafeString:
    roles = [bracketed(held.title, held.region_name) if held.region_name else held.title for held in person.roles_held]
    return format_html_join("", "{}<br>", ((words,) for words in [*roles, *person.posts_in_words]))


# No column stands in files: people are looked up here, not taken away.
PEOPLE = Listing(
    name="people",
    title=_("People"),
    address="office_people:list",
    allowed=can_see_people,
    rows=lambda user: people(),
    on_page=with_roles,
    complete=_give_posts,
    filters=PersonFilters,
    order=["email"],
    link=page_of_person,
    counted=ngettext_lazy("%(number)s person", "%(number)s people", "count"),
    empty=_("No people found."),
    page_acts=[PERSON_ADD],
    columns=[
        Column("person", pgettext_lazy("person", "Name"), str, sort="name", in_files=False),
        Column("email", _("E-mail"), sort="email", in_files=False),
        Column("roles", _("Roles and positions"), _roles_and_posts, in_files=False),
        Column(
            "second_factor",
            _("Second factor"),
            "has_second_factor",
            kind="yes_no",
            sort="has_second_factor",
            in_files=False,
        ),
        Column("last_login", _("Last sign-in"), kind="moment", sort="last_login", in_files=False),
    ],
)

# On the page of a person.
ROLES = Listing(
    name="roles_of_person",
    title=_("Roles in the network"),
    above=above,
    allowed=can_see_people,
    order=["-granted_at"],
    counted=ngettext_lazy("%(number)s role", "%(number)s roles", "count"),
    empty=_("None."),
    row_acts=[ROLE_END],
    complete=name_regions,
    template="accounts/office/person.html",
    columns=[
        Column("role", _("Role"), shown="title", in_files=False),
        Column("region", _("Region"), shown="region_name", in_files=False),
        Column("granted_at", _("From"), kind="moment", in_files=False),
        Column("ended_at", _("Until"), kind="moment", in_files=False),
    ],
)
