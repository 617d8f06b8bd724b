"""What a contact, an organisation outside the membership and a letter is found by in the office."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.languages import SOURCE
from wego.core.search import SearchKind
from wego.correspondence.models import Contact, ExternalOrganisation, Letter
from wego.correspondence.permissions import can_see_contacts, can_see_letters
from wego.correspondence.queries.contacts import contacts_visible_to, external_organisations_visible_to
from wego.correspondence.queries.letters import letters_visible_to

CONTACT = SearchKind(
    code="contact",
    model=Contact,
    label=_("Contacts"),
    titles=lambda contact: {SOURCE: contact.name},
    spellings=lambda contact: (contact.name_native, contact.email),
    visible_to=contacts_visible_to,
    reads=("name", "name_native", "email"),
    office_address=lambda entry: reverse("office_contacts:contact", args=[entry.thing_id]),
)
EXTERNAL_ORGANISATION = SearchKind(
    code="external_organisation",
    model=ExternalOrganisation,
    label=_("Partners and prospects"),
    titles=lambda one: one.name.texts,
    spellings=lambda one: (one.acronym,),
    visible_to=external_organisations_visible_to,
    reads=("name", "acronym"),
    address=lambda entry: reverse("correspondence:partners"),
    office_address=lambda entry: reverse("office_contacts:external", args=[entry.thing_id]),
    opened_in_office_by=can_see_contacts,
)
LETTER = SearchKind(
    code="letter",
    model=Letter,
    label=_("Letters"),
    titles=lambda letter: {SOURCE: f"{letter.number} {letter.subject}".strip()},
    spellings=lambda letter: (letter.number, letter.their_number),
    visible_to=letters_visible_to,
    reads=("number", "subject", "their_number"),
    office_address=lambda entry: reverse("office_contacts:letter", args=[entry.thing_id]),
    opened_in_office_by=can_see_letters,
)
