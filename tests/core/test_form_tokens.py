"""A form counts once: clicked twice, loaded again, sent from a page of old, without a token or with a forged one."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import make_secretary
from tests.finance.factories import make_invoice
from wego.core import form_tokens
from wego.core.form_tokens import FIELD, GOOD_FOR, forget_spent_tokens, new_token
from wego.core.models import SpentToken
from wego.finance.models import Allocation, CreditNote, Invoice, Payment

PART = {
    "pay-amount": "100.00",
    "pay-currency": "USD",
    "pay-received_on": "2016-03-02",
    "pay-method": "bank",
    "pay-reference_text": "Part",
}
SENT = "This was already sent. Nothing was done twice."


@pytest.fixture
def invoice(db: Any) -> Invoice:
    return make_invoice()


@pytest.fixture
def treasurer(db: Any, signed_in: Any) -> Client:
    return signed_in(make_secretary())


def page_of(invoice: Invoice) -> str:
    return f"/en/office/money/invoices/{invoice.number}/"


def payment_of(invoice: Invoice) -> str:
    return f"{page_of(invoice)}payment/"


def token_on(page: str) -> str:
    return re.findall(rf'name="{FIELD}" value="([^"]+)"', page)[-1]


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_part_payment_clicked_twice_is_booked_once(invoice: Invoice, treasurer: Client) -> None:
    token = token_on(treasurer.get(page_of(invoice)).content.decode())

    first = treasurer.post(payment_of(invoice), {**PART, FIELD: token})
    second = treasurer.post(payment_of(invoice), {**PART, FIELD: token})
    page = treasurer.get(second["Location"]).content.decode()

    assert first["Location"] == second["Location"] == page_of(invoice)
    assert Payment.objects.count() == Allocation.objects.count() == 1
    assert SENT in page


@pytest.mark.django_db
def test_two_equal_part_payments_typed_one_after_the_other_are_both_booked(invoice: Invoice, treasurer: Client) -> None:
    for _time in range(2):
        token = token_on(treasurer.get(page_of(invoice)).content.decode())
        treasurer.post(payment_of(invoice), {**PART, FIELD: token})

    assert Payment.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("times", [2, 5])
def test_a_part_credited_again_and_again_by_one_form_is_credited_once(
    times: int, invoice: Invoice, treasurer: Client
) -> None:
    data = {"credit-amount": "100.00", "credit-reason": "Agreed", FIELD: new_token()}

    led = [treasurer.post(f"{page_of(invoice)}credit/", data)["Location"] for _time in range(times)]

    assert led == [page_of(invoice)] * times
    assert list(CreditNote.objects.values_list("amount", flat=True)) == [100]


@pytest.mark.django_db
def test_what_is_sent_from_the_page_before_with_other_entries_is_asked_about(
    invoice: Invoice, treasurer: Client
) -> None:
    token = new_token()
    treasurer.post(payment_of(invoice), {**PART, FIELD: token})

    changed = treasurer.post(payment_of(invoice), {**PART, "pay-amount": "250.00", FIELD: token})
    page = changed.content.decode()
    again = treasurer.post(payment_of(invoice), {**PART, "pay-amount": "250.00", FIELD: token_on(page)})

    assert changed.status_code == 422
    assert "with different entries" in page
    assert 'name="pay-amount" value="250.00"' in page
    assert again.status_code == 302
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [100, 250]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "token",
    ["", "forged", signing.TimestampSigner(salt="other").sign("abc")],
    ids=["none", "forged", "signed_by_something_else"],
)
def test_without_a_token_nothing_is_done_and_everything_typed_is_kept(
    token: str, invoice: Invoice, treasurer: Client
) -> None:
    answer = treasurer.post(payment_of(invoice), {**PART, "pay-reference_text": "A “note” <b>", FIELD: token})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Nothing was done" in page
    assert 'name="pay-reference_text" value="A “note” &lt;b&gt;"' in page
    assert not Payment.objects.exists()
    treasurer.post(payment_of(invoice), {**PART, FIELD: token_on(page)})
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_tokens_grow_old_and_are_forgotten(
    invoice: Invoice, treasurer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, now = new_token(), timezone.now()
    treasurer.post(payment_of(invoice), {**PART, FIELD: token})
    later = now + GOOD_FOR + timedelta(minutes=1)

    forget_spent_tokens(now + timedelta(days=1))
    kept = SpentToken.objects.count()
    forget_spent_tokens(later)
    monkeypatch.setattr("django.core.signing.time.time", lambda: later.timestamp())
    answer = treasurer.post(payment_of(invoice), {**PART, FIELD: token})

    assert (kept, SpentToken.objects.count()) == (1, 0)
    assert answer.status_code == 422
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_a_form_that_was_refused_may_be_sent_again(invoice: Invoice, treasurer: Client) -> None:
    token = new_token()

    wrong = treasurer.post(payment_of(invoice), {**PART, "pay-amount": "a lot", FIELD: token})
    right = treasurer.post(payment_of(invoice), {**PART, FIELD: token})

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_passwords_and_files_are_not_sent_back(rf: Any) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.core.files.uploadedfile import SimpleUploadedFile

    request = rf.post("/en/", {"name": "Kim", "password": "very secret", "paper": SimpleUploadedFile("a.pdf", b"1")})
    request.sensitive_post_parameters, request.user = ("password",), AnonymousUser()

    page = form_tokens._send_again(request, "…").content.decode()

    assert "very secret" not in page
    assert re.search(r'<input type="password" name="password"', page)
    assert re.search(r'<input type="file" name="paper"', page)
    assert "a.pdf" in page


@pytest.mark.django_db
def test_strangers_leave_nothing_behind_by_looking(client: Client) -> None:
    page = client.get("/en/join/start/").content.decode()

    assert token_on(page)
    assert not SpentToken.objects.exists()
    assert "sessionid" not in client.cookies


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_two_that_arrive_at_once_make_one_payment(signed_in: Any) -> None:
    invoice, person = make_invoice(), make_secretary()
    browsers = [signed_in(person), signed_in(person)]
    data, start, led = {**PART, FIELD: new_token()}, threading.Barrier(2), []

    def send(browser: Client) -> None:
        start.wait()
        try:
            answer = browser.post(payment_of(invoice), data)
            led.append((answer.status_code, answer.get("Location")))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert led == [(302, page_of(invoice))] * 2
    assert Payment.objects.count() == Allocation.objects.count() == 1


@pytest.mark.django_db
def test_a_form_from_before_signing_in_is_refused_in_words_and_what_was_typed_is_shown(invoice: Invoice) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(payment_of(invoice), {**PART, "password": "very secret", FIELD: new_token()})
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "This form could not be accepted" in page
    assert "2016-03-02" in page
    assert "very secret" not in page
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("came_from", "page"),
    [
        ("http://testserver/en/office/money/", "http://testserver/en/office/money/"),
        ("https://elsewhere.example/en/office/", "/en/office/money/pay/"),
        ("javascript:alert(1)", "/en/office/money/pay/"),
        ("", "/en/office/money/pay/"),
    ],
)
def test_the_way_back_leads_to_the_page_of_the_form_and_to_no_other_site(came_from: str, page: str, rf: Any) -> None:
    assert form_tokens.page_of_form(rf.post("/en/office/money/pay/", headers={"Referer": came_from})) == page
