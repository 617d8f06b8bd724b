"""An edition as one archive: its files to the byte, how to compute it again, digests and the network's signature."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib

from django.urls import reverse
from django.utils.translation import gettext_lazy

from wego.cityindex.exports import recompute_command
from wego.cityindex.models import Edition
from wego.cityindex.queries.editions import BUNDLE
from wego.core.references import Reference
from wego.core.seals import keys
from wego.core.seals.kinds import SealBroken, SealKind, declare
from wego.core.seals.models import Seal
from wego.core.seals.queries import last_seal

SUMS, SIGNATURE, KEY = "SHA256SUMS", "SHA256SUMS.sig", "public-key.pem"
VERIFY = f"openssl pkeyutl -verify -pubin -inkey {KEY} -rawin -in {SUMS} -sigfile {SIGNATURE}"
MOST_UNPACKED = 64 * 1024 * 1024
# An archive says when each file was made; the same edition gives the same bytes, so it is always the same moment.
MOMENT = (1980, 1, 1, 0, 0, 0)

README = """{name}
{underline}

An edition of the city index, with all that is needed to compute it again. {state}
SHA-256 of the figures and the method (also on the edition's method page): {sha256}

What is here
------------
method.toml      the method: tree, weights, directions, bounds, steps, what the draws vary
data.csv         the figures of the ranked cities, as the method reads them
values.csv       each figure with its source, period, quality and page
listed.csv       the cities that are not ranked, with the reason
results.csv      scores and ranks that came out
robustness.csv   the ranks over all draws
method.json      the method as run, every default spelled out, and the versions it ran with
{signed_files}
Compute it again
----------------
With wego {version} installed, in this folder:

    {command}

It writes result/results.csv, result/robustness.csv and result/method.json. With wego {version}, NumPy {numpy} and the
same kind of machine they are the same to the byte; elsewhere ranks are equal and scores agree to twelve digits.

Check that nothing was changed
------------------------------
    sha256sum --check {sums}
{signed_how}"""
SUMS_FILE = f"{SUMS}       the SHA-256 of every file above\n"
SIGNED_FILES = f"""{KEY}   the network's public key
{SUMS_FILE}{SIGNATURE}   the network's signature under {SUMS}
"""
SIGNED_HOW = f"""    {VERIFY}

The second command (OpenSSL 3) says whether the network signed these digests with the key of {KEY}.
Compare that key with the one on the edition's method page: a stranger could have put another key here.
"""


def bundle(edition: Edition) -> bytes:
    """The archive of an edition, the same bytes whenever it is asked for; drafts are not signed."""
    files = _files(edition)
    if edition.is_frozen:
        files |= _signed(edition, files)
    else:
        files[SUMS] = _sums(files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{edition.code}/{name}", MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is packed
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return packed.getvalue()


def signed_digests(edition: Edition) -> bytes:
    """What the network signs of an edition that is out: the digests of its files as they are."""
    return _signed(edition, _files(edition))[SUMS]


def signed_part(content: bytes) -> bytes | None:
    """What the network signed in an archive that somebody brings; None where it is none of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                return None
            files = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return None
    if SUMS not in files or SIGNATURE not in files:
        return None
    rest = {name: text for name, text in files.items() if name not in (SUMS, SIGNATURE)}
    if _sums(rest) != files[SUMS]:
        raise SealBroken
    return files[SUMS]


def describe(seal: Seal) -> tuple[str, str] | None:
    """What people read of a sealed edition, and its page."""
    edition = Edition.objects.filter(pk=seal.subject_id).first()
    return (edition.name, reverse("cityindex:ranking", args=[edition.code])) if edition else None


BUNDLE_SEAL = declare(
    SealKind(BUNDLE, gettext_lazy("Edition of the city index"), signed_part=signed_part, describe=describe)
)


def _files(edition: Edition) -> dict[str, bytes]:
    """Every file of an edition, and how to use them."""
    files = {file.name: file.text.encode() for file in edition.files.all()}
    files["README.txt"] = _readme(edition, is_signed=edition.is_frozen).encode()
    return files


def _signed(edition: Edition, files: dict[str, bytes]) -> dict[str, bytes]:
    """Digests, signature and key: those of the edition's seal as long as its files are what was sealed.

    Where they are not yet (`services.seals` has it done), the signature is the one that its seal will have.
    """
    last = last_seal(BUNDLE_SEAL, Reference.to(edition))
    if last is not None:
        added = {KEY: last.key.public_pem.encode()}
        added[SUMS] = _sums(files | added)
        if hashlib.sha256(added[SUMS]).hexdigest() == last.sha256:
            return added | {SIGNATURE: last.signature}
    added = {KEY: keys.public_key().encode()}
    added[SUMS] = _sums(files | added)
    return added | {SIGNATURE: keys.sign(added[SUMS])}


def _sums(files: dict[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _readme(edition: Edition, *, is_signed: bool) -> str:
    state = {
        Edition.Status.DRAFT: "It is a draft: its figures may change, and it is not signed.",
        Edition.Status.PILOT: "It is a pilot, made from public figures.",
        Edition.Status.PUBLISHED: "It is published: its figures no longer change.",
    }[Edition.Status(edition.status)]
    return README.format(
        name=edition.name.source,
        underline="=" * len(edition.name.source),
        state=state,
        sha256=edition.sha256,
        command=recompute_command(edition),
        version=edition.versions["wego"],
        numpy=edition.versions["numpy"],
        sums=SUMS,
        signed_files=SIGNED_FILES if is_signed else SUMS_FILE,
        signed_how=SIGNED_HOW if is_signed else "",
    )
