"""Reads settings from the environment: one function per type, each refusing what it cannot read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any


class SettingRefused(Exception):
    """A setting in the environment cannot be used; the message says which and what would be right."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise SettingRefused(f"{name}={value!r} is neither yes nor no")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdigit():
        raise SettingRefused(f"{name}={value!r} is not a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def openid_apps() -> list[dict[str, Any]]:
    """The single sign-on provider named by WEGO_OIDC_*, none where no issuer is given."""
    issuer = text("WEGO_OIDC_ISSUER")
    if not issuer:
        return []
    if not text("WEGO_OIDC_CLIENT_ID"):
        raise SettingRefused("WEGO_OIDC_ISSUER is set and WEGO_OIDC_CLIENT_ID is not: single sign-on needs both")
    return [
        {
            "provider_id": "oidc",
            "name": text("WEGO_OIDC_NAME", "OpenID Connect"),
            "client_id": text("WEGO_OIDC_CLIENT_ID"),
            "secret": text("WEGO_OIDC_SECRET"),
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    ]


def kept_secret(data_dir: Path) -> str:
    """The secret key kept beside the data, made on first use and readable by its owner only."""
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
