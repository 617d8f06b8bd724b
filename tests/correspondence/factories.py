"""Contacts and organisations outside the membership for tests: required fields only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from wego.correspondence.models import Contact, ExternalOrganisation, Letter, LetterSeries
from wego.correspondence.services.contacts import add_contact
from wego.correspondence.services.external_organisations import add_external_organisation
from wego.correspondence.services.letter_files import file_letter
from wego.correspondence.services.letters import draft_letter

AT = datetime(2026, 5, 2, 9, tzinfo=UTC)


def make_contact(name: str = "Ada Mayor", **facts: Any) -> Contact:
    given = {"name": name, "kind": "head", "language": "en", "email": "ada@city.example", "by": None, "at": AT}
    return add_contact(**given | facts)


def make_external(name: str = "A Bank", **facts: Any) -> ExternalOrganisation:
    given = {"name": {"en": name}, "relation": "partner", "kind": "development_bank", "by": None, "at": AT}
    return add_external_organisation(**given | facts)


def make_series(kind: str = "sent", code: str = "") -> LetterSeries:
    """A series as the network's own file has them."""
    mark = {"sent": "", "received": "R-", "certificate": "C-"}[kind]
    head = {"en": "A Network", "ko": "기구", "zh-hans": "组织"} if kind != "received" else {}
    signed = {"en": "Secretary General", "ko": "사무총장", "zh-hans": "秘书长"} if head else {}
    return LetterSeries.objects.get_or_create(
        code=code or kind,
        defaults={
            "title": {"en": kind.title()},
            "kind": kind,
            "pattern": f"N-{mark}{{year}}-{{number:04d}}",
            "sender": head,
            "signatory": signed,
        },
    )[0]


def make_letter(subject: str = "Invitation", **facts: Any) -> Letter:
    """A draft."""
    given = {"series": facts.pop("series", None) or make_series(), "language": "en", "subject": subject}
    return draft_letter(**{**given, "body": "Words.", "correspondent": "Ada", "by": None, "at": AT} | facts)


def make_incoming(subject: str = "A request", **facts: Any) -> Letter:
    """A letter received, with its scan."""
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 a scan", "application/pdf")
    given = {"series": make_series("received"), "file": scan, "received_on": AT.date(), "subject": subject}
    return file_letter(**given | {"language": "en", "correspondent": "Ada", "by": None, "at": AT} | facts)
