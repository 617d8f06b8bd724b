"""Contacts without an account, their posts, and organisations that are no members."""

from wego.correspondence.models.contacts import Contact, Post
from wego.correspondence.models.external_organisations import ExternalOrganisation

__all__ = ["Contact", "ExternalOrganisation", "Post"]
