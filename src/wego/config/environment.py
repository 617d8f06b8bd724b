"""Reads settings from the environment: one function per type, each refusing what it cannot read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
import yaml
from django.conf.locale import LANG_INFO


class SettingRefused(Exception):
    """A setting in the environment cannot be used; the message says which and what would be right."""


# Every setting that was asked for, so that `wego doctor` can tell a misspelt one; two are read elsewhere.
known: set[str] = {"WEGO_NETWORK", "WEGO_REFERENCE_DATA", "WEGO_BACKUP_KEY"}


def _read(name: str, default: str = "") -> str:
    known.add(name)
    return os.environ.get(name, default)


def text(name: str, default: str = "") -> str:
    return _read(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = _read(name).strip().lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise SettingRefused(f"{name}={value!r} is neither yes nor no")


def number(name: str, default: int) -> int:
    value = _read(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit()):
        raise SettingRefused(f"{name}={value!r} is not a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in _read(name, default).split(",") if word.strip()]


def openid_apps() -> list[dict[str, Any]]:
    """The single sign-on provider named by WEGO_OIDC_*, none where no issuer is given."""
    issuer, client, secret = text("WEGO_OIDC_ISSUER"), text("WEGO_OIDC_CLIENT_ID"), text("WEGO_OIDC_SECRET")
    name = text("WEGO_OIDC_NAME", "OpenID Connect")
    if not issuer:
        return []
    if not client:
        raise SettingRefused("WEGO_OIDC_ISSUER is set and WEGO_OIDC_CLIENT_ID is not: single sign-on needs both")
    return [
        {
            "provider_id": "oidc",
            "name": name,
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    ]


def database(name: str, default: str) -> dict[str, Any]:
    """Django's database settings from an address such as `postgres://user:password@host:5432/wego`."""
    try:
        parsed = dict(dj_database_url.parse(_read(name) or default, conn_max_age=60, conn_health_checks=True))
    except ValueError:  # among them an unknown scheme
        parsed = {"ENGINE": ""}
    if parsed["ENGINE"] not in {"django.db.backends.postgresql", "django.db.backends.sqlite3"}:
        raise SettingRefused(f"{name} is no database of ours: such as postgres://user:password@host/wego")
    return parsed


def mail(name: str, folder: Path) -> dict[str, Any]:
    """Django's mail settings from `smtp://user:password@host:587` (STARTTLS on 587 and for every user) or `smtps://…`.

    Without an address mails are written as files into the folder, so that nothing sent is lost.
    """
    address = _read(name)
    if not address:
        return {"EMAIL_BACKEND": "wego.core.outbox.backends.FileBackend", "EMAIL_FILE_PATH": folder}
    parts = urlsplit(address)
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError:
        port = 0
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or not port:
        raise SettingRefused(f"{name} is not a mail server: such as smtp://user:password@mail.example.org:587")
    return {
        "EMAIL_BACKEND": "wego.core.outbox.backends.SmtpBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A password never goes in the open: a server that offers no STARTTLS is not given one, on whatever port.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and (port == 587 or bool(parts.username)),
        "EMAIL_TIMEOUT": 10,
    }


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


def time_zone(network: Path) -> str:
    """The zone of the network's seat: `time_zone` of its network.yaml, UTC where there is no such file."""
    known = _network(network)
    if known is None:
        return "UTC"
    name = known.get("time_zone")
    try:
        return ZoneInfo(str(name)).key
    except (KeyError, ValueError, OSError):
        said = f"{network / 'network.yaml'}: time_zone is {name!r}, not a zone of the IANA database such as Asia/Seoul"
        raise SettingRefused(said) from None


def languages(network: Path, key: str = "languages", default: tuple[str, ...] = ("en", "ko", "zh-hans")) -> list[str]:
    """The languages that its network.yaml lists under `key`, by tags that Django has words for."""
    found = (_network(network) or {}).get(key, list(default))
    if not isinstance(found, list) or not all(isinstance(code, str) for code in found):
        raise SettingRefused(
            f"{network / 'network.yaml'}: {key} is {found!r}, not a list of languages such as [en, ko]"
        )
    for code in found:
        if "name" not in LANG_INFO.get(code, {}):
            said = f"{network / 'network.yaml'}: {key} has {code!r}, not a language's tag such as en, ko, zh-hans, es"
            raise SettingRefused(said)
    if default and "en" not in found:
        raise SettingRefused(f"{network / 'network.yaml'}: {key} lacks en, in which every text is written first")
    return found


def _network(network: Path) -> dict[str, Any] | None:
    file = network / "network.yaml"
    if not file.is_file():
        return None
    known = yaml.safe_load(file.read_text(encoding="utf-8"))
    return known if isinstance(known, dict) else {}
