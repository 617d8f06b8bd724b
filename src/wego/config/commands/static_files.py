"""Gathers style sheets, pictures and scripts into the data directory, once per version of them."""

from __future__ import annotations

import hashlib
import os

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> bool:
    """Gather what changed since the last time; answers whether anything had."""
    version = _version()
    stamp = settings.STATIC_ROOT / ".version"
    if stamp.exists() and stamp.read_text() == version:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(version)
    return True


def _version() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
