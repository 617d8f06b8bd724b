"""The key that seals backups: it lies apart from them, so that whoever changes one cannot seal it again."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wego.config import environment
from wego.config.commands.prerequisites import Refused


def path_of_key() -> Path:
    """In the home of whoever runs the platform, never in the data directory, which a backup holds."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "wego" / "backup-key"


def key_for_sealing() -> bytes:
    """The operator's key, else this account's own, made at its first backup."""
    if key := known_key():
        return key
    path = path_of_key()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another backup was first
        return known_key()
    except OSError as error:
        raise Refused(f"the key of backups {path} cannot be written: {error.strerror}", "set WEGO_BACKUP_KEY") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    return known_key()


def known_key() -> bytes:
    """The key that is set or kept here; empty where there is none."""
    if given := environment.text("WEGO_BACKUP_KEY"):
        return given.encode()
    path = path_of_key()
    return path.read_bytes().strip() if path.is_file() else b""
