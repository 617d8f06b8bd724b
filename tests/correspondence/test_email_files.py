"""E-mails saved as files: what is read of them, and what is refused with which reason."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.factories import make_secretary
from tests.correspondence.factories import make_contact, make_series
from wego.core.files import UploadRefused
from wego.correspondence.email_files import read_email
from wego.correspondence.models import Letter

LIMIT = 1_000_000
PDF = b"%PDF-1.7 a plan"


def saved(subject: str = "초청장 Invitation", **heads: str) -> EmailMessage:
    """An e-mail as a program saves it."""
    message = EmailMessage()
    given = {"From": "김하늘 <kim@seoul.example>", "Date": "Fri, 01 May 2026 23:30:00 +0900", **heads}
    for name, value in given.items():
        message[name] = value
    message["Subject"] = subject
    message.set_content("We would like to come.\n")
    return message


def attached(name: str, content: bytes = PDF) -> bytes:
    message = saved()
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes(policy=SMTP)


def test_sender_date_subject_text_and_attachments_are_read():
    read = read_email(attached("일정.pdf"), limit=LIMIT)

    assert (read.sender, read.address, read.subject) == ("김하늘", "kim@seoul.example", "초청장 Invitation")
    assert (read.sent_on, read.text) == (date(2026, 5, 1), "We would like to come.")
    assert read.attachments == (("일정.pdf", PDF),)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "No e-mail can be read"),
        (b"Only words.", "No e-mail can be read"),
        (b"\x00\x01\x02 From: a@b.example", "No e-mail can be read"),
        (b"From: a@b.example\r\nSubject: " + b"x" * 9_000 + b"\r\n\r\n", "too long to be read"),
        (b"From: a@b.example\r\n\r\n" + b"y" * LIMIT, "the maximum is"),
        (b"From: a@b.example\r\n" + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 101, "No e-mail"),
        (attached("../../invoice.pdf.exe"), "“invoice.pdf.exe” in the e-mail is a file that a computer runs"),
        (attached("page.HTML"), "a file that a computer runs"),
    ],
)
def test_what_is_hostile_or_no_email_is_refused_with_a_reason(raw: bytes, why: str):
    with pytest.raises(UploadRefused, match=why):
        read_email(raw, limit=LIMIT)


def test_a_date_that_is_none_is_left_out():
    assert read_email(saved(Date="some day").as_bytes(), limit=LIMIT).sent_on is None


@pytest.mark.django_db
def test_an_email_is_filed_with_what_it_says_of_itself(signed_in: Any):
    series, kim = make_series("received"), make_contact("Kim", email="kim@seoul.example")
    office, address = signed_in(make_secretary()), "/en/office/letters/file/"
    given = {"series": series.pk, "received_on": "2026-05-02", "language": "en"}

    def send(raw: bytes) -> Any:
        return office.post(address, {**given, "file": SimpleUploadedFile("mail.eml", raw)}, follow=True)

    refused = [send(attached(name)).content.decode() for name in ("run.js", "plan.pdf.docx")]
    page = send(attached("plan.pdf")).content.decode()

    assert "a file that a computer runs" in refused[0].split('name="file"')[0]
    assert "“plan.pdf.docx” in the e-mail: " in refused[1]
    one = Letter.objects.get()
    assert (one.subject, one.contact, one.written_on, one.body) == (
        "초청장 Invitation",
        kim,
        date(2026, 5, 1),
        "We would like to come.",
    )
    assert list(one.attachments.values_list("name", "media_type")) == [
        ("mail.eml", "message/rfc822"),
        ("plan.pdf", "application/pdf"),
    ]
    assert "Letter filed." in page
    assert "We would like to come." in page


@pytest.mark.django_db
def test_a_contact_is_found_by_a_part_of_the_name_and_chosen_among_several(signed_in: Any):
    series = make_series()
    first, second = (make_contact(name, email=f"{name[4:]}@x.example") for name in ("Kim Minji", "Kim Minsu"))
    office, address = signed_in(make_secretary()), "/en/office/letters/write/"
    given = {"series": series.pk, "language": "en", "subject": "Invitation", "body": "Words."}

    def send(words: str, found: str = "") -> str:
        sent = {**given, "contact": words, "contact-found": found}
        return str(office.post(address, sent, follow=True).content.decode())

    nobody, several, stranger = send("Park"), send("Kim Min"), send("Kim Min", "999999")
    for words, found in (("minsu", ""), ("Kim Min", str(first.pk)), ("minsu@x.example", "")):
        assert "Draft saved." in send(words, found)

    assert "No contact is called “Park”." in nobody
    for page in (several, stranger):
        assert "2 contacts match. Choose one below." in page
        assert f'name="contact-found" value="{second.pk}"' in page
    assert [letter.contact for letter in Letter.objects.order_by("pk")] == [second, first, second]
    change = office.get(f"/en/office/letters/{Letter.objects.earliest('pk').pk}/change/").content.decode()
    assert f'type="hidden" name="contact-found" value="{second.pk}"' in change
