"""Contacts without an account: kept with their posts, asked once a year, followed up, forgotten."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from tests.accounts.factories import make_secretary, make_user
from tests.correspondence.factories import AT, make_contact, make_external
from tests.members.factories import make_organisation
from wego.accounts.services import erase_person
from wego.core.comments.services import write_comment
from wego.core.dated_tasks.models import DatedTask
from wego.core.models import AuditEntry, Mail, SearchEntry
from wego.core.outbox.services import record_bounce
from wego.core.references import Reference
from wego.correspondence.models import Contact, Post
from wego.correspondence.services.confirmations import ask_contact, ask_due_contacts, follow_up_ended_posts
from wego.correspondence.services.contacts import (
    ContactRefused,
    add_post,
    change_contact,
    end_post,
    remove_contact,
)

pytestmark = pytest.mark.django_db
MAYOR = {"en": "Mayor", "ko": "시장", "zh-hans": "市长"}
YEAR = timedelta(days=366)


def asked(contact: Contact) -> str:
    """The address in the mail that asks the contact."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        ask_contact(contact_id=contact.pk, by=None, at=timezone.now())
    return re.search(r"/en/contacts/[\w-]+/", mail.outbox[-1].body).group()  # type: ignore[union-attr]


def test_a_contact_is_kept_with_the_post_by_which_it_is_known():
    seoul = make_organisation()

    contact = make_contact(email=" Ada@City.example ", organisation=seoul, title=MAYOR, starts_on=date(2026, 1, 1))

    assert (contact.email, str(contact.posts.get()), contact.posts.get().title.get("ko")) == (
        "ada@city.example",
        "Ada Mayor · Seoul",
        "시장",
    )
    assert AuditEntry.objects.filter(action="contact.added").count() == 1
    assert SearchEntry.objects.filter(kind="contact").count() == 1


def test_the_trail_names_no_contact():
    """A person without an account who asks to be forgotten stands in no line that stays."""
    contact = make_contact(organisation=make_organisation(), title=MAYOR)
    change_contact(contact_id=contact.pk, by=None, at=AT, telephone="+82 2 720 2939", note="Likes tea")
    end_post(post_id=contact.posts.get().pk, ends_on=date(2026, 5, 1), by=None, at=AT)
    follow_up_ended_posts(AT)
    remove_contact(contact_id=contact.pk, by=None, at=AT)

    said = " ".join(f"{one.label} {one.before} {one.after}" for one in AuditEntry.objects.all())
    assert "Ada" not in said
    assert "ada@" not in said
    assert "tea" not in said


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, "either a member, or a partner"),
        ({"organisation": True, "external": True}, "either a member, or a partner"),
        ({"organisation": True, "starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}, "before it begins"),
    ],
)
def test_a_post_is_at_one_organisation_and_ends_after_it_begins(facts: dict[str, Any], why: str):
    places = {"organisation": make_organisation(), "external": make_external()}
    given = {name: places[name] if value is True else value for name, value in facts.items()}

    with pytest.raises(ContactRefused, match=why):
        add_post(contact_id=make_contact().pk, title=MAYOR, by=None, at=AT, **given)


def test_nobody_is_a_contact_twice_at_one_address():
    make_contact()
    with pytest.raises(ContactRefused, match="already a contact with this address"):
        make_contact(email="ADA@city.example")
    other = make_contact(email="")
    with pytest.raises(ContactRefused, match="already a contact with this address"):
        change_contact(contact_id=other.pk, email="ada@city.example", by=None, at=AT)


def test_a_contact_is_asked_once_a_year_and_says_what_is_right():
    make_contact()
    ask_due_contacts(AT + timedelta(days=364))
    assert not Mail.objects.exists()

    ask_due_contacts(AT + YEAR)
    ask_due_contacts(AT + YEAR + timedelta(days=89))
    assert Mail.objects.filter(kind="correspondence/mail/confirmation").count() == 1
    ask_due_contacts(AT + YEAR + timedelta(days=91))
    assert Mail.objects.filter(kind="correspondence/mail/confirmation").count() == 2


@pytest.mark.parametrize("facts", [{"email": ""}, {"is_demonstration": True}])
def test_who_cannot_be_asked_is_not(facts: dict[str, Any]):
    make_contact(**facts)
    ask_due_contacts(AT + YEAR)
    assert not Mail.objects.exists()


def test_by_the_link_a_contact_puts_right_what_is_kept():
    contact = make_contact(organisation=make_organisation(), title=MAYOR)
    address, browser = asked(contact), Client()

    page = browser.get(address).content.decode()
    assert "Mayor" in page
    assert Contact.objects.get().confirmed_on is None  # looking changes nothing
    given = {
        "name": "Ada Kim",
        "name_native": "김에이다",
        "email": "kim@city.example",
        "telephone": "",
        "language": "ko",
    }
    answer = browser.post(address, given)

    contact.refresh_from_db()
    assert answer.status_code == 302
    assert (contact.name, contact.email, contact.language) == ("Ada Kim", "kim@city.example", "ko")
    assert contact.confirmed_on is not None
    assert browser.get(address).status_code == 410


def test_what_is_wrong_is_said_beside_the_field_and_the_link_still_works():
    address = asked(make_contact())

    page = Client().post(address, {"name": "", "email": "no address", "language": "en"}).content.decode()

    assert "no address" in page
    assert page.count("errorlist") + page.count('class="error') >= 2
    assert Client().get(address).status_code == 200


def test_who_has_left_the_post_says_so_and_the_successor_is_looked_for():
    contact = make_contact(organisation=make_organisation(), title=MAYOR)

    Client().post(asked(contact), {"answer": "left"})
    follow_up_ended_posts(AT + YEAR * 20)
    follow_up_ended_posts(AT + YEAR * 20)

    assert Post.objects.get().ends_on is not None
    assert [(task.title, task.about_label) for task in DatedTask.objects.all()] == [
        ("Find the successor in a post that has ended", "Mayor, Seoul")
    ]


def test_who_asks_to_be_forgotten_is():
    contact = make_contact(organisation=make_organisation(), title=MAYOR)
    secretary = make_secretary()
    write_comment(subject=Reference.to(contact), text="Met in Seoul", by=secretary, at=AT)

    Client().post(asked(contact), {"answer": "remove"})

    assert not Contact.objects.exists()
    assert not Post.objects.exists()
    assert not SearchEntry.objects.filter(kind="contact").exists()
    assert not Mail.objects.exclude(recipient="").exists()


def test_an_address_from_which_mail_comes_back_is_a_task_once():
    contact = make_contact()
    for _time in range(2):
        ask_contact(contact_id=contact.pk, by=None, at=AT)
        sent = Mail.objects.latest("pk")
        Mail.objects.filter(pk=sent.pk).update(status=Mail.Status.SENT, sent_at=AT, body="")
        record_bounce(mail_id=sent.pk, reason="no such user", by=None, at=AT)

    contact.refresh_from_db()
    assert contact.bounced_at == AT
    assert DatedTask.objects.count() == 1
    ask_due_contacts(AT + YEAR)
    assert Mail.objects.count() == 2
    change_contact(contact_id=contact.pk, email="new@city.example", by=None, at=AT)
    ask_due_contacts(AT + YEAR)
    assert Mail.objects.count() == 3


def test_a_forgotten_mail_that_comes_back_is_no_news_of_who_has_no_address():
    contact = make_contact(email="")
    gone = make_contact("Ben", email="ben@city.example")
    ask_contact(contact_id=gone.pk, by=None, at=AT)
    sent = Mail.objects.get()
    Mail.objects.filter(pk=sent.pk).update(status=Mail.Status.SENT, sent_at=AT, body="", recipient="")

    record_bounce(mail_id=sent.pk, reason="no such user", by=None, at=AT)

    contact.refresh_from_db()
    assert contact.bounced_at is None
    assert not DatedTask.objects.exists()


def test_the_erasure_of_a_person_takes_the_contact_of_that_address():
    person = make_user("ada@city.example")
    make_contact()
    make_contact("Ben Other", email="ben@city.example", assistant="Ada", assistant_email="ada@city.example")

    erase_person(user_id=person.pk, by=person, at=AT)

    left = Contact.objects.get()
    assert (left.name, left.assistant, left.assistant_email) == ("Ben Other", "", "")


def test_the_office_adds_a_contact_and_sees_it_on_the_members_page(signed_in: Any):
    seoul, secretary = make_organisation(), make_secretary()
    browser = signed_in(secretary)
    given = {"name": "Ada Mayor", "kind": "head", "language": "en", "organisation": seoul.pk}

    refused = browser.post("/en/office/contacts/add/", given).content.decode()
    assert "Enter the title of the post." in refused
    assert "Ada Mayor" in refused
    answer = browser.post("/en/office/contacts/add/", given | {"title_en": "Mayor", "salutation_en": "Dear Mayor"})

    assert answer.status_code == 302
    assert "Dear Mayor" in browser.get(answer["Location"]).content.decode()
    assert "Ada Mayor" in browser.get(f"/en/office/organisations/{seoul.pk}/").content.decode()
    assert "Ada Mayor" in browser.get("/en/office/contacts/?region=asia-pacific&q=ada").content.decode()
    assert "Ada Mayor" not in browser.get("/en/office/contacts/?state=no_post").content.decode()
