"""Seals in the office: the list with its files, a seal revoked, the key replaced."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.questionnaires.factories import make_secretary
from wego.core.models import Seal, SigningKey
from wego.core.references import Reference
from wego.core.seals.kinds import SealKind
from wego.core.seals.services import seal_content

pytestmark = pytest.mark.django_db
LIST = "/en/office/seals/"
KIND = SealKind("tests.document", "Paper")


@pytest.fixture
def office(signed_in: Any, tmp_path: Path, settings: Any) -> Client:
    settings.WEGO_DATA_DIR = tmp_path
    return signed_in(make_secretary())


@pytest.fixture
def seal(office: Client) -> Seal:
    subject = Reference("core.Thing", "7", "A thing")
    return seal_content(KIND, b"words", subject=subject, by=None, at=datetime(2026, 3, 2, 9, tzinfo=UTC))


def test_seals_and_keys_are_listed_and_taken_away(office: Client, seal: Seal) -> None:
    page = office.get(LIST).content.decode()
    lines = b"".join(office.get(LIST, {"format": "csv"})).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]

    assert "Document: A thing" in page
    assert seal.key.short in page
    assert f'href="{LIST}{seal.pk}/revoke/"' in page
    assert lines[0] == "sealed,kind,code,sealed_at,revoked_on,reason"
    assert lines[1].startswith(f"A thing,tests.document,{seal.code},2026-03-02T09:00:00+00:00,,")


def test_a_seal_is_revoked_on_a_page_that_says_what_it_means(office: Client, seal: Seal) -> None:
    address = f"{LIST}{seal.pk}/revoke/"

    asked = office.get(address).content.decode()
    sent = office.post(address, {"revoked_on": "2026-03-03", "reason": "A wrong figure"})

    assert "From then on, everyone who checks it sees that it is no longer valid" in asked
    assert "This cannot be undone." in asked
    assert sent["Location"] == LIST
    page = office.get(LIST).content.decode()
    assert "A wrong figure" in page
    assert address not in page


def test_the_key_is_replaced_once_it_was_said_what_that_means(office: Client, seal: Seal) -> None:
    asked = office.get(f"{LIST}key/").content.decode()
    sent = office.post(f"{LIST}key/")

    assert "revoke any seals you did not issue" in asked
    assert sent["Location"] == LIST
    assert SigningKey.objects.count() == 2
