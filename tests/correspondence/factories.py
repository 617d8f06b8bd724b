"""Contacts and organisations outside the membership for tests: required fields only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wego.correspondence.models import Contact, ExternalOrganisation
from wego.correspondence.services.contacts import add_contact
from wego.correspondence.services.external_organisations import add_external_organisation

AT = datetime(2026, 5, 2, 9, tzinfo=UTC)


def make_contact(name: str = "Ada Mayor", **facts: Any) -> Contact:
    given = {"name": name, "kind": "head", "language": "en", "email": "ada@city.example", "by": None, "at": AT}
    return add_contact(**given | facts)


def make_external(name: str = "A Bank", **facts: Any) -> ExternalOrganisation:
    given = {"name": {"en": name}, "relation": "partner", "kind": "development_bank", "by": None, "at": AT}
    return add_external_organisation(**given | facts)
