"""The archive of an edition: each file to the byte, always the same bytes, signed, enough to compute it again."""

from __future__ import annotations

import hashlib
import io
import shlex
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from django.utils import timezone

from tests.cityindex.factories import make_edition
from wego.cityindex import archive
from wego.cityindex.models import Edition, EditionFile
from wego.cityindex.services.seals import seal_editions
from wego.core.models import AuditEntry
from wego.core.seals import keys as signing
from wego.core.seals.models import Seal
from wego.core.seals.queries import check_file
from wego.core.seals.services import replace_signing_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Path:
    """A data directory of the test's own: the key is made in it."""
    settings.WEGO_DATA_DIR = tmp_path_factory.mktemp("data")
    return settings.WEGO_DATA_DIR


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def test_it_holds_every_file_to_the_byte_with_its_digest(tmp_path: Path):
    edition = make_edition(tmp_path)

    response = Client().get("/en/index/small/bundle.zip")

    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    assert response["Content-Disposition"] == 'attachment; filename="small.zip"'
    files = unpacked(response.content)
    kept = {file.name: file.text.encode() for file in edition.files.all()}
    assert {name: files[name] for name in kept} == kept
    assert files.keys() - kept.keys() == {"README.txt", "SHA256SUMS", "SHA256SUMS.sig", "public-key.pem"}
    sums = {line.split("  ")[1]: line.split("  ")[0] for line in files["SHA256SUMS"].decode().splitlines()}
    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name not in ("SHA256SUMS", "SHA256SUMS.sig")
    }


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path):
    edition = make_edition(tmp_path)

    assert archive.bundle(edition) == archive.bundle(Edition.objects.get())


def test_the_signature_is_that_of_the_key_on_the_method_page(tmp_path: Path):
    make_edition(tmp_path)

    files = unpacked(Client().get("/en/index/small/bundle.zip").content)
    shown = Client().get("/en/index/small/method/").content.decode()

    assert files["public-key.pem"].decode().strip() in shown
    assert archive.VERIFY in shown
    key = load_pem_public_key(files["public-key.pem"])
    assert isinstance(key, Ed25519PublicKey)
    key.verify(files["SHA256SUMS.sig"], files["SHA256SUMS"])
    with pytest.raises(InvalidSignature):
        key.verify(files["SHA256SUMS.sig"], files["SHA256SUMS"].replace(b"0", b"1"))


def test_a_stranger_checks_it_with_the_commands_of_the_page(tmp_path: Path):
    make_edition(tmp_path)
    found = shutil.which("openssl")
    if found is None or not subprocess.run([found, "version"], capture_output=True).stdout.startswith(b"OpenSSL 3"):
        pytest.skip("OpenSSL 3 is not installed")
    folder = tmp_path / "unpacked"
    folder.mkdir()
    for name, content in unpacked(Client().get("/en/index/small/bundle.zip").content).items():
        (folder / name).write_bytes(content)
    command = shlex.split(archive.VERIFY)

    first = subprocess.run(command, cwd=folder, capture_output=True)
    (folder / "SHA256SUMS").write_bytes(b"changed")
    second = subprocess.run(command, cwd=folder, capture_output=True)

    assert (first.returncode, second.returncode) == (0, 1)


def test_a_draft_is_packed_without_a_signature(tmp_path: Path, data_dir: Path):
    edition = make_edition(tmp_path, status="draft")

    files = unpacked(archive.bundle(edition))

    assert not files.keys() & {"SHA256SUMS.sig", "public-key.pem"}
    assert "it is not signed" in files["README.txt"].decode()
    assert not (data_dir / signing.KEY_FILE).exists()


def test_the_key_is_made_once_and_read_by_its_owner_only(data_dir: Path):
    first = signing.public_key()

    assert signing.public_key() == first
    path = data_dir / signing.KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in data_dir.iterdir()] == [signing.KEY_FILE]


def test_a_key_that_another_process_made_first_stands(data_dir: Path):
    first = signing.public_key()

    signing._make(data_dir / signing.KEY_FILE)

    assert signing.public_key() == first
    assert [found.name for found in data_dir.iterdir()] == [signing.KEY_FILE]


def test_a_key_of_another_kind_is_refused(data_dir: Path):
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    other = ec.generate_private_key(ec.SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (data_dir / signing.KEY_FILE).write_bytes(pem)

    with pytest.raises(TypeError, match="no Ed25519 key"):
        signing.sign(b"x")


def test_an_edition_is_sealed_when_it_is_loaded_and_a_visit_writes_nothing(tmp_path: Path, data_dir: Path):
    edition = make_edition(tmp_path)
    seal = Seal.objects.get()
    lines = AuditEntry.objects.count()

    content = Client().get("/en/index/small/bundle.zip").content
    Client().get("/en/index/small/method/")

    assert (seal.subject.id, check_file(content).seal) == (str(edition.pk), seal)
    assert (Seal.objects.count(), AuditEntry.objects.count()) == (1, lines)


def test_seal_editions_seals_what_was_published_before_there_were_seals(tmp_path: Path):
    make_edition(tmp_path, status="draft")
    Edition.objects.update(status=Edition.Status.PILOT)
    before = Client().get("/en/index/small/bundle.zip").content
    assert not Seal.objects.exists()

    seal_editions(timezone.now())
    seal_editions(timezone.now())

    assert Client().get("/en/index/small/bundle.zip").content == before
    assert (Seal.objects.count(), check_file(before).state) == (1, "valid")


def test_seal_editions_leaves_drafts_alone(tmp_path: Path):
    make_edition(tmp_path, status="draft")

    seal_editions(timezone.now())

    assert not Seal.objects.exists()


def test_a_bundle_is_checked_by_its_file(tmp_path: Path):
    edition = make_edition(tmp_path)
    content = archive.bundle(edition)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as packed:
        for name, text in unpacked(content).items():
            packed.writestr(f"small/{name}", text + b"x" if name == "data.csv" else text)

    check = check_file(content)

    assert (check.state, check.seal.described) == ("valid", (edition.name, "/en/index/small/"))  # type: ignore[union-attr]
    assert check_file(changed.getvalue()).state == "changed"
    assert check_file(b"PK\x03\x04 no archive").state == "unknown"


def test_a_bundle_keeps_its_bytes_when_another_key_signs(tmp_path: Path):
    edition = make_edition(tmp_path)
    before = archive.bundle(edition)

    replace_signing_key(by=None, at=timezone.now())

    assert archive.bundle(Edition.objects.get()) == before
    shown = Client().get("/en/index/small/method/").content.decode()
    assert unpacked(before)["public-key.pem"].decode().strip() in shown
    EditionFile.objects.filter(name="data.csv").update(text="other\n")
    after = unpacked(archive.bundle(Edition.objects.get()))
    assert after["public-key.pem"].decode() == signing.public_key()
