"""The network's own signature under the editions that it publishes: Ed25519, the key kept beside the data."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

KEY_FILE = "edition-key.pem"


def sign(content: bytes) -> bytes:
    """The signature, 64 bytes: the same key and content give the same bytes."""
    return _key().sign(content)


def public_key() -> str:
    """What anybody needs to check a signature, as PEM."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _key() -> Ed25519PrivateKey:
    """The key of this installation, made on first use and readable by its owner only."""
    path = Path(settings.WEGO_DATA_DIR) / KEY_FILE
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor, part = tempfile.mkstemp(dir=path.parent)  # owner only
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        # Whole or not at all, and never over the key of a process that was first.
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        Path(part).unlink()
