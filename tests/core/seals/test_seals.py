"""Seals: what is signed and kept, checking by code and by file, revoking, and changing the key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from wego.cityindex import archive
from wego.core.models import AuditEntry, Seal, SigningKey
from wego.core.references import Reference
from wego.core.seals import keys
from wego.core.seals.kinds import SealBroken, SealKind, declare, known_kinds
from wego.core.seals.qr import qr_picture
from wego.core.seals.queries import CODE_LENGTH, LETTERS, check_code, check_file, code_of, last_seal, read_code
from wego.core.seals.services import SealRefused, replace_signing_key, revoke_seal, seal_content

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
THING = Reference("core.Thing", "7", "A thing")
KIND = SealKind("tests.paper", "Paper")


@pytest.fixture(autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Path:
    settings.WEGO_DATA_DIR = tmp_path_factory.mktemp("data")
    return settings.WEGO_DATA_DIR


def sealed(content: bytes = b"words", kind: SealKind = KIND) -> Seal:
    return seal_content(kind, content, subject=THING, by=None, at=AT)


def test_seal_content_once_with_one_line_in_the_trail() -> None:
    first, again = sealed(), sealed()

    assert first == again
    assert keys.is_signed(b"words", first.signature, first.key.public_pem)
    assert not keys.is_signed(b"word", first.signature, first.key.public_pem)
    assert (first.subject, last_seal(KIND, THING)) == (THING, first)
    assert AuditEntry.objects.filter(action="seal.made").count() == 1


def test_a_seal_is_found_by_its_code_however_it_is_typed_and_by_its_file() -> None:
    seal = sealed()

    typed = f" {seal.shown_code.lower()} ".replace("0", "o").replace("1", "l")
    assert (check_code(typed).state, check_code(typed).seal) == ("valid", seal)
    assert check_file(b"words").seal == seal
    assert check_code(seal.code[:-1]).state == check_file(b"word").state == "unknown"


@given(st.binary(max_size=80))
def test_codes_have_twenty_letters_that_read_back(signature: bytes) -> None:
    code = code_of(signature)

    assert len(code) == CODE_LENGTH
    assert set(code) <= set(LETTERS)
    assert read_code(code.lower()) == code


def test_revoke_seal_says_since_when_and_why_and_only_once() -> None:
    seal = sealed()

    with pytest.raises(SealRefused, match="Enter the reason"):
        revoke_seal(seal_id=seal.pk, revoked_on=AT.date(), reason=" ", by=None, at=AT)
    with pytest.raises(SealRefused, match="between"):
        revoke_seal(seal_id=seal.pk, revoked_on=AT.date() - timedelta(days=1), reason="Wrong", by=None, at=AT)
    revoke_seal(seal_id=seal.pk, revoked_on=AT.date(), reason="Wrong name", by=None, at=AT)
    with pytest.raises(SealRefused, match="already"):
        revoke_seal(seal_id=seal.pk, revoked_on=AT.date(), reason="Wrong", by=None, at=AT)

    check = check_file(b"words")
    assert (check.state, check.seal.revocation.reason) == ("revoked", "Wrong name")  # type: ignore[union-attr]


def test_seals_are_only_ever_added() -> None:
    seal = sealed()

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Seal.objects.filter(pk=seal.pk).update(subject_label="Another thing")


def test_replace_signing_key_leaves_what_was_sealed_valid() -> None:
    first = sealed()

    replace_signing_key(by=None, at=AT + timedelta(days=1))
    second = sealed(b"other")

    assert first.key != second.key
    assert keys.public_key() == second.key.public_pem
    assert [check_file(b"words").state, check_file(b"other").state] == ["valid", "valid"]
    assert sealed() == first
    former = SigningKey.objects.get(pk=first.key_id)
    assert former.replaced_at == AT + timedelta(days=1)


def test_the_key_is_closed_with_the_installations_secret(data_dir: Path, settings: Any) -> None:
    first = keys.public_key()

    assert b"ENCRYPTED" in (data_dir / keys.KEY_FILE).read_bytes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert keys.public_key() == first
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(keys.KeyLocked, match="WEGO_SECRET_KEY"):
        keys.public_key()


def test_a_key_that_an_earlier_version_left_open_still_signs(data_dir: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (data_dir / keys.KEY_FILE).write_bytes(pem)

    assert sealed().signature == key.sign(b"words")


def test_a_kind_is_declared_once() -> None:
    bundle = archive.BUNDLE_SEAL

    with pytest.raises(ValueError, match="declared twice"):
        declare(replace(bundle, label="other"))

    assert bundle in known_kinds()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The seal is valid"), ("ko", "유효한 전자서명입니다"), ("zh-hans", "电子签章有效")],
)
def test_the_page_of_a_code_says_what_who_and_when(language: str, words: str) -> None:
    seal = sealed()

    page = Client().get(f"/{language}/verify/{seal.code}/")

    text = page.content.decode()
    assert page.status_code == 200
    assert words in text
    assert all(shown in text for shown in (seal.shown_code, seal.sha256, "A thing", "WeGO", "<svg"))
    assert "<script" not in text
    assert len(page.content) < 40_000


def test_the_page_tells_a_revoked_seal_with_its_reason() -> None:
    seal = sealed()
    revoke_seal(seal_id=seal.pk, revoked_on=date(2026, 3, 2), reason="Wrong <name>", by=None, at=AT)

    text = Client().get(f"/en/verify/{seal.code}/").content.decode()

    assert "The seal was revoked" in text
    assert "Wrong &lt;name&gt;" in text


def test_an_unknown_code_is_404_and_says_what_to_do() -> None:
    page = Client().get("/en/verify/AAAAAAAAAAAAAAAAAAAA/")

    assert page.status_code == 404
    assert "Compare the code" in page.content.decode()


def test_a_typed_code_leads_to_its_page_and_a_file_is_looked_up() -> None:
    seal = sealed()
    client = Client()

    typed = client.post("/en/verify/", {"code": seal.shown_code.lower()})
    file = client.post("/en/verify/", {"file": SimpleUploadedFile("paper.txt", b"words")})
    other = client.post("/en/verify/", {"file": SimpleUploadedFile("paper.txt", b"other words")})
    neither = client.post("/en/verify/", {"code": ""})
    short = client.post("/en/verify/", {"code": "12-34"})

    assert typed["Location"] == f"/en/verify/{seal.code}/"
    assert (file.status_code, other.status_code) == (200, 404)
    assert "The seal is valid" in file.content.decode()
    assert "Enter the code, or choose the file." in neither.content.decode()
    assert "twenty letters and digits" in short.content.decode()


def test_a_file_that_disagrees_with_its_own_digests_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_content: bytes) -> bytes | None:
        raise SealBroken

    kind = SealKind("tests.broken", "Broken", signed_part=broken)
    monkeypatch.setattr("wego.core.seals.queries.known_kinds", lambda: [kind])

    page = Client().post("/en/verify/", {"file": SimpleUploadedFile("a.zip", b"x")})

    assert "The file was changed" in page.content.decode()


def test_a_qr_picture_says_its_title_and_no_markup_of_others() -> None:
    picture = qr_picture("https://example.org/<b>", "<b>")

    assert picture.startswith("<svg")
    assert "<b>" not in picture
