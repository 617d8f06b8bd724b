"""What is kept closed in the database, so that a stolen copy of it opens no doors."""

from __future__ import annotations

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def box(purpose: str) -> MultiFernet:
    """Closes and opens with the platform's key for one purpose; former keys still open what they closed."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(sha256(f"{purpose}:{key}".encode()).digest())) for key in keys])
