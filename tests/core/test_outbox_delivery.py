"""Sending with a real mail server that refuses, hangs and dies: nothing is lost, nothing goes twice."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.utils import timezone

from tests.core.mail_server import DIE, HANG, MailServer
from wego.config import environment
from wego.core.models import Mail
from wego.core.outbox import Attachment, ComposedMail, MailKind, queue_text
from wego.core.outbox.delivery import PATIENCE, is_server_away, send_due
from wego.core.references import Reference

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLAIN = MailKind("tests/plain", "Plain")
SECRET = MailKind("tests/secret", "Secret", is_secret=True, good_for=timedelta(hours=1))


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as server:
        settings.EMAIL_BACKEND = "wego.core.outbox.backends.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.2
        settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
        yield server


def write(to: str = "kim@seoul.example", kind: MailKind = PLAIN, words: str = "Words") -> Mail:
    letter = ComposedMail("Subject", words)
    return queue_text(kind, to=to, language="en", letter=letter, about=Reference("a.B", "1", "it"), by=None, at=AT)


def send(after: timedelta = timedelta(0)) -> None:
    send_due(clock=lambda: AT + after)


def now(mail: Mail) -> Mail:
    mail.refresh_from_db()
    return mail


def test_a_mail_goes_once_and_says_by_whom_it_was_written(server: MailServer) -> None:
    mail = write()

    send()
    send(timedelta(days=1))

    [taken] = server.taken
    assert (taken["To"], taken["Message-ID"], taken["Auto-Submitted"]) == (
        "kim@seoul.example",
        mail.message_id,
        "auto-generated",
    )
    assert (now(mail).status, mail.sent_at, mail.tries, mail.body) == ("sent", AT, 1, "Words")


def test_a_secret_is_closed_while_it_waits_and_gone_when_it_is_sent(server: MailServer) -> None:
    mail = write(kind=SECRET, words="code 123456")
    assert "123456" not in mail.body

    send()

    assert "code 123456" in server.taken[0].get_payload()
    assert (now(mail).status, mail.body) == ("sent", "")


def test_what_is_too_late_is_not_sent(server: MailServer) -> None:
    mail = write(kind=SECRET)

    send(timedelta(hours=2))

    assert (server.taken, now(mail).status, mail.body) == ([], "dropped", "")


def test_a_mail_server_that_is_not_there_delays_and_loses_nothing(server: MailServer, settings: Any) -> None:
    mails = [write(f"city{number}@seoul.example") for number in range(3)]
    settings.EMAIL_PORT = 1  # nobody listens there
    for minutes in (0, 1, 3, 60 * 24 * 30):
        send(timedelta(minutes=minutes))
    assert {now(mail).status for mail in mails} == {"waiting"}
    assert {mail.tries for mail in mails} == {4}
    assert "refused" in mails[0].last_error.lower()
    assert is_server_away(AT + timedelta(days=30, seconds=20))

    settings.EMAIL_PORT = server.port
    send(timedelta(days=31))

    assert sorted(server.recipients) == [mail.recipient for mail in mails]


@pytest.mark.parametrize("point", ["greeting", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("way", [HANG, DIE])
def test_what_breaks_before_the_text_is_sent_again(server: MailServer, point: str, way: str) -> None:
    mail = write()
    server.behaviour = {point: way, "helo": way if point == "ehlo" else "250 ok"}
    send()
    assert (now(mail).status, mail.next_try_at) == ("waiting", AT + timedelta(minutes=1))

    server.behaviour = {}
    send()
    assert server.taken == [], "not before its time"
    send(timedelta(minutes=1))

    assert len(server.taken) == 1
    assert (now(mail).status, mail.tries) == ("sent", 2)


@pytest.mark.parametrize("way", [HANG, DIE])
def test_a_text_without_an_answer_is_not_sent_twice(server: MailServer, way: str) -> None:
    first, second = write("first@seoul.example"), write("second@seoul.example")
    server.behaviour = {"text": way}
    send()
    server.behaviour = {}
    send(timedelta(days=1))

    assert server.recipients == ["first@seoul.example", "second@seoul.example"]
    assert [now(first).status, now(second).status] == ["uncertain", "sent"]


@pytest.mark.parametrize("point", ["rcpt", "text"])
def test_a_mail_refused_for_good_is_told_and_holds_up_no_other(server: MailServer, point: str) -> None:
    bad = write("nobody@seoul.example")
    server.behaviour = {point: "550 5.1.1 no such person"}
    send()
    server.behaviour = {}
    good = write()
    send(timedelta(days=1))

    assert (now(bad).status, bad.last_error) == ("failed", "550 5.1.1 no such person")
    assert list(Mail.objects.to_look_at()) == [bad]
    assert now(good).status == "sent"


def test_an_address_that_is_none_is_refused_for_good(server: MailServer) -> None:
    bad, good = write("a b@@c"), write()

    send()
    send(timedelta(days=1))

    assert [now(bad).status, now(good).status] == ["failed", "sent"]


def test_a_mail_refused_for_now_is_tried_for_five_days(server: MailServer) -> None:
    mail = write()
    server.behaviour = {"rcpt": "450 later"}
    for days in range(5):
        send(timedelta(days=days))
    assert (now(mail).status, mail.tries) == ("waiting", 5)

    send(PATIENCE + timedelta(minutes=1))

    assert now(mail).status == "failed"


@pytest.mark.parametrize("answer", ["421 too many connections", "530 sign in first", "550 you may not send"])
def test_a_sender_that_is_refused_fails_no_mail(server: MailServer, answer: str) -> None:
    mails = [write(), write("lee@seoul.example")]
    server.behaviour = {"mail": answer}
    for hours in range(4):
        send(timedelta(hours=hours))

    assert {now(mail).status for mail in mails} == {"waiting"}


def test_a_mail_server_that_takes_few_mails_on_a_line_gets_all(server: MailServer) -> None:
    mails = [write(f"city{number}@seoul.example") for number in range(3)]
    taking, limit = server.taken, MailServer.finish_request

    def one_a_line(self: MailServer, *facts: Any) -> None:
        self.behaviour = {"mail": "421 enough"} if len(taking) % 2 else {}
        limit(self, *facts)

    server.finish_request = one_a_line.__get__(server)  # type: ignore[method-assign]
    for minutes in range(6):
        send(timedelta(minutes=minutes))

    assert sorted(server.recipients) == [mail.recipient for mail in mails]


def test_what_somebody_waits_for_goes_first(server: MailServer) -> None:
    write("later@seoul.example")
    write("now@seoul.example", kind=SECRET)

    send()

    assert server.recipients == ["now@seoul.example", "later@seoul.example"]


def test_a_password_never_goes_without_tls(
    server: MailServer, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WEGO_MAIL_URL", f"smtp://kim:sesame@127.0.0.1:{server.port}")
    for name, value in environment.mail("WEGO_MAIL_URL", tmp_path).items():
        setattr(settings, name, value)
    mail = write()

    send()

    assert (now(mail).status, server.taken) == ("waiting", [])
    assert "STARTTLS" in mail.last_error
    assert not [line for line in server.said if line.upper().startswith("AUTH")]
    settings.EMAIL_USE_TLS = False
    with pytest.raises(ImproperlyConfigured):
        send(timedelta(days=1))


def test_mails_in_files_are_their_owners_alone(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "wego.core.outbox.backends.FileBackend", tmp_path / "mail"
    write()

    send()

    [file] = (tmp_path / "mail").iterdir()
    assert (oct(file.stat().st_mode)[-3:], oct(file.parent.stat().st_mode)[-3:]) == ("600", "700")
    assert "Words" in file.read_text()


def test_a_mail_that_cannot_be_written_waits_a_day_and_is_told(server: MailServer, monkeypatch: Any) -> None:
    def broken(mail: Mail) -> list[Attachment]:
        raise LookupError("no such file")

    kind = MailKind("tests/broken", "Broken", attach=broken)
    monkeypatch.setattr("wego.core.outbox.delivery.kind_of", lambda code: kind if code == kind.code else None)
    bad, good = write(kind=kind), write()

    send()
    assert (now(bad).status, now(good).status) == ("waiting", "sent")
    send(timedelta(days=2))

    assert (now(bad).status, bad.last_error) == ("failed", "it cannot be written: no such file")


# --- the worker dies ------------------------------------------------------------------------------------------------
@pytest.fixture
def _nobody_wakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is committed waits for a worker; the tests' own tasks run at once."""
    monkeypatch.setattr("wego.core.outbox.queue.wake", lambda: None)


def _worker_killed_after(seconds: float, clock_ahead: timedelta) -> None:
    """A worker in a process of its own, killed at a moment when it may be at any point of its work."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            send_due(clock=lambda: timezone.now() + clock_ahead)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_nobody_wakes")
def test_a_worker_killed_at_any_moment_loses_and_doubles_nothing(server: MailServer, settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 5
    mails = [write(f"city{number}@seoul.example") for number in range(12)]
    server.pause, rng = 0.003, random.Random(5)

    for number in range(15):
        _worker_killed_after(rng.uniform(0.005, 0.05), timedelta(hours=number))
    server.pause = 0
    send_due(clock=lambda: timezone.now() + timedelta(days=1))

    statuses = {now(mail).recipient: mail.status for mail in mails}
    assert set(statuses.values()) <= {"sent", "uncertain"}
    assert len(server.recipients) == len(set(server.recipients)), "none twice"
    unsent = set(statuses) - set(server.recipients)
    assert all(statuses[address] == "uncertain" for address in unsent), "what is said to have gone has gone"
    assert sum(status == "uncertain" for status in statuses.values()) < 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_nobody_wakes")
@pytest.mark.parametrize(("point", "status", "copies"), [("rcpt", "sent", 1), ("text", "uncertain", 1)])
def test_a_worker_killed_in_the_talk(server: MailServer, settings: Any, point: str, status: str, copies: int) -> None:
    settings.EMAIL_TIMEOUT = 5
    mail = write()
    server.behaviour = {point: HANG}
    _worker_killed_after(0.3, timedelta(0))
    assert now(mail).status == "sending"

    server.behaviour = {}
    send_due(clock=lambda: timezone.now() + timedelta(minutes=11))

    assert (now(mail).status, len(server.taken)) == (status, copies)
