"""What every provider of online payment can do for us: open a page to pay on, and tell truthfully that it was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wego.core.money import Money
from wego.core.rules import RuleError


class ProviderRefused(RuleError):
    """The provider cannot be reached, or does not want what was asked."""


class ProviderNoticeRefused(Exception):
    """What came is no notice of the provider's: wrong signature, too old, or not to be read."""


@dataclass(frozen=True)
class Order:
    """What is to be paid, and where the payer goes afterwards."""

    number: str
    description: str
    money: Money
    email: str
    language: str
    return_address: str


@dataclass(frozen=True)
class Checkout:
    """The provider's page: its address, and the provider's own reference of it."""

    reference: str
    address: str


@dataclass(frozen=True)
class PaymentNotice:
    """What an event says. `money` is None where it tells of no payment."""

    event: str
    kind: str
    reference: str
    at: datetime
    number: str = ""
    payer: str = ""
    money: Money | None = None


class Provider(Protocol):
    """A provider. `name` stands in addresses and in the records."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    def open_checkout(self, order: Order) -> Checkout:
        """Open a page on which the order can be paid, or raise ProviderRefused."""
        ...

    def read_notice(self, *, payload: bytes, signature: str, at: datetime) -> PaymentNotice:
        """What a message says once its signature is proven, or raise NoticeRefused."""
        ...
