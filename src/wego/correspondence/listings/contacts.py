"""The lists of contacts, of one contact's posts, of partners and prospects, and the public one of partners."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.forms import HiddenInput
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from wego.core import languages
from wego.core.countries import country_name
from wego.core.listings import Column, ListFilters, Listing
from wego.core.punctuation import joined
from wego.correspondence.acts.contacts import (
    CONTACT_ADD,
    EXTERNAL_ADD,
    POST_END,
    page_of_contact,
    page_of_external,
)
from wego.correspondence.models import Contact, ExternalOrganisation, Post
from wego.correspondence.permissions import can_see_contacts
from wego.correspondence.queries.contacts import (
    contacts_visible_to,
    external_organisations_visible_to,
    in_force,
    people_count,
    to_confirm,
    with_posts,
)
from wego.members.queries.choices import region_choices

STATES = [
    ("to_confirm", _("To be asked to confirm")),
    ("bounced", _("E-mail returned")),
    ("no_address", _("Without e-mail")),
    ("no_post", _("Without a post")),
]


class ContactFilters(ListFilters):
    """By who the people are, where, and what is to be done about them."""

    q = CharFilter(label=pgettext_lazy("person", "Name"), method="narrow_name", max_length=100)
    kind = ChoiceFilter(label=pgettext_lazy("of a contact", "Kind"), choices=Contact.Kind.choices)
    language = ChoiceFilter(label=_("Language"), choices=languages.choices)
    region = ChoiceFilter(label=_("Region"), choices=region_choices, method="narrow_region")
    state = ChoiceFilter(label=_("To do"), choices=STATES, method="narrow_state")
    organisation = CharFilter(method="narrow_organisation", max_length=80, widget=HiddenInput)

    def narrow_name(self, contacts: QuerySet[Contact], name: str, value: str) -> QuerySet[Contact]:
        return contacts.filter(name__icontains=value) | contacts.filter(name_native__icontains=value)

    def narrow_region(self, contacts: QuerySet[Contact], name: str, value: str) -> QuerySet[Contact]:
        return contacts.filter(_holding(organisation__region__code=value))

    def narrow_organisation(self, contacts: QuerySet[Contact], name: str, value: str) -> QuerySet[Contact]:
        return contacts.filter(_holding(organisation__slug=value))

    def narrow_state(self, contacts: QuerySet[Contact], name: str, value: str) -> QuerySet[Contact]:
        if value == "to_confirm":
            return to_confirm(contacts, timezone.now())
        if value == "bounced":
            return contacts.exclude(bounced_at=None)
        if value == "no_address":
            return contacts.filter(email="")
        return contacts.filter(~_holding())


def _holding(**where: Any) -> Exists:
    return Exists(Post.objects.filter(in_force(timezone.localdate()), contact=OuterRef("pk"), **where))


def _posts(contact: Contact) -> str:
    return joined(f"{post.title}, {post.at}" for post in contact.posts_held)  # type: ignore[attr-defined]


def _email(contact: Contact) -> Any:
    if not contact.bounced_at:
        return contact.email
    return format_html('{} <span class="badge warn">{}</span>', contact.email, gettext("returned"))


def _with_posts(contacts: Any) -> Any:
    return with_posts(contacts, timezone.localdate())


CONTACTS = Listing(
    name="contacts",
    title=_("Contacts"),
    address="office_contacts:contacts",
    allowed=can_see_contacts,
    rows=contacts_visible_to,
    on_page=_with_posts,
    in_files=_with_posts,
    filters=ContactFilters,
    order=["name", "pk"],
    link=page_of_contact,
    page_acts=[CONTACT_ADD],
    counted=ngettext_lazy("%(number)s contact", "%(number)s contacts", "count"),
    empty=_("No contacts yet. Add the people the network writes to: mayors, protocol officers, speakers, press."),
    columns=[
        Column("name", pgettext_lazy("person", "Name"), sort=("name", "pk")),
        Column("name_native", _("In its own script")),
        Column("kind", pgettext_lazy("of a contact", "Kind"), shown="get_kind_display", sort="kind"),
        Column("posts", _("Posts"), _posts, is_wide=True),
        Column("email", _("E-mail"), shown=_email, sort="email"),
        Column("telephone"),
        Column("language", _("Language"), shown="get_language_display", sort="language"),
        Column("salutation", value="salutation.source"),
        Column("assistant"),
        Column("assistant_email"),
        Column("confirmed_on", _("Confirmed"), kind="day", sort="confirmed_on"),
    ],
)
POSTS = Listing(
    name="contact_posts",
    title=_("Posts"),
    allowed=can_see_contacts,
    counted=ngettext_lazy("%(number)s post", "%(number)s posts", "count"),
    empty=_("No post is recorded."),
    row_acts=[POST_END],
    columns=[
        Column("title", _("Post"), in_files=False),
        Column("at", _("Organisation"), in_files=False),
        Column("starts_on", _("From"), kind="day", in_files=False),
        Column("ends_on", _("Until"), kind="day", in_files=False),
    ],
)
PEOPLE_THERE = Listing(
    name="contacts_there",
    title=pgettext_lazy("of an organisation", "People"),
    allowed=can_see_contacts,
    link=lambda post: page_of_contact(post.contact),
    counted=ngettext_lazy("%(number)s post", "%(number)s posts", "count"),
    empty=_("No one yet."),
    columns=[
        Column("contact", pgettext_lazy("person", "Name"), in_files=False),
        Column("title", _("Post"), in_files=False),
        Column("starts_on", _("From"), kind="day", in_files=False),
        Column("ends_on", _("Until"), kind="day", in_files=False),
    ],
)


class ExternalFilters(ListFilters):
    """By what they are to the network, and what they are."""

    relation = ChoiceFilter(label=_("Relation"), choices=ExternalOrganisation.Relation.choices)
    kind = ChoiceFilter(label=pgettext_lazy("of an organisation", "Kind"), choices=ExternalOrganisation.Kind.choices)


_ABOUT_AN_EXTERNAL = {
    "code": Column("code"),
    "name": Column("name", pgettext_lazy("organisation", "Name"), "name.source", "name", sort="name__en"),
    "acronym": Column("acronym", _("Acronym"), sort="acronym"),
    "kind": Column("kind", pgettext_lazy("of an organisation", "Kind"), shown="get_kind_display", sort="kind"),
    "country": Column(
        "country", _("Country"), shown=lambda one: country_name(one.country) if one.country else "", sort="country"
    ),
}
EXTERNALS = Listing(
    name="external_organisations",
    title=_("Partners and prospects"),
    address="office_contacts:externals",
    allowed=can_see_contacts,
    rows=lambda user: external_organisations_visible_to(user).annotate(people=people_count()),
    filters=ExternalFilters,
    order=["name__en", "pk"],
    link=page_of_external,
    page_acts=[EXTERNAL_ADD],
    counted=ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    empty=_("No organisations yet. Add partners and prospective members."),
    columns=[
        *_ABOUT_AN_EXTERNAL.values(),
        Column("relation", _("Relation"), shown="get_relation_display", sort="relation"),
        Column("people", pgettext_lazy("of an organisation", "People"), kind="number", sort="people"),
        Column("agreement_on", _("Agreement"), kind="day", sort="agreement_on"),
        Column("agreement_ends_on", _("Ends"), kind="day", sort="agreement_ends_on"),
        Column("is_public", _("Public"), shown=lambda one: gettext("yes") if one.is_public else ""),
        Column("source"),
    ],
)


def _website(one: ExternalOrganisation) -> Any:
    return format_html('<a href="{}" rel="external">{}</a>', one.website, one.website) if one.website else ""


class PartnerFilters(ListFilters):
    kind = ChoiceFilter(label=pgettext_lazy("of an organisation", "Kind"), choices=ExternalOrganisation.Kind.choices)


PARTNERS = Listing(
    name="partners",
    title=_("Partners"),
    address="correspondence:partners",
    file_name="partners",
    rows=lambda user: ExternalOrganisation.objects.filter(
        relation=ExternalOrganisation.Relation.PARTNER, is_public=True
    ),
    filters=PartnerFilters,
    order=["name__en", "pk"],
    is_office=False,
    template="listings/page.html",
    counted=ngettext_lazy("%(number)s partner", "%(number)s partners", "count"),
    intro=_("Organisations the network works with, as named in its documents."),
    empty=_("There are no partners of this kind."),
    columns=[
        *_ABOUT_AN_EXTERNAL.values(),
        Column("website", _("Website"), shown=_website),
        Column("source", _("Source")),
    ],
)
