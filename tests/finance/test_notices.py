"""Mails about invoices: once each, in the reader's language, by the schedule; nothing made up is mailed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.accounts.factories import make_user
from tests.finance.factories import AT, at, make_invoice, make_officer, make_payment
from tests.members.factories import make_organisation
from wego.finance.models import Notice
from wego.finance.pdf import invoice_pdf
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.billing import set_billing_contact
from wego.finance.services.notices import NoticeRefused, send_invoice, send_reminder, send_reminders, send_unsent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def named(invoice: Any, language: str = "en") -> Any:
    values = {"email": "money@seoul.example", "language": language}
    set_billing_contact(organisation_id=invoice.organisation_id, values=values, by=None, at=AT)
    return invoice


@pytest.mark.parametrize(
    ("language", "words"), [("en", "$7,000.00"), ("ko", "US$7,000.00"), ("zh-hans", "US$7,000.00")]
)
def test_an_invoice_is_mailed_to_the_contact_in_its_language(
    language: str, words: str, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    invoice = named(make_invoice(), language)

    with django_capture_on_commit_callbacks(execute=True):
        send_invoice(invoice_id=invoice.pk, by=None, at=AT)

    [mail] = mailoutbox
    assert mail.to == ["money@seoul.example"]
    assert words in mail.body
    assert f"/{language}/my/money/invoices/2016-0001/" in mail.body
    assert [(name, media_type) for name, _content, media_type in mail.attachments] == [
        ("2016-0001.pdf", "application/pdf")
    ]
    assert mail.attachments[0][1] == invoice_pdf(invoice), "the same bytes whenever it is sent"
    with pytest.raises(NoticeRefused, match="already been sent"):
        send_invoice(invoice_id=invoice.pk, by=None, at=AT)


def test_without_a_contact_the_officers_get_it(mailoutbox: list[Any], django_capture_on_commit_callbacks: Any) -> None:
    invoice = make_invoice()
    with pytest.raises(NoticeRefused, match="No recipient"):
        send_invoice(invoice_id=invoice.pk, by=None, at=AT)
    kim = make_user(language="ko")
    make_officer(invoice.organisation, kim)

    with django_capture_on_commit_callbacks(execute=True):
        send_invoice(invoice_id=invoice.pk, by=None, at=AT)

    assert [mail.to for mail in mailoutbox] == [[kim.email]]


def test_reminders_go_out_by_the_schedule_and_once_each() -> None:
    invoice = named(make_invoice())  # due on 30 April; ours: 14, 45, 90 days after

    sent = []
    for day in (at(2016, 5, 13), at(2016, 5, 14), at(2016, 5, 15), at(2016, 6, 14), at(2016, 7, 29), at(2017, 1, 1)):
        send_reminders(day)
        sent.append(Notice.objects.filter(invoice=invoice).count())

    assert sent == [0, 1, 1, 2, 3, 3]


def test_what_is_paid_or_made_up_or_nobody_is_no_reminder() -> None:
    paid = named(make_invoice())
    payment = make_payment(paid.organisation)
    allocate_payment(payment_id=payment.pk, invoice_id=paid.pk, by=None, at=at(2016, 3, 12))
    made_up = make_invoice(make_organisation("Busan"), is_demonstration=True)
    make_invoice(make_organisation("Incheon"))

    send_reminders(at(2017, 1, 1))

    assert not Notice.objects.exists()
    for invoice, said in ((paid, "is not overdue"), (made_up, "Sample invoices")):
        with pytest.raises(NoticeRefused, match=said):
            send_reminder(invoice_id=invoice.pk, by=None, at=at(2017, 1, 1))


def test_all_that_wait_are_mailed_once_and_who_has_no_address_is_left(
    django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    reached, unreached = make_organisation("Reached"), make_organisation("Unreached")
    set_billing_contact(
        organisation_id=reached.pk, values={"email": "pay@reached.example", "language": "ko"}, by=None, at=AT
    )
    for organisation in (reached, unreached):
        make_invoice(organisation)

    with django_capture_on_commit_callbacks(execute=True):
        first = send_unsent(by=None, at=at(2016, 3, 2))
        again = send_unsent(by=None, at=at(2016, 3, 3))

    assert (first, again) == ((1, 1), (0, 1))
    assert [mail.to for mail in mailoutbox] == [["pay@reached.example"]]
