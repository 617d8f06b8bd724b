"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.core.personal_data import ACTS, TEXTS, Erasure, Ground, PersonalKind, PersonalRecord
from wego.correspondence.models import (
    Certificate,
    Contact,
    Letter,
    LetterAttachment,
    LetterVersion,
    Mailing,
    MailingRecipient,
    Post,
    Survey,
    SurveyAnswer,
)

CONTACTS = PersonalKind(
    "contacts",
    _("Contacts without an account: name, post, address, form of address, assistant"),
    _("to write to the right person at a member, partner or prospect"),
    _("as long as you hold the post; once a year you are asked to check it"),
    Erasure.REMOVED,
    Ground.RECORDS,
)

MAILINGS = PersonalKind(
    "mailings",
    _("Recipients of mailings: name, address, personal fields of the text, reply"),
    _("to write to members and contacts, and to know who has replied"),
    _("two years after the mailing was sent"),
    Erasure.REMOVED,
    Ground.RECORDS,
)
LETTERS = PersonalKind(
    "letters",
    _("Official letters to and from the network, with the name and post on the letter"),
    _("so that the network can show what was exchanged"),
    _("as long as the network's records"),
    Erasure.KEPT,
    Ground.RECORDS,
)

ANSWERS = PersonalKind(
    "survey_answers",
    _("Answers to surveys that are not anonymous"),
    _("to know what members and contacts want"),
    _("as long as the survey is kept; the name goes with the recipient"),
    Erasure.KEPT,
    Ground.CONSENT,
)

RECORDS = (
    PersonalRecord(
        CONTACTS,
        {
            Contact: (
                "name",
                "name_native",
                "salutation",
                "email",
                "telephone",
                "assistant",
                "assistant_email",
                "note",
            ),
            Post: ("title",),
            Letter: ("email",),
        },
    ),
    PersonalRecord(
        LETTERS, {Letter: ("correspondent", "correspondent_post", "salutation", "body"), LetterVersion: ("body",)}
    ),
    PersonalRecord(TEXTS, {Letter: ("remark",)}),
    PersonalRecord(
        ACTS,
        {
            Letter: ("written_by_key", "approved_by_key"),
            LetterVersion: ("written_by_key",),
            LetterAttachment: ("added_by_key",),
            Certificate: ("issued_by_key",),
        },
    ),
    PersonalRecord(MAILINGS, {MailingRecipient: ("name", "address", "fields", "reply")}),
    PersonalRecord(ACTS, {Mailing: ("written_by", "approved_by"), Survey: ("written_by",)}),
    PersonalRecord(ANSWERS, {SurveyAnswer: ("said",)}),
)


def personal_data(*, user: Any) -> tuple[str, list[dict[str, Any]]]:
    """Fills `accounts.hooks.personal_data`: the contacts that bear one of a person's confirmed addresses."""
    addresses = list(user.emailaddress_set.filter(verified=True).values_list("email", flat=True))
    found = Contact.objects.filter(email__in=[address.lower() for address in addresses])
    facts = ("name", "name_native", "kind", "language", "email", "telephone", "assistant", "note", "confirmed_on")
    return "contacts", list(found.order_by("pk").values(*facts))
