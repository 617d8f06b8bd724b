"""The outbox: a mail is written with its act, limited, looked at, sent again, marked as come back, and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from tests.accounts.factories import make_user
from wego.core import outbox
from wego.core.models import AuditEntry, Mail
from wego.core.outbox import bounces, services, tasks
from wego.core.outbox.queries import counts_by_status, mails_about, select_mails
from wego.core.references import Reference
from wego.core.state import WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
THING = Reference("a.Thing", "1", "Thing")
PLAIN = outbox.MailKind("tests/plain", "Plain")
SECRET = outbox.MailKind("tests/secret", "Secret", is_secret=True)
LIMITED = outbox.MailKind("tests/limited", "Limited", limits=outbox.Limits(person=3, about=4, recipient=2))


def write(to: str = "kim@seoul.example", kind: outbox.MailKind = PLAIN, **given: Any) -> Mail:
    facts = {"about": THING, "by": None, "at": AT, "letter": outbox.ComposedMail("Subject", "Words"), **given}
    return outbox.queue_text(kind, to=to, language="en", **facts)


def settled(status: str, **given: Any) -> Mail:
    mail = write(**given)
    facts = {"status": status, "sent_at": AT if status in ("sent", "bounced") else None}
    Mail.objects.filter(pk=mail.pk).update(**facts, **({"body": ""} if mail.is_secret else {}))
    mail.refresh_from_db()
    return mail


# --- with its act ---------------------------------------------------------------------------------------------------
def test_an_act_that_is_taken_back_mails_nothing(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Mail.objects.exists()
    assert django_mail.outbox == []


def test_a_mail_goes_at_once_when_its_act_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(at=datetime(2020, 1, 1, tzinfo=UTC))

    assert django_mail.outbox[0].to == ["kim@seoul.example"]


def test_one_waiting_task_wakes_a_worker_for_all(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    for _time in range(3):
        tasks.wake()

    assert DBTaskResult.objects.count() == 1


def test_many_mails_are_written_in_few_statements(django_assert_max_num_queries: Any) -> None:
    kind = outbox.MailKind("tests/composed", "Composed", compose=lambda mail: outbox.ComposedMail("a", "b"))
    envelopes = [outbox.Envelope(f"city{number}@seoul.example", "en") for number in range(300)]

    with django_assert_max_num_queries(14):  # SQLite takes them in parts
        outbox.queue_mails(kind, envelopes, about=THING, by=None, at=AT)

    assert mails_about(THING).count() == 300


# --- limits ---------------------------------------------------------------------------------------------------------
def test_one_person_asks_for_so_many_mails_a_day() -> None:
    person, other = make_user(), make_user()
    for number in range(3):
        write(f"a{number}@x.example", LIMITED, by=person)

    with pytest.raises(outbox.TooManyMails, match="today’s limit for e-mails"):
        write("b@x.example", LIMITED, by=person)
    write("b@x.example", LIMITED, by=other)
    write("c@x.example", LIMITED, by=person, about=Reference("a.Thing", "2", ""), at=AT + timedelta(days=1, seconds=1))


def test_about_one_thing_go_so_many_mails_a_day() -> None:
    for number in range(4):
        write(f"a{number}@x.example", LIMITED)

    with pytest.raises(outbox.TooManyMails, match="of this kind"):
        write("b@x.example", LIMITED)


def test_one_address_gets_so_many_mails_a_day_whoever_asks() -> None:
    for number in range(2):
        write("Kim@x.example", LIMITED, about=Reference("a.Thing", str(number), ""))

    with pytest.raises(outbox.TooManyMails, match="This address"):
        write("kim@X.example", LIMITED, about=Reference("a.Thing", "9", ""), by=make_user())


# --- what the office does -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["failed", "uncertain", "bounced", "sent"])
def test_send_mail_again(status: str) -> None:
    person, mail = make_user(), settled(status)

    services.send_mail_again(mail_id=mail.pk, by=person, at=AT, to="lee@seoul.example")

    mail.refresh_from_db()
    assert (mail.status, mail.recipient, mail.tries, mail.sent_at) == ("waiting", "lee@seoul.example", 0, None)
    entry = AuditEntry.objects.get(action="mail.sent_again")
    assert (entry.actor_key, entry.before["status"], entry.after) == (person.key, status, {"elsewhere": True})
    assert "seoul.example" not in entry.label


def test_send_mail_again_refuses_what_waits_what_is_gone_and_what_is_no_address() -> None:
    person = make_user()

    with pytest.raises(WrongState):
        services.send_mail_again(mail_id=write().pk, by=person, at=AT)
    with pytest.raises(services.TextGone):
        services.send_mail_again(mail_id=settled("failed", kind=SECRET).pk, by=person, at=AT)
    with pytest.raises(services.WrongAddress):
        services.send_mail_again(mail_id=settled("failed").pk, by=person, at=AT, to="nobody")


def test_set_mail_aside_takes_it_off_the_list() -> None:
    mail, waiting = settled("failed"), write(kind=SECRET)

    for one in (mail, waiting):
        services.set_mail_aside(mail_id=one.pk, by=make_user(), at=AT)

    assert not Mail.objects.to_look_at().exists()
    assert Mail.objects.get(pk=waiting.pk).body == ""
    with pytest.raises(WrongState):
        services.set_mail_aside(mail_id=settled("sent").pk, by=make_user(), at=AT)


def test_record_bounce() -> None:
    mail = settled("sent")

    services.record_bounce(mail_id=mail.pk, reason="550 no\nsuch person", by=make_user(), at=AT)

    mail.refresh_from_db()
    assert (mail.status, mail.last_error) == ("bounced", "550 no such person")
    with pytest.raises(WrongState):
        services.record_bounce(mail_id=write().pk, reason="x", by=None, at=AT)


def test_the_list_narrows() -> None:
    failed, sent = settled("failed"), settled("sent", to="lee@busan.example", kind=SECRET)

    assert list(select_mails(status="look")) == [failed]
    assert list(select_mails(status="sent")) == [sent]
    assert list(select_mails(kind=SECRET.code)) == [sent]
    assert list(select_mails(words="BUSAN")) == [sent]
    assert select_mails(status="none such").count() == 2
    assert counts_by_status() == {"failed": 1, "sent": 1}


# --- delivery reports -----------------------------------------------------------------------------------------------
REPORT = """\
From: MAILER-DAEMON@mail.example
To: noreply@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Mon, 2 Mar 2026 09:00:00 +0000

Final-Recipient: rfc822; kim@seoul.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1
 no such person

--b
Content-Type: {kind}

Message-ID: {number}
From: noreply@localhost
To: kim@seoul.example
Subject: Subject

--b--
"""


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_delivery_report_marks_its_mail(kind: str) -> None:
    mail = settled("sent")
    text = REPORT.format(action="failed", kind=kind, number=mail.message_id)

    report = bounces.read_report(text.encode())

    assert report == bounces.DeliveryReport(mail.message_id, "smtp; 550 5.1.1 no such person")
    assert bounces.record_report(report, at=AT) is True
    assert bounces.record_report(report, at=AT) is False, "once"
    mail.refresh_from_db()
    assert (mail.status, mail.last_error) == ("bounced", "smtp; 550 5.1.1 no such person")


def test_what_is_no_report_of_a_mail_of_ours_marks_none() -> None:
    delayed = REPORT.format(action="delayed", kind="text/rfc822-headers", number="<a@b>")
    answer = EmailMessage()
    answer.set_content("I am away.")

    assert bounces.read_report(delayed.encode()) is None
    assert bounces.read_report(bytes(answer)) is None
    assert bounces.read_report(b"\xff\x00 no mail") is None
    assert bounces.record_report(bounces.DeliveryReport("<other@example>", "no"), at=AT) is False


# --- forgetting -----------------------------------------------------------------------------------------------------
def test_texts_and_addresses_are_forgotten_and_the_fact_stays() -> None:
    mail, waiting = settled("sent"), write()

    services.forget_old_mails(AT + services.KEPT_TEXTS + timedelta(seconds=1))
    mail.refresh_from_db()
    assert (mail.body, mail.recipient) == ("", "kim@seoul.example")
    services.forget_old_mails(AT + services.KEPT_ADDRESSES + timedelta(seconds=1))

    mail.refresh_from_db()
    waiting.refresh_from_db()
    assert (mail.recipient, mail.subject, mail.status, mail.about_label) == ("", "", "sent", "Thing")
    assert waiting.body == "Words"


def test_an_erased_person_is_in_no_mail() -> None:
    person = make_user("kim@seoul.example")
    waiting, sent = write("Kim@Seoul.example"), settled("sent", about=person)

    services.forget_person(user=person, addresses={"kim@seoul.example"}, by=person, at=AT)

    for mail in (waiting, sent):
        mail.refresh_from_db()
        assert (mail.recipient, mail.subject, mail.body) == ("", "", "")
    assert (waiting.status, sent.status, sent.about_label) == ("dropped", "sent", str(person.key))


def test_what_waited_in_a_backup_does_not_go_twice_by_itself() -> None:
    waiting, link, sent = write(), write(kind=SECRET), settled("sent")

    assert services.hold_restored_mails() == 1

    for mail in (waiting, link, sent):
        mail.refresh_from_db()
    assert [waiting.status, link.status, sent.status] == ["uncertain", "dropped", "sent"]
    assert link.body == ""


@pytest.mark.parametrize("facts", [{"status": "sent"}, {"status": "failed", "is_secret": True}])
def test_a_mail_keeps_its_bounds(facts: dict[str, Any]) -> None:
    mail = write()

    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(**facts)
