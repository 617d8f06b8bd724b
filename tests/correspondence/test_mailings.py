"""Mailings: written with fields, listed, approved by a second person, sent once each, answered, stopped."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.test import Client, TestCase
from django.utils import timezone

from tests.accounts.factories import make_secretary, make_user
from tests.correspondence.factories import AT, make_contact
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.accounts.services import erase_person
from wego.core.models import AuditEntry, Mail
from wego.core.rules import ReasonMissing
from wego.core.state import WrongState
from wego.correspondence import tasks
from wego.correspondence.mailing_fields import UnknownField, fields_in
from wego.correspondence.mailing_text import write
from wego.correspondence.models import Contact, Mailing, MailingKind, MailingRecipient
from wego.correspondence.services import mailing_delivery
from wego.correspondence.services.confirmations import ask_contact
from wego.correspondence.services.contacts import forget_old_recipients, remove_contact
from wego.correspondence.services.mailing_delivery import prepare_mailing, send_mailing
from wego.correspondence.services.mailing_replies import draft_reminder, forget_reply, note_reply
from wego.correspondence.services.mailings import (
    MailingRefused,
    approve_mailing,
    begin_mailing,
    choose_audience,
    return_mailing,
    submit_mailing,
    withdraw_mailing,
    write_mailing,
)
from wego.members.models import Affiliation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SUBJECT = {"en": "A survey for {organisation}", "ko": "{organisation} 설문"}
BODY = {"en": "{salutation},\n\nplease answer.", "ko": "{salutation},\n\n답변을 부탁드립니다."}


def make_kind(code: str = "news", **facts: Any) -> MailingKind:
    given = {"name": {"en": "News", "ko": "소식"}, "can_be_stopped": True} | facts
    return MailingKind.objects.get_or_create(code=code, defaults=given)[0]


def make_mailing(writer: User, *, audience: str = "contacts", due: date | None = None, **facts: Any) -> Mailing:
    kind = facts.pop("kind", None) or make_kind()
    mailing = begin_mailing(title="Survey", kind=kind, audience=audience, by=writer, at=AT, **facts)
    text = {"title": "Survey", "kind": kind, "subject": SUBJECT, "body": BODY, "reply_due_on": due}
    return write_mailing(mailing_id=mailing.pk, **text, by=writer, at=AT)


def submitted(writer: User, **facts: Any) -> Mailing:
    mailing = make_mailing(writer, **facts)
    submit_mailing(mailing_id=mailing.pk, by=writer, at=AT)
    return prepare_mailing(mailing_id=mailing.pk, clock=lambda: AT)


def sent(writer: User, approver: User, **facts: Any) -> Mailing:
    mailing = submitted(writer, **facts)
    approve_mailing(mailing_id=mailing.pk, by=approver, at=AT)
    return send_mailing(mailing_id=mailing.pk, clock=lambda: AT)


@pytest.fixture
def writer() -> User:
    return make_secretary("writer@office.example")


@pytest.fixture
def approver() -> User:
    return make_secretary("director@office.example")


# --- written ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear {mayor}", r"no field \{mayor\}.*\{name\}"),
        ("Dear {name.__class__}", "no field"),
        ("Dear {name!r}", "no field"),
        ("Dear {}", "no field"),
        ("100 } of", "brace"),
        ("{name", "brace"),
    ],
)
def test_a_text_with_an_unknown_field_is_refused_by_its_name(text: str, said: str, writer: User):
    with pytest.raises(UnknownField, match=said):
        fields_in(text)
    mailing = make_mailing(writer)
    with pytest.raises(UnknownField):
        write_mailing(
            mailing_id=mailing.pk,
            title="x",
            kind=mailing.kind,
            subject=SUBJECT,
            body={"en": text},
            reply_due_on=None,
            by=writer,
            at=AT,
        )


def test_braces_written_twice_are_braces(writer: User):
    assert fields_in("{{name}} and {name}") == ["name"]


def test_without_words_in_the_source_it_is_not_submitted(writer: User):
    mailing = begin_mailing(title="x", kind=make_kind(), audience="contacts", by=writer, at=AT)
    with pytest.raises(MailingRefused, match="English"):
        submit_mailing(mailing_id=mailing.pk, by=writer, at=AT)


# --- listed -----------------------------------------------------------------------------------------------------------
def test_the_recipients_are_who_the_filters_choose_each_once_and_who_cannot_be_written_to_is_named(writer: User):
    seoul = make_organisation()
    make_contact("Ada", organisation=seoul, title={"en": "Mayor"}, salutation={"en": "Dear Ada", "ko": "에이다 님께"})
    make_contact("Ben", email="BEN@city.example", language="ko")
    make_contact("Bea", email="ben@city.example")
    make_contact("Cho", email="")
    make_contact("Dan", email="dan@city.example", kind="press")
    make_contact("Eve", email="eve@city.example", is_demonstration=True)

    mailing = submitted(writer, query="kind=head")

    rows = mailing.recipients.order_by("name")
    assert [(one.name, one.outcome, one.reason) for one in rows] == [
        ("Ada", "waiting", ""),
        ("Bea", "left_out", "twice"),
        ("Ben", "waiting", ""),
        ("Cho", "left_out", "no_address"),
        ("Eve", "left_out", "sample"),
    ]
    ada, ben = rows.get(name="Ada"), rows.get(name="Ben")
    assert ada.fields == {"organisation": "Seoul", "salutation": "Dear Ada"}
    assert write(mailing, ben).body.startswith("Ben,\n\n답변을")
    assert (mailing.status, mailing.total) == ("submitted", 2)


def test_who_reads_a_language_that_the_text_lacks_gets_the_source_and_it_is_told(writer: User, signed_in: Any):
    make_contact("Li", language="zh-hans")
    mailing = submitted(writer)

    written = write(mailing, mailing.recipients.get())

    assert (written.language, written.is_fallback) == ("en", True)
    page = signed_in(writer).get(f"/en/office/mailings/{mailing.pk}/").content.decode()
    assert "the text is not available in this language" in page


def test_members_are_written_to_by_their_officers_else_by_the_contacts_there(writer: User):
    seoul, accra, lima = (
        make_organisation(name, country) for name, country in (("Seoul", "KR"), ("Accra", "GH"), ("Lima", "PE"))
    )
    officer = make_user("officer@seoul.example", name="Kim", language="ko")
    Affiliation.objects.create(user=officer, organisation=seoul, role="officer", starts_on=AT.date())
    make_contact("A Mayor", email="mayor@seoul.example", organisation=seoul, title={"en": "Mayor"})
    make_contact("Ama", email="ama@accra.example", organisation=accra, title={"en": "Mayor"})
    make_contact("Yaw", email="yaw@accra.example", organisation=accra, title={"en": "Protocol"}, kind="protocol")

    mailing = submitted(writer, audience="members")

    assert [(one.name, one.address, one.outcome) for one in mailing.recipients.order_by("organisation__sort_en")] == [
        ("Yaw", "yaw@accra.example", "waiting"),
        ("Lima", "", "left_out"),
        ("Kim", "officer@seoul.example", "waiting"),
    ]
    assert lima.name == "Lima"


def test_where_nobody_can_be_written_to_it_goes_back(writer: User):
    mailing = submitted(writer, query="kind=press")
    assert (mailing.status, mailing.returned) == ("draft", "No one in this list can receive e-mail.")


def test_the_listing_that_is_cut_off_is_begun_anew(writer: User, monkeypatch: Any):
    for number in range(5):
        make_contact(f"C{number}", email=f"c{number}@city.example")
    monkeypatch.setattr(mailing_delivery, "BATCH", 2)
    mailing = make_mailing(writer)
    submit_mailing(mailing_id=mailing.pk, by=writer, at=AT)
    with cut_off_after(monkeypatch, "_recipients", 2), pytest.raises(InterruptedError):
        prepare_mailing(mailing_id=mailing.pk, clock=lambda: AT)
    assert MailingRecipient.objects.count() == 4

    tasks.resume_mailings(AT + timedelta(hours=1))

    mailing.refresh_from_db()
    assert (mailing.status, mailing.total, MailingRecipient.objects.count()) == ("submitted", 5, 5)


class cut_off_after:  # noqa: N801  reads as a word of the test
    """A function of the work in the background raises after so many calls."""

    def __init__(self, monkeypatch: Any, name: str, calls: int):
        self.monkeypatch, self.name, self.left = monkeypatch, name, calls
        self.whole = getattr(mailing_delivery, name)

    def __enter__(self) -> None:
        self.monkeypatch.setattr(mailing_delivery, self.name, self.call)

    def call(self, *args: Any, **facts: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            raise InterruptedError
        return self.whole(*args, **facts)

    def __exit__(self, *why: Any) -> None:
        self.monkeypatch.setattr(mailing_delivery, self.name, self.whole)


# --- approved and sent ------------------------------------------------------------------------------------------------
def test_nobody_approves_what_they_wrote(writer: User, approver: User):
    make_contact()
    mailing = submitted(writer)
    with pytest.raises(MailingRefused, match="second person"):
        approve_mailing(mailing_id=mailing.pk, by=writer, at=AT)
    with pytest.raises(ReasonMissing):
        return_mailing(mailing_id=mailing.pk, reason=" ", by=approver, at=AT)
    return_mailing(mailing_id=mailing.pk, reason="A word", by=approver, at=AT)
    mailing.refresh_from_db()
    assert (mailing.status, mailing.returned, mailing.recipients.count()) == ("draft", "A word", 0)
    with pytest.raises(WrongState):
        approve_mailing(mailing_id=mailing.pk, by=approver, at=AT)


def test_each_gets_one_mail_in_the_own_language_though_the_worker_is_killed_twice(
    writer: User, approver: User, monkeypatch: Any
):
    for number in range(7):
        make_contact(f"C{number}", email=f"c{number}@city.example", language="ko" if number % 2 else "en")
    monkeypatch.setattr(mailing_delivery, "BATCH", 2)
    mailing = submitted(writer)
    approve_mailing(mailing_id=mailing.pk, by=approver, at=AT)
    for _time in range(2):
        with cut_off_after(monkeypatch, "_stopped", 1), pytest.raises(InterruptedError):
            send_mailing(mailing_id=mailing.pk, clock=lambda: AT)
    with TestCase.captureOnCommitCallbacks(execute=True):
        tasks.resume_mailings(AT + timedelta(hours=1))

    mailing.refresh_from_db()
    assert mailing.status == "sent"
    assert sorted(one.to[0] for one in sent_mail.outbox) == [f"c{number}@city.example" for number in range(7)]
    by_address = {one.to[0]: one.body for one in sent_mail.outbox}
    assert "please answer" in by_address["c0@city.example"]
    assert "답변을 부탁드립니다" in by_address["c1@city.example"]
    assert AuditEntry.objects.filter(action="mailing.sent").count() == 1


def test_withdrawn_nothing_is_sent(writer: User, approver: User):
    make_contact()
    mailing = submitted(writer)
    withdraw_mailing(mailing_id=mailing.pk, by=writer, at=AT)
    with pytest.raises(WrongState):
        approve_mailing(mailing_id=mailing.pk, by=approver, at=AT)
    with pytest.raises(MailingRefused, match="no longer be changed"):
        choose_audience(mailing_id=mailing.pk, query="", by=writer, at=AT)
    assert not Mail.objects.exists()


# --- answered ---------------------------------------------------------------------------------------------------------
def test_who_has_not_replied_is_reminded(writer: User, approver: User):
    make_contact("Ada")
    make_contact("Ben", email="ben@city.example")
    mailing = sent(writer, approver, due=date(2026, 6, 1))
    ada, ben = mailing.recipients.order_by("name")
    note_reply(recipient_id=ada.pk, replied_on=AT.date(), reply="Yes", by=writer, at=AT)
    with pytest.raises(MailingRefused, match="in the future"):
        note_reply(recipient_id=ben.pk, replied_on=date(2027, 1, 1), reply="", by=writer, at=AT)

    reminder = draft_reminder(mailing_id=mailing.pk, by=writer, at=AT)
    submit_mailing(mailing_id=reminder.pk, by=writer, at=AT)
    prepare_mailing(mailing_id=reminder.pk, clock=lambda: AT)

    assert [one.name for one in reminder.recipients.all()] == ["Ben"]
    assert reminder.subject.get("ko").startswith("재안내")
    assert "Please reply by Monday, June 1, 2026." in write(mailing, ben).body
    note_reply(recipient_id=ben.pk, replied_on=AT.date(), reply="", by=writer, at=AT)
    with pytest.raises(MailingRefused, match="All recipients have replied"):
        draft_reminder(mailing_id=mailing.pk, by=writer, at=AT)
    forget_reply(recipient_id=ben.pk, by=writer, at=AT)
    assert draft_reminder(mailing_id=mailing.pk, by=writer, at=AT)


def test_by_the_link_an_address_stops_a_kind_of_mailing(writer: User, approver: User):
    make_contact()
    mailing = sent(writer, approver)
    body = write(mailing, mailing.recipients.get()).body
    address = re.search(r"/en/mailings/stop/\S+", body).group()  # type: ignore[union-attr]

    Client().get(address)
    assert submitted(writer).total == 1  # looking changes nothing
    assert "no longer receive" in Client().post(address, follow=True).content.decode()

    assert submitted(writer).recipients.get().reason == "stopped"
    assert submitted(writer, kind=make_kind("official", can_be_stopped=False)).total == 1
    assert Client().get(address[:-4] + "abc/").status_code == 404


def test_who_stops_between_submission_and_approval_gets_nothing(writer: User, approver: User):
    make_contact()
    mailing = submitted(writer)
    body = write(mailing, mailing.recipients.get()).body
    Client().post(re.search(r"/en/mailings/stop/\S+", body).group())  # type: ignore[union-attr]
    approve_mailing(mailing_id=mailing.pk, by=approver, at=AT)

    send_mailing(mailing_id=mailing.pk, clock=lambda: AT)

    assert not Mail.objects.exists()
    assert mailing.recipients.get().reason == "stopped"


def test_whoever_is_erased_is_no_recipient_any_more(writer: User, approver: User):
    person = make_user("ada@city.example")
    make_contact("Ada")
    waiting, done = submitted(writer), sent(writer, approver)

    erase_person(user_id=person.pk, by=person, at=AT)

    assert not MailingRecipient.objects.filter(name="Ada").exists()
    assert (waiting.recipients.get().outcome, done.recipients.get().outcome) == ("left_out", "queued")


def test_a_contact_who_is_deleted_gets_none_that_still_waits_and_leaves_no_address(writer: User, approver: User):
    ada = make_contact("Ada")
    make_contact("Ben", email="ben@city.example")
    sent(writer, approver)

    with TestCase.captureOnCommitCallbacks(execute=True):
        remove_contact(contact_id=ada.pk, by=None, at=AT)
        ask_contact(contact_id=Contact.objects.get().pk, by=None, at=AT)  # the worker is woken

    assert {one.to[0] for one in sent_mail.outbox} == {"ben@city.example"}
    assert not Mail.objects.filter(recipient="ada@city.example").exists()


def test_two_years_later_nobody_knows_who_got_it(writer: User, approver: User):
    make_contact("Ada")
    mailing = sent(writer, approver)
    forget_old_recipients(AT + timedelta(days=729))
    assert mailing.recipients.get().name == "Ada"
    forget_old_recipients(AT + timedelta(days=731))
    assert (mailing.recipients.get().name, mailing.recipients.get().address) == ("–", "")


# --- in the office ----------------------------------------------------------------------------------------------------
def test_from_the_first_word_to_the_reply_in_the_office(writer: User, approver: User, signed_in: Any):
    make_contact("Ada", organisation=make_organisation(), title={"en": "Mayor"})
    make_contact("Dan", email="dan@city.example", kind="press")
    kind, browser = make_kind(), signed_in(writer)
    page = browser.post(
        "/en/office/mailings/begin/", {"title": "Survey", "kind": kind.pk, "audience": "contacts"}, follow=True
    ).content.decode()
    assert "Dan" in page
    mailing = Mailing.objects.get()
    base = f"/en/office/mailings/{mailing.pk}/"
    assert "Dan" not in browser.get(f"{base}audience/?kind=head").content.decode()
    browser.post(f"{base}audience/choose/", {"query": "kind=head"})
    wrong = {"title": "Survey", "kind": kind.pk, "subject_en": "Hello {mayor}", "body_en": "Words"}
    refused = browser.post(f"{base}text/", wrong).content.decode()
    assert "There is no field {mayor}" in refused
    assert "Hello {mayor}" in refused
    browser.post(f"{base}text/", wrong | {"subject_en": "Hello {name}", "reply_due_on": "2099-01-01"})
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post(f"{base}submit/")
    assert "Approve" not in browser.get(base).content.decode()
    second = signed_in(approver)
    assert "Approve and send 1 e-mail" in second.get(base).content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        second.post(f"{base}approve/", {})
    recipient = mailing.recipients.get()
    assert "Hello Ada" in second.get(f"/en/office/mailings/recipients/{recipient.pk}/").content.decode()
    day = timezone.localdate().isoformat()
    browser.post(f"/en/office/mailings/recipients/{recipient.pk}/reply/", {"replied_on": day, "reply": "Yes"})
    assert "1 of 1 have replied." in browser.get(base).content.decode()


def test_what_waits_stands_on_the_first_page_of_the_office(writer: User, approver: User, signed_in: Any):
    make_contact()
    submitted(writer)
    done = sent(writer, approver, due=AT.date())
    page = signed_in(approver).get("/en/office/").content.decode()

    assert "1 mailing needs approval." in page
    assert "1 recipient has not replied." in page
    assert "needs approval" not in signed_in(writer).get("/en/office/").content.decode()
    assert done.status == "sent"
