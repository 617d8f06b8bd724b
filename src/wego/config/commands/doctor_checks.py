"""What `wego doctor` looks at. Each look answers words where all is well, else the list of what to do."""

from __future__ import annotations

import difflib
import os
import shutil
import smtplib
import socket
import sqlite3
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from wego.config import environment, wiring
from wego.config.commands import schema
from wego.config.commands.worker import SILENT_AFTER
from wego.core.models import AuditEntry, Mail, PeriodicRun
from wego.core.periodic import WORKER
from wego.core.print.coverage import languages_without_font, scripts_without_font

Found = str | list[str]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
LITTLE_SPACE = 500 * 1024 * 1024
# No clock that runs well shows a day before this code was written.
WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
CLOCK_DRIFT = timedelta(seconds=5)


@dataclass(frozen=True)
class DoctorFinding:
    """One topic: all is well, or what to do."""

    topic: str
    ok: bool
    words: str


def configuration() -> Found:
    host = urlsplit(settings.WEGO_BASE_URL).hostname or ""
    faults = [
        f"{name} is not a setting" + _meant(name) + ": correct or unset it"
        for name in sorted(os.environ)
        if name.startswith("WEGO_") and name not in environment.known
    ]
    if not _allowed(host):
        faults.append(f"WEGO_BASE_URL names {host or 'no host'}, which is not among WEGO_HOSTS: add it there")
    if host not in LOOPBACK:
        if not settings.WEGO_BASE_URL.startswith("https://"):
            faults.append("WEGO_BASE_URL is not https: put a certificate before the platform and say https")
        if settings.DEBUG:
            faults.append("WEGO_DEBUG is on: unset it, it shows secrets to visitors")
        if settings.WEGO_DEMONSTRATION:
            faults.append("this data directory is a demonstration: use another WEGO_DATA_DIR")
    if len(settings.SECRET_KEY) < 32:
        faults.append("WEGO_SECRET_KEY is shorter than 32 characters: give a longer one, or unset it")
    if not Path(settings.WEGO_NETWORK).is_dir():
        faults.append(f"WEGO_NETWORK {settings.WEGO_NETWORK} is not a folder: name a network folder")
    return faults or f"{settings.WEGO_BASE_URL}, network {settings.WEGO_NETWORK}"


def _meant(name: str) -> str:
    near = difflib.get_close_matches(name, environment.known, 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _allowed(host: str) -> bool:
    from django.http.request import validate_host

    return bool(host) and validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS)


def database() -> Found:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return [f"it does not answer: {' '.join(str(error).split())}: check DATABASE_URL and the server"]
    waiting = schema.pending()
    if waiting:
        return [f"{len(waiting)} migrations wait: run wego migrate"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check")
            state = cursor.fetchone()[0]
            version = f"SQLite {sqlite3.sqlite_version}"
            return version if state == "ok" else [f"the file is damaged ({state}): restore the last backup"]
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def mail() -> Found:
    if settings.EMAIL_BACKEND.endswith("FileBackend"):
        if urlsplit(settings.WEGO_BASE_URL).hostname not in LOOPBACK:
            return ["e-mails are only written to files: set WEGO_MAIL_URL"]
        return f"written as files into {settings.WEGO_DATA_DIR / 'mail'}; set WEGO_MAIL_URL to send them"
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    try:
        with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            if settings.EMAIL_USE_TLS:
                server.starttls(context=ssl.create_default_context())
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (OSError, smtplib.SMTPException) as error:
        return [f"{where} does not take mail: {error}: check WEGO_MAIL_URL"]
    return f"{where} answers"


def storage() -> Found:
    faults = []
    for name, folder in {"data directory": settings.WEGO_DATA_DIR, "files": settings.MEDIA_ROOT}.items():
        probe = Path(folder) / f".probe-{os.getpid()}"
        try:
            probe.parent.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"ok")
            probe.unlink()
        except OSError as error:
            faults.append(f"{name} {folder} cannot be written ({error.strerror}): change its rights")
    if faults:
        return faults
    free = shutil.disk_usage(settings.WEGO_DATA_DIR).free
    if free < LITTLE_SPACE:
        return [f"{free / 1e6:.0f} MB are free in {settings.WEGO_DATA_DIR}: make room"]
    return f"{settings.WEGO_DATA_DIR}, {free / 1e9:.0f} GB free"


def fonts() -> Found:
    lacking = languages_without_font()
    if lacking:
        return [f"no font shows {', '.join(lacking)} in print: run make setup, or install Noto Sans CJK"]
    if scripts := scripts_without_font():
        return [f"no font shows {', '.join(scripts)} in print: run make setup, or install Noto fonts"]
    return "print shows " + ", ".join(code for code, _name in settings.LANGUAGES)


def worker() -> Found:
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    if schema.pending():
        return ["the database needs migrations: run wego migrate"]
    start = "start wego serve" if connection.vendor == "sqlite" else "start wego worker"
    now = timezone.now()
    silent = timedelta(seconds=SILENT_AFTER)
    seen = PeriodicRun.objects.filter(name=WORKER).values_list("started_at", flat=True).first()
    faults = [
        f"periodic job {run.name} failed at {run.finished_at:%Y-%m-%d %H:%M} ({run.failure}): see the worker's log"
        for run in PeriodicRun.objects.exclude(failure="")
    ]
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=now - silent).count()
    stuck = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=now - timedelta(hours=1)
    ).count()
    mails = Mail.objects.due(now).filter(queued_at__lt=now - timedelta(hours=1)).count()
    if mails:
        faults.append(
            f"{mails} e-mails have waited for over an hour: see the outbox in the back office, and mail above"
        )
    if stuck:
        faults.append(f"{stuck} tasks began over an hour ago and have not ended: their worker was cut off")
    is_alive = seen is not None and now - seen < silent
    if not is_alive:
        late = [job.name for job in wiring.JOBS if seen and _is_late(job.name, job.every, now)]
        if waiting or late:
            faults.append(f"none is running, {waiting} tasks wait and {len(late)} periodic jobs are late: {start}")
    elif waiting:
        faults.append(f"{waiting} tasks have waited for over a minute: start another worker")
    if faults:
        return faults
    if is_alive:
        return "running, no jobs waiting"
    return f"none is running, and no jobs are waiting ({start} to have one)"


def _is_late(name: str, every: timedelta, now: datetime) -> bool:
    run = PeriodicRun.objects.filter(name=name).first()
    return run is None or run.started_at is None or now - run.started_at > every + timedelta(minutes=10)


def clock() -> Found:
    now = datetime.now(UTC)
    if now < WRITTEN:
        return [f"it shows {now:%Y-%m-%d %H:%M} UTC, which is before this version was written: set it"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            drift = abs(cursor.fetchone()[0] - datetime.now(UTC))
        if drift > CLOCK_DRIFT:
            return [f"it is {drift.total_seconds():.0f} s off the database server's: run NTP on both"]
    last = None if schema.pending() else AuditEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    if last and last > now + CLOCK_DRIFT:
        return [f"the last entry in the audit trail is in the future ({last:%Y-%m-%d %H:%M} UTC): set the clock"]
    return f"{now:%Y-%m-%d %H:%M:%S} UTC on {socket.gethostname()}"


LOOKS: dict[str, Callable[[], Found]] = {
    "configuration": configuration,
    "database": database,
    "mail": mail,
    "storage": storage,
    "fonts": fonts,
    "worker": worker,
    "clock": clock,
}
