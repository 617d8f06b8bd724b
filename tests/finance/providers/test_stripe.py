"""Stripe: signatures by its published scheme, sessions against a stand-in on loopback, each event booked once."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from tests.finance.factories import make_invoice, make_officer
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.core.money import Money
from wego.finance.models import Invoice, Payment, ProviderEvent
from wego.finance.providers.base import Order, ProviderNoticeRefused, ProviderRefused
from wego.finance.providers.services import open_checkout, provider_in_force, receive_notice
from wego.finance.providers.stripe import Stripe, minor_units, money_of, signature_of

pytestmark = pytest.mark.both_databases

SECRET = "whsec_made_up"
AT = datetime(2016, 6, 1, 3, tzinfo=UTC)
STAMP = str(int(AT.timestamp()))


def event(number: str = "2016-0001", **facts: Any) -> bytes:
    thing = {
        "id": "cs_1",
        "payment_status": "paid",
        "client_reference_id": number,
        "amount_total": 700000,
        "currency": "usd",
        "customer_details": {"name": "City of Seoul"},
        **facts.pop("thing", {}),
    }
    told = {"id": "evt_1", "type": "checkout.session.completed", "created": int(AT.timestamp()), **facts}
    return json.dumps({**told, "data": {"object": thing}}).encode()


def signed(payload: bytes, stamp: str = STAMP) -> str:
    return f"t={stamp},v1={signature_of(payload, stamp, SECRET)},v0=ignored"


def stripe(address: str = "http://127.0.0.1:9") -> Stripe:
    return Stripe("sk_test_made_up", SECRET, address)


def read(payload: bytes, **facts: Any) -> Any:
    given = {"signature": signed(payload), "at": AT, **facts}
    return stripe().read_notice(payload=payload, **given)


def test_the_signature_is_hmac_sha256_over_time_and_payload():
    # Computed apart: printf '1492774577.{"id":"evt"}' | openssl dgst -sha256 -hmac whsec_test
    assert signature_of(b'{"id":"evt"}', "1492774577", "whsec_test") == VECTOR


VECTOR = "247e03a9fb93b8e81f0f3e13d74f36d58eaa13110e1ba3ee14ec41be3fcd855b"


def test_a_paid_session_is_read():
    notice = read(event())

    assert notice.money == Money(Decimal("7000.00"), "USD")
    assert (notice.event, notice.reference, notice.number) == ("evt_1", "cs_1", "2016-0001")
    assert notice.payer == "City of Seoul"


@pytest.mark.parametrize("facts", [{"type": "customer.created"}, {"thing": {"payment_status": "unpaid"}}])
def test_other_events_tell_of_no_payment(facts: dict[str, Any]):
    assert read(event(**facts)).money is None


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "v1=00",
        f"t={STAMP}",
        f"t={STAMP},v1=" + "0" * 64,
        f"t=now,v1={signature_of(event(), 'now', SECRET)}",
        f"t={STAMP},v0={signature_of(event(), STAMP, SECRET)}",
        f"t={STAMP},v1={signature_of(event(), STAMP, 'another')}",
        f"t={STAMP},v1=ü",
    ],
)
def test_a_wrong_signature_is_refused(signature: str):
    with pytest.raises(ProviderNoticeRefused):
        read(event(), signature=signature)


def test_one_of_several_signatures_is_enough():
    payload = event()

    assert read(payload, signature=f"t={STAMP},v1={'0' * 64},v1={signature_of(payload, STAMP, SECRET)}").money


@pytest.mark.parametrize(("seconds", "is_taken"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_a_notice_holds_for_five_minutes(seconds: int, is_taken: bool):
    at = AT + timedelta(seconds=seconds)

    if is_taken:
        assert read(event(), at=at)
    else:
        with pytest.raises(ProviderNoticeRefused):
            read(event(), at=at)


@pytest.mark.parametrize("payload", [b"", b"[]", b"{}", b"null", event(thing={"currency": "kwd"}), b"\xff"])
def test_what_is_no_event_is_refused(payload: bytes):
    with pytest.raises(ProviderNoticeRefused):
        read(payload)


def test_amounts_are_counted_in_coins():
    assert minor_units(Money(Decimal("7000.05"), "USD")) == 700005
    assert minor_units(Money(Decimal(7000), "KRW")) == 7000
    assert money_of(7000, "krw") == Money(Decimal(7000), "KRW")
    for refused in (Money(Decimal(1), "KWD"), Money(Decimal("0.5"), "JPY")):
        with pytest.raises(ProviderRefused):
            minor_units(refused)


class Fake:
    """A stand-in for Stripe's API on loopback: keeps what was asked, answers what it is told."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: tuple[int, bytes] = (200, b'{"id": "cs_1", "url": "https://checkout.example.org/cs_1"}')


@pytest.fixture
def fake() -> Iterator[tuple[Fake, str]]:
    kept = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.asked.append(parse_qs(body.decode()))
            kept.headers.append(dict(self.headers))
            status, answer = kept.answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield kept, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


ORDER = Order(
    "2016-0001", "WeGO 2016-0001", Money(Decimal(7000), "USD"), "a@example.org", "zh-hans", "https://x.example/"
)


def test_open_checkout_asks_for_a_session(fake: tuple[Fake, str]):
    kept, address = fake

    checkout = stripe(address).open_checkout(ORDER)

    (asked,) = kept.asked
    assert checkout.address == "https://checkout.example.org/cs_1"
    assert asked["client_reference_id"] == ["2016-0001"]
    assert asked["line_items[0][price_data][unit_amount]"] == ["700000"]
    assert asked["locale"] == ["zh"]
    assert kept.headers[0]["Authorization"] == "Bearer sk_test_made_up"
    assert kept.headers[0]["Idempotency-Key"]


@pytest.mark.parametrize("answer", [(402, b"{}"), (500, b""), (200, b"not json"), (200, b"[]"), (200, b'{"id": "x"}')])
def test_open_checkout_that_fails_is_refused(fake: tuple[Fake, str], answer: tuple[int, bytes]):
    kept, address = fake
    kept.answer = answer

    with pytest.raises(ProviderRefused):
        stripe(address).open_checkout(ORDER)


def test_open_checkout_that_nobody_answers_is_refused():
    with pytest.raises(ProviderRefused):
        stripe().open_checkout(ORDER)


@pytest.fixture
def invoice(db: None) -> Invoice:
    return make_invoice(make_organisation())


@pytest.fixture
def on(settings: Any) -> None:
    settings.WEGO_STRIPE_SECRET, settings.WEGO_STRIPE_WEBHOOK_SECRET = "sk_test_made_up", SECRET


def test_receive_notice_books_the_payment_once(invoice: Invoice):
    notice = read(event())

    first = receive_notice(provider=stripe(), notice=notice, at=AT)
    second = receive_notice(provider=stripe(), notice=notice, at=AT)
    third = receive_notice(provider=stripe(), notice=read(event(id="evt_2")), at=AT)

    assert first
    assert second is None
    assert third
    payment = Payment.objects.get()
    assert (payment.method, payment.organisation, payment.unapplied) == ("online", invoice.organisation, 0)
    assert Invoice.objects.get().balance.open == 0
    assert ProviderEvent.objects.get(event="evt_2").payment is None


def test_receive_notice_for_a_paid_invoice_is_credit(invoice: Invoice):
    receive_notice(provider=stripe(), notice=read(event()), at=AT)

    again = receive_notice(provider=stripe(), notice=read(event(id="evt_2", thing={"id": "cs_2"})), at=AT)

    assert again
    assert again.payment
    assert again.payment.unapplied == Decimal("7000.00")
    assert "no unpaid amount" in again.note


def test_receive_notice_for_an_unknown_invoice_is_nobodys(invoice: Invoice):
    told = receive_notice(provider=stripe(), notice=read(event("2016-9999")), at=AT)

    assert told
    assert told.payment
    assert told.payment.organisation is None


def test_online_payment_is_off_unless_set(invoice: Invoice, settings: Any):
    assert provider_in_force() is None
    with pytest.raises(ProviderRefused):
        open_checkout(invoice=invoice, by=User(email="a@example.org"), return_address="https://x.example/")


def test_nothing_is_paid_online_of_what_is_settled_or_made_up(invoice: Invoice, on: None):
    receive_notice(provider=stripe(), notice=read(event()), at=AT)

    with pytest.raises(ProviderRefused):
        open_checkout(
            invoice=Invoice.objects.get(), by=User(email="a@example.org"), return_address="https://x.example/"
        )


def deliver(payload: bytes, signature: str) -> int:
    from django.test import RequestFactory

    from wego.finance.providers.views import notice

    request = RequestFactory().post(
        "/pay/stripe/notice/", payload, content_type="application/json", headers={"Stripe-Signature": signature}
    )
    return notice(request, "stripe").status_code


def test_notice_answers_the_provider(invoice: Invoice, on: None):
    payload = event(created=int(datetime.now(UTC).timestamp()))
    stamp = str(int(datetime.now(UTC).timestamp()))

    assert deliver(payload, signed(payload)) == 400  # ten years old
    assert deliver(payload, signed(payload, stamp)) == 200
    assert deliver(payload, signed(payload, stamp)) == 200
    assert Payment.objects.count() == 1


def test_notice_does_not_exist_while_off(db: None):
    from django.http import Http404

    with pytest.raises(Http404):
        deliver(event(), signed(event()))


def test_invoice_pay_leads_to_the_provider(
    invoice: Invoice, on: None, settings: Any, fake: tuple[Fake, str], signed_in: Callable[[Any], Client]
):
    settings.WEGO_STRIPE_ADDRESS = fake[1]
    officer = User.objects.create_user("officer@example.org")
    make_officer(invoice.organisation, officer)
    stranger = User.objects.create_user("stranger@example.org")
    address = f"/en/my/money/invoices/{invoice.number}/pay/"

    page = signed_in(officer).post(address)

    assert "https://checkout.example.org/cs_1" in page.content.decode()
    assert signed_in(stranger).post(address).status_code == 404
    assert signed_in(officer).get(address).status_code == 405
