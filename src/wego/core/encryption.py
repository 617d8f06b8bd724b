"""What is kept closed in the database and in files, so that a stolen copy of it opens no doors."""

from __future__ import annotations

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def box(purpose: str) -> MultiFernet:
    """Closes and opens with the platform's key for one purpose; former keys still open what they closed."""
    return MultiFernet([Fernet(key) for key in passphrases(purpose)])


def passphrases(purpose: str) -> tuple[bytes, ...]:
    """What the platform's key comes to for one purpose, and former keys after it."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return tuple(base64.urlsafe_b64encode(sha256(f"{purpose}:{key}".encode()).digest()) for key in keys)
