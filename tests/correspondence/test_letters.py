"""Official letters: drafted, approved by another person, numbered once, sent; those received filed with a scan."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client, TestCase

from tests.accounts.factories import make_role, make_secretary, make_user
from tests.correspondence.factories import AT, make_contact, make_external, make_incoming, make_letter, make_series
from tests.members.factories import make_organisation
from wego.accounts.services import erase_person
from wego.core.files import UploadRefused
from wego.core.models import AuditEntry
from wego.core.state import WrongState
from wego.correspondence.models import Contact, Letter, LetterAttachment, LetterCounter, LetterSeries, Survey
from wego.correspondence.pdf import letter_pdf
from wego.correspondence.services.demonstration_letters import make_letters, make_survey
from wego.correspondence.services.letter_files import attach_file, detach_file
from wego.correspondence.services.letter_mails import send_letter
from wego.correspondence.services.letters import (
    LetterRefused,
    approve_letter,
    change_letter,
    return_letter,
    submit_letter,
    withdraw_letter,
)
from wego.correspondence.services.loading import load_correspondence
from wego.datafiles import DataFaults

pytestmark = pytest.mark.django_db
TURNED = "Mayor \u202eevil\u202c \u0007Kim"
SERIES = """series:
  - code: letters
    title: {en: Letters, ko: 공문, zh-hans: 发文}
    kind: sent
    pattern: "N-{year}-{number:04d}"
    sender: {en: N, ko: 기구, zh-hans: 组织}
    signatory: {en: Secretary General, ko: 사무총장, zh-hans: 秘书长}
"""


def approved(subject: str = "Invitation", **facts: Any) -> Letter:
    """A letter that somebody else has approved."""
    letter = make_letter(subject, **facts)
    submit_letter(letter_id=letter.pk, by=None, at=AT)
    return approve_letter(letter_id=letter.pk, by=make_user(), at=AT)


def pdf(name: str = "plan.pdf", content: bytes = b"%PDF-1.7 a plan") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def test_a_letter_is_filled_in_from_its_contact_in_its_own_language():
    seoul = make_organisation(name={"en": "Seoul", "ko": "서울"})
    kim = make_contact("Kim", salutation={"en": "Dear Mayor Kim", "ko": "김 시장님께"}, name_native="김")
    kim.posts.create(organisation=seoul, title={"en": "Mayor", "ko": "시장"})

    letter = make_letter(contact=kim, language="ko", correspondent="")

    assert (letter.correspondent, letter.correspondent_post, letter.salutation, letter.email, letter.organisation) == (
        "김",
        "시장, 서울",
        "김 시장님께",
        "ada@city.example",
        seoul,
    )


def test_numbers_follow_each_other_in_a_series_and_begin_anew_each_year():
    first, second = approved(), approved()
    other = make_letter()
    submit_letter(letter_id=other.pk, by=None, at=AT)
    later = approve_letter(letter_id=other.pk, by=make_user(), at=AT + timedelta(days=365))

    assert [one.number for one in (first, second, later)] == ["N-2026-0001", "N-2026-0002", "N-2027-0001"]
    assert first.signatory == "Secretary General"


def test_a_refused_approval_uses_no_number():
    writer = make_user()
    letter = make_letter(by=writer)
    submit_letter(letter_id=letter.pk, by=writer, at=AT)

    with pytest.raises(LetterRefused, match="Someone else must approve"):
        approve_letter(letter_id=letter.pk, by=writer, at=AT)
    with pytest.raises(WrongState):
        approve_letter(letter_id=make_letter().pk, by=writer, at=AT)

    assert not LetterCounter.objects.filter(last__gt=0).exists()


def test_whoever_wrote_an_earlier_version_does_not_approve_the_later_one():
    first, second = make_user("a@x.example"), make_user("b@x.example")
    letter = make_letter(by=first)
    change_letter(letter_id=letter.pk, body="Other words.", language="en", correspondent="Ada", by=second, at=AT)
    submit_letter(letter_id=letter.pk, by=second, at=AT)

    for writer in (first, second):
        with pytest.raises(LetterRefused):
            approve_letter(letter_id=letter.pk, by=writer, at=AT)


def test_every_version_of_the_text_is_kept_and_none_is_changed():
    letter = make_letter(body="First.")
    facts: dict[str, Any] = {"letter_id": letter.pk, "language": "en", "correspondent": "Ada", "by": None, "at": AT}
    change_letter(body="Second.", **facts)
    change_letter(body="Second.", email="a@b.example", **facts)  # no other text, no other version

    assert list(letter.versions.values_list("number", "body")) == [(2, "Second."), (1, "First.")]
    with pytest.raises(DatabaseError), transaction.atomic():
        letter.versions.update(body="Third.")


def test_a_letter_in_review_is_not_changed_until_it_is_returned():
    letter = make_letter()
    submit_letter(letter_id=letter.pk, by=None, at=AT)
    with pytest.raises(LetterRefused, match="Only a draft"):
        change_letter(letter_id=letter.pk, by=None, at=AT, language="en", correspondent="B")

    return_letter(letter_id=letter.pk, remark="Too long.", by=None, at=AT)
    letter.refresh_from_db()
    assert (letter.status, letter.remark) == ("draft", "Too long.")
    withdraw_letter(letter_id=letter.pk, by=None, at=AT)
    assert Letter.objects.get().number == ""


def test_an_approved_letter_goes_once_by_mail_with_its_paper_and_attachments():
    letter = make_letter(email="ada@city.example")
    attach_file(letter_id=letter.pk, file=pdf(), by=None, at=AT)
    submit_letter(letter_id=letter.pk, by=None, at=AT)
    approve_letter(letter_id=letter.pk, by=make_user(), at=AT)

    with TestCase.captureOnCommitCallbacks(execute=True):
        send_letter(letter_id=letter.pk, way="email", by=None, at=AT)
    with pytest.raises(WrongState):
        send_letter(letter_id=letter.pk, way="post", by=None, at=AT)

    [sent] = mail.outbox
    assert (sent.to, [one[0] for one in sent.attachments]) == (["ada@city.example"], ["N-2026-0001.pdf", "plan.pdf"])
    assert "N-2026-0001" in sent.subject


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"way": "email"}, "e-mail address"),
        ({"way": "post", "sent_on": AT.date() - timedelta(days=1)}, "between the approval"),
        ({"way": "post", "sent_on": AT.date() + timedelta(days=1)}, "between the approval"),
    ],
)
def test_a_letter_that_cannot_be_sent_so_stays_approved(facts: dict[str, Any], why: str):
    letter = approved()
    with pytest.raises(LetterRefused, match=why):
        send_letter(letter_id=letter.pk, by=None, at=AT, **facts)
    assert Letter.objects.get(pk=letter.pk).status == "approved"


@pytest.mark.parametrize(
    ("name", "shown"), [(TURNED, "Mayor evil Kim"), ("A" * 900, "A" * 200), ("مدينة الرياض", "مدينة الرياض")]
)
def test_a_hostile_name_is_made_harmless_and_prints(name: str, shown: str):
    letter = make_letter(f"To {name}"[:200], correspondent=name, salutation="")

    assert letter.correspondent == shown
    assert "\u202e" not in letter.subject
    assert letter_pdf(letter).startswith(b"%PDF-")


def test_a_letterhead_without_the_language_refuses_and_names_it():
    series = make_series()
    LetterSeries.objects.filter(pk=series.pk).update(signatory={"en": "Secretary General"})
    series.refresh_from_db()
    letter = make_letter(series=series, language="ko")

    with pytest.raises(LetterRefused, match="Korean"):
        submit_letter(letter_id=letter.pk, by=None, at=AT)


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("ko: 사무총장, ", "", "ko"),
        ("    signatory: {en: Secretary General, ko: 사무총장, zh-hans: 秘书长}\n", "", "signatory"),
        ("N-{year}-{number:04d}", "N-{number:04d}", "pattern"),
        ("N-{year}-{number:04d}", "N-{year.__class__}-{number}", "pattern"),
        ("kind: sent", "kind: lost", "kind"),
    ],
)
def test_a_file_of_series_that_lacks_something_is_refused_whole(tmp_path: Path, written: str, instead: str, said: str):
    (tmp_path / "letters.yaml").write_text(SERIES.replace(written, instead), "utf-8")
    with pytest.raises(DataFaults, match=said):
        load_correspondence(tmp_path, at=AT)
    assert not LetterSeries.objects.exists()


def test_an_attachment_over_its_size_or_of_another_type_is_refused(settings: Any):
    settings.WEGO_UPLOAD_LIMIT = 20
    letter = make_letter()
    attach_file(letter_id=letter.pk, file=pdf(), by=None, at=AT)

    for file in (pdf(), pdf(content=b"%PDF-1.7 " + b"x" * 30), pdf("page.html", b"<html>")):
        with pytest.raises(UploadRefused):
            attach_file(letter_id=letter.pk, file=file, by=None, at=AT)

    kept = LetterAttachment.objects.get()
    detach_file(attachment_id=kept.pk, by=None, at=AT)
    assert not letter.attachments.exists()


def test_a_letter_received_is_numbered_and_filed_with_its_scan():
    partner = make_external()
    letter = make_incoming(external=partner, correspondent="", their_number="AB-7")

    assert (letter.number, letter.status, letter.correspondent) == ("N-R-2026-0001", "filed", "A Bank")
    assert letter.attachments.get().name == "scan.pdf"
    with letter.attachments.get().file.open() as file:
        assert file.read() == b"%PDF-1.7 a scan"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"received_on": AT.date() + timedelta(days=1)}, "before it is received"),
        ({"written_on": AT.date() + timedelta(days=1)}, "before it is written"),
        ({"correspondent": ""}, "enter a name"),
        ({"file": SimpleUploadedFile("scan.pdf", b"no scan")}, "content"),
    ],
)
def test_what_cannot_be_filed_uses_no_number(facts: dict[str, Any], why: str):
    with pytest.raises((LetterRefused, UploadRefused), match=why):
        make_incoming(**facts)
    assert not Letter.objects.exists()
    assert not LetterCounter.objects.filter(last__gt=0).exists()


def test_who_is_forgotten_stays_in_letters_and_their_address_does_not():
    contact = make_contact()
    letter = make_letter("About Ada", contact=contact, correspondent="")
    person = make_user("ada@city.example")

    erase_person(user_id=person.pk, by=person, at=AT)

    letter.refresh_from_db()
    assert (letter.contact, letter.correspondent, letter.email) == (None, "Ada Mayor", "")
    assert not Contact.objects.exists()
    said = " ".join(f"{one.label} {one.after}" for one in AuditEntry.objects.filter(action__startswith="letter"))
    assert "Ada" not in said


def test_a_page_shows_a_letter_and_its_paper_in_its_language(signed_in: Any):
    letter = make_letter("초청", language="ko", organisation=make_organisation())
    client: Client = signed_in(make_secretary())

    page = client.get(f"/en/office/letters/{letter.pk}/").content.decode()
    paper = client.get(f"/en/office/letters/{letter.pk}/letter.pdf")
    listed = client.get("/en/office/letters/", {"q": "초청", "member": "seoul", "direction": "sent", "year": "2026"})

    assert "초청" in page
    assert paper["Content-Type"] == "application/pdf"
    assert "초청" in listed.content.decode()
    assert paper.content.startswith(b"%PDF-")


def test_the_demonstration_has_marked_letters_at_every_step_and_a_survey():
    for role in ("programme-officer", "secretariat"):
        make_role(make_user(is_demonstration=True), role)
    for name in ("Anil Thapa", "Haneul Kang", "Lin Qiao"):
        make_contact(name, email=f"{name[:4]}@x.example", is_demonstration=True)
    make_series(), make_series("received")

    make_letters(AT)
    make_survey(AT)

    letters = {letter.status: letter for letter in Letter.objects.filter(is_demonstration=True)}
    assert set(letters) == {"approved", "in_review", "draft", "filed"}
    assert [letters[one].language for one in ("approved", "in_review", "draft")] == ["en", "ko", "zh-hans"]
    assert Survey.objects.get().questions.count() == 2
