"""Stripe by plain HTTPS: Checkout Sessions, and webhooks with their signatures.

The signature is Stripe's published scheme v1: HMAC-SHA256 under the endpoint's secret over `timestamp.payload`, with a
timestamp no further than five minutes from now.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from wego.core.money import Money
from wego.finance.providers.base import Checkout, Order, PaymentNotice, ProviderNoticeRefused, ProviderRefused

ADDRESS = "https://api.stripe.com"
TOLERANCE = timedelta(seconds=300)
SECONDS = 15
# Currencies that Stripe counts in whole units; those of three decimals are not taken, since we keep two.
ZERO_DECIMAL = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
THREE_DECIMAL = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
PAID = ("checkout.session.completed", "checkout.session.async_payment_succeeded")
LANGUAGES = {"en": "en", "ko": "ko", "zh-hans": "zh"}


@dataclass(frozen=True)
class Stripe:
    """An account at Stripe by its secret key and the secret of its webhook endpoint."""

    secret: str
    webhook_secret: str
    address: str = ADDRESS
    name: str = "stripe"
    label: str = "Stripe"

    def open_checkout(self, order: Order) -> Checkout:
        """A Checkout Session. Asked twice for the same open amount, Stripe answers with the same session for a day."""
        fields = {
            "mode": "payment",
            "client_reference_id": order.number,
            "customer_email": order.email,
            "locale": LANGUAGES.get(order.language, "auto"),
            "success_url": order.return_address,
            "cancel_url": order.return_address,
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": order.money.currency.lower(),
            "line_items[0][price_data][unit_amount]": str(minor_units(order.money)),
            "line_items[0][price_data][product_data][name]": order.description[:250],
        }
        answer = self._ask("/v1/checkout/sessions", {name: text for name, text in fields.items() if text})
        reference, address = answer.get("id"), answer.get("url")
        if not isinstance(reference, str) or not isinstance(address, str) or not address.startswith("https://"):
            raise ProviderRefused(_("%(provider)s did not open a payment page.") % {"provider": self.label})
        return Checkout(reference, address)

    def read_notice(self, *, payload: bytes, signature: str, at: datetime) -> PaymentNotice:
        """The event in a signed message; it tells of a payment where the session is paid."""
        self._prove(payload, signature, at)
        try:
            event = json.loads(payload)
            kind, thing = str(event["type"]), event["data"]["object"]
            made_at = datetime.fromtimestamp(int(event["created"]), UTC)
            notice = PaymentNotice(str(event["id"]), kind, str(thing.get("id") or ""), made_at)
            if kind not in PAID or thing.get("payment_status") != "paid":
                return notice
            return PaymentNotice(
                event=notice.event,
                kind=kind,
                reference=notice.reference,
                at=made_at,
                number=str(thing.get("client_reference_id") or ""),
                payer=str((thing.get("customer_details") or {}).get("name") or ""),
                money=money_of(int(thing["amount_total"]), str(thing["currency"])),
            )
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ProviderNoticeRefused(f"not an event: {type(error).__name__}") from error

    def _prove(self, payload: bytes, signature: str, at: datetime) -> None:
        parts = [part.strip().partition("=") for part in signature.split(",")]
        stamps = [value for name, _sign, value in parts if name == "t"]
        given = [value for name, _sign, value in parts if name == "v1"]
        if len(stamps) != 1 or not stamps[0].isascii() or not stamps[0].isdigit() or not given:
            raise ProviderNoticeRefused("no signature")
        expected = signature_of(payload, stamps[0], self.webhook_secret)
        # compare_digest takes ASCII only; any other text cannot be a signature.
        if not any(hmac.compare_digest(expected.encode(), value.encode()) for value in given):
            raise ProviderNoticeRefused("wrong signature")
        if abs(at.timestamp() - int(stamps[0])) > TOLERANCE.total_seconds():
            raise ProviderNoticeRefused("too old, or of a time to come")

    def _ask(self, path: str, fields: dict[str, str]) -> dict[str, Any]:
        body = urllib.parse.urlencode(fields).encode()
        key = hashlib.sha256(body).hexdigest()
        request = urllib.request.Request(  # noqa: S310  the address is the operator's setting
            self.address + path, body, {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": key}
        )
        unreachable = _("%(provider)s is not available at the moment. Try again later, or pay by bank transfer.")
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                found = json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                said = f"{error.code}"
            message = _("%(provider)s refused to open a payment page (%(code)s). Pay by bank transfer.")
            raise ProviderRefused(message % {"provider": self.label, "code": said}) from error
        except (OSError, ValueError) as error:
            raise ProviderRefused(unreachable % {"provider": self.label}) from error
        if not isinstance(found, dict):
            raise ProviderRefused(unreachable % {"provider": self.label})
        return found


def signature_of(payload: bytes, stamp: str, secret: str) -> str:
    """Stripe's signature v1 of a message."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + payload, hashlib.sha256).hexdigest()


def minor_units(money: Money) -> int:
    """An amount as Stripe counts it: cents, or whole units of a currency without them."""
    if money.currency in THREE_DECIMAL:
        raise ProviderRefused(_("Online payment does not support %(currency)s.") % {"currency": money.currency})
    units = money.amount if money.currency in ZERO_DECIMAL else money.amount * 100
    if units != int(units):
        raise ProviderRefused(_("The amount has more decimals than the currency allows."))
    return int(units)


def money_of(units: int, currency: str) -> Money:
    """What Stripe counted, as money."""
    code = currency.upper()
    if code in THREE_DECIMAL:
        raise ValueError(f"{code} has three decimals")
    return Money(Decimal(units) if code in ZERO_DECIMAL else Decimal(units).scaleb(-2), code)
