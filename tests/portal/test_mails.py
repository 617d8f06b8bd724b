"""The outbox in the office: the list, one mail, and what can be done about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.accounts.factories import make_secretary, make_user
from wego.accounts.mails import WAY_IN
from wego.core.models import Mail
from wego.core.outbox import ComposedMail, MailKind, queue_text
from wego.members.services.profiles import RETURNED

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADDRESS = "/en/office/mails/"


def write(status: str = "failed", kind: MailKind = RETURNED, words: str = "The words") -> Mail:
    letter = ComposedMail("The subject", words)
    mail = queue_text(kind, to="kim@seoul.example", language="en", letter=letter, about=make_user(), by=None, at=AT)
    gone = {"body": ""} if mail.is_secret else {}
    Mail.objects.filter(pk=mail.pk).update(status=status, last_error="550 no such person", sent_at=AT, **gone)
    mail.refresh_from_db()
    return mail


def test_the_office_sees_what_did_not_go_and_sends_it_again(signed_in: Any) -> None:
    mail, client = write(), signed_in(make_secretary())

    listed = client.get(f"{ADDRESS}?status=look").content.decode()
    page = client.get(f"{ADDRESS}{mail.pk}/").content.decode()
    wrong = client.post(f"{ADDRESS}{mail.pk}/again/", {"to": "nobody"})
    client.post(f"{ADDRESS}{mail.pk}/again/", {"to": "lee@seoul.example"})

    assert "Profile change returned" in listed
    assert "550 no such person" in listed
    assert "The words" in page
    assert wrong.status_code == 200
    mail.refresh_from_db()
    assert (mail.status, mail.recipient) == ("waiting", "lee@seoul.example")


def test_a_mail_that_came_back_is_recorded_and_set_aside(signed_in: Any) -> None:
    mail, client = write("sent"), signed_in(make_secretary())

    client.post(f"{ADDRESS}{mail.pk}/returned/", {"reason": "No such person"})
    mail.refresh_from_db()
    assert (mail.status, mail.last_error) == ("bounced", "No such person")
    client.post(f"{ADDRESS}{mail.pk}/aside/")

    mail.refresh_from_db()
    assert mail.status == "dropped"
    assert client.post(f"{ADDRESS}{mail.pk}/none-such/").status_code == 404


def test_nobody_reads_anothers_link(signed_in: Any) -> None:
    closed = queue_text(
        WAY_IN,
        to="kim@seoul.example",
        language="en",
        letter=ComposedMail("s", "/key/abc"),
        about=make_user(),
        by=None,
        at=AT,
    )
    client = signed_in(make_secretary())

    page = client.get(f"{ADDRESS}{closed.pk}/").content.decode()

    assert "/key/abc" not in page
    assert closed.body not in page
    assert "for its recipient only" in page
    assert "Send again" not in client.get(f"{ADDRESS}{write(kind=WAY_IN).pk}/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_of_the_list(rows: int, signed_in: Any, django_assert_num_queries: Any) -> None:
    for _number in range(rows):
        write()
    client = signed_in(make_secretary())
    client.get(ADDRESS)

    with django_assert_num_queries(7):
        client.get(ADDRESS)
