"""Contacts without an account, their posts, organisations that are no members; mailings."""

from wego.correspondence.models.contacts import Contact, Post
from wego.correspondence.models.external_organisations import ExternalOrganisation
from wego.correspondence.models.mailings import Mailing, MailingKind, MailingRecipient, MailingStop

__all__ = ["Contact", "ExternalOrganisation", "Mailing", "MailingKind", "MailingRecipient", "MailingStop", "Post"]
