"""The network's signing key (Ed25519), kept beside the data in a file that the installation's secret opens."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from wego.core.encryption import passphrases

KEY_FILE = "edition-key.pem"
PURPOSE = "signing-key"


class KeyLocked(Exception):
    """The key's file was closed with another secret than this installation has."""


def sign(content: bytes) -> bytes:
    """The signature, 64 bytes: the same key and content give the same bytes."""
    return _key().sign(content)


def public_key() -> str:
    """What anybody needs to check a signature made now, as PEM."""
    return _pem(_key().public_key())


def fingerprint(public_pem: str) -> str:
    """A key's name: the SHA-256 of its public half."""
    key = load_pem_public_key(public_pem.encode())
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def is_signed(content: bytes, signature: bytes, public_pem: str) -> bool:
    """Did the holder of this key sign this content?"""
    key = load_pem_public_key(public_pem.encode())
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def replace_key() -> str:
    """A new key in place of the one so far, whose secret half is gone from here on; the new one's public half."""
    part = _write(Path(settings.WEGO_DATA_DIR))
    os.replace(part, Path(settings.WEGO_DATA_DIR) / KEY_FILE)
    return public_key()


def _key() -> Ed25519PrivateKey:
    """The key of this installation, made on first use and readable by its owner only."""
    path = Path(settings.WEGO_DATA_DIR) / KEY_FILE
    if not path.exists():
        _make(path)
    return _opened(path.read_bytes(), passphrases(PURPOSE), str(path))


@lru_cache(maxsize=4)
def _opened(pem: bytes, secrets: tuple[bytes, ...], path: str) -> Ed25519PrivateKey:
    # Opening takes a while on purpose; one that an earlier version made is not closed.
    for secret in secrets if b"ENCRYPTED" in pem else (None,):
        try:
            key = load_pem_private_key(pem, password=secret)
        except ValueError:
            continue
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{path} holds no Ed25519 key")
        return key
    raise KeyLocked(f"{path} opens with none of the installation's secrets; give back the former WEGO_SECRET_KEY")


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _write(path.parent)
    try:
        # Whole or not at all, and never over the key of a process that was first.
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _write(folder: Path) -> Path:
    """A new key in a file of its own, for its owner only."""
    lock = BestAvailableEncryption(passphrases(PURPOSE)[0])
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    descriptor, part = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return Path(part)


def _pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
