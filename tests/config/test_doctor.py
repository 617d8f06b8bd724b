"""`wego doctor`: each topic OK, or what to do."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.browsing import free_port, wego
from wego.config import wiring
from wego.config.commands import doctor_checks
from wego.core import periodic
from wego.core.models import AuditEntry, PeriodicRun
from wego.core.outbox import ComposedMail, MailKind, queue_text
from wego.core.references import Reference

pytestmark = pytest.mark.both_databases

TOPICS = {"configuration", "database", "mail", "storage", "fonts", "worker", "clock"}


def test_a_demonstration_is_well(demonstration: Path):
    said = json.loads(wego("doctor", "--data-dir", str(demonstration), "--json").stdout)

    assert said["ok"] is True
    assert {finding["topic"] for finding in said["findings"]} == TOPICS
    assert all(finding["ok"] for finding in said["findings"])
    with closing(sqlite3.connect(demonstration / "wego.sqlite3")) as database:
        waiting = database.execute("SELECT COUNT(*) FROM django_tasks_database_dbtaskresult").fetchone()
        mails = database.execute("SELECT DISTINCT status FROM core_mail").fetchall()
    assert waiting == (0,), "nor does it come to wait a minute later"
    assert mails == [("sent",)]


def test_everything_wrong_is_named_with_what_to_do(tmp_path: Path):
    refused = wego(
        "doctor",
        "--data-dir",
        str(tmp_path),
        status=1,
        WEGO_HOST="wego.example.org",
        WEGO_BASE_URL="http://wego.example.org",
        WEGO_MAIL_URL=f"smtp://127.0.0.1:{free_port()}",
        WEGO_SECRET_KEY="short",
        DATABASE_URL=f"postgres://nobody@127.0.0.1:{free_port()}/wego",
    )

    said = refused.stdout
    assert "WEGO_HOST is not a setting (did you mean WEGO_HOSTS?)" in said
    assert "not among WEGO_HOSTS: add it there" in said
    assert "WEGO_BASE_URL is not https" in said
    assert "WEGO_SECRET_KEY is shorter" in said
    assert "NOT OK database: it does not answer" in said
    assert "check WEGO_MAIL_URL" in said
    assert "OK     storage" in said
    assert "Traceback" not in said + refused.stderr


def test_a_demonstration_is_not_to_be_shown_to_the_world(settings: Any):
    settings.WEGO_DEMONSTRATION, settings.WEGO_BASE_URL = True, "https://wego.example.org"
    settings.ALLOWED_HOSTS = ["wego.example.org"]

    assert doctor_checks.configuration() == ["this data directory is a demonstration: use another WEGO_DATA_DIR"]


def test_a_language_without_a_font_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor_checks, "languages_without_font", lambda: ["ko"])

    (said,) = doctor_checks.fonts()

    assert said.startswith("no font shows ko in print")


def test_little_space_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor_checks, "LITTLE_SPACE", 1 << 60)

    (said,) = doctor_checks.storage()

    assert "make room" in said


@pytest.mark.django_db
def test_mails_that_wait_for_long_are_told():
    letter, about = ComposedMail("Subject", "Words"), Reference("", "", "")
    long_ago = timezone.now() - timedelta(hours=2)
    kind = MailKind("tests/doctor", "Doctor")
    queue_text(kind, to="kim@seoul.example", language="en", letter=letter, about=about, by=None, at=long_ago)

    (said,) = doctor_checks.worker()

    assert "1 e-mails have waited for over an hour" in said


@pytest.mark.django_db
def test_a_mail_server_that_answers_is_well(settings: Any, mail_server: int):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server
    settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST_USER = ""

    assert doctor_checks.mail() == f"127.0.0.1:{mail_server} answers"


@pytest.mark.django_db
def test_the_database_names_itself():
    assert str(doctor_checks.database()).startswith(("SQLite 3", "PostgreSQL 1"))


def waiting_task(
    *, enqueued: datetime, status: TaskResultStatus = TaskResultStatus.READY, **facts: Any
) -> DBTaskResult:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="somewhere.task",
        backend_name="default",
        run_after=enqueued,
        status=status,
        exception_class_path="",
        traceback="",
        **facts,
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=enqueued)
    return task


@pytest.mark.django_db
def test_no_worker_and_nothing_waiting_is_no_fault():
    assert str(doctor_checks.worker()).startswith("none is running, and no jobs are waiting")


@pytest.mark.django_db
def test_tasks_that_wait_without_a_worker_are_a_fault():
    waiting_task(enqueued=timezone.now() - timedelta(minutes=5))

    (said,) = doctor_checks.worker()

    assert said.startswith("none is running, 1 tasks wait")
    assert "start wego" in said


@pytest.mark.django_db
def test_late_jobs_of_a_worker_that_fell_silent_are_a_fault():
    periodic.beat(at=timezone.now() - timedelta(days=3))

    (said,) = doctor_checks.worker()

    assert f"{len(wiring.JOBS)} periodic jobs are late" in said


@pytest.mark.django_db
def test_a_worker_that_lives_is_well():
    now = timezone.now()
    periodic.beat(at=now)
    periodic.run_due([], clock=timezone.now)

    assert doctor_checks.worker() == "running, no jobs waiting"


@pytest.mark.django_db
def test_a_job_that_failed_and_a_task_that_hangs_are_faults():
    long_ago = timezone.now() - timedelta(hours=3)
    periodic.beat(at=timezone.now())
    PeriodicRun.objects.create(
        name="clear_sessions", started_at=long_ago, finished_at=long_ago, failure="ValueError: no"
    )
    waiting_task(enqueued=long_ago, status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["gone"])

    failed, hanging = doctor_checks.worker()

    assert "periodic job clear_sessions failed" in failed
    assert "1 tasks began over an hour ago" in hanging


@pytest.mark.django_db
def test_a_trail_from_the_future_tells_a_wrong_clock():
    AuditEntry.objects.create(at=timezone.now() + timedelta(days=1), action="x", kind="x", thing_id="1", label="x")

    (said,) = doctor_checks.clock()

    assert "is in the future" in said


@pytest.mark.django_db
def test_a_clock_before_this_version_was_written_is_wrong(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor_checks, "WRITTEN", datetime.now(UTC) + timedelta(days=1))

    (said,) = doctor_checks.clock()

    assert "before this version was written" in said
