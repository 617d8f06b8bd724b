"""Money: an exact amount in a currency, rounded only where a rule says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency, get_currency_precision, is_currency


@dataclass(frozen=True, order=False)
class Money:
    """An amount (Decimal, never float) and its ISO 4217 code. Two currencies never add up by themselves."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise TypeError(f"an amount is a finite Decimal, not {self.amount!r}")
        if not is_currency(self.currency):
            raise ValueError(f"{self.currency!r} is not an ISO 4217 code")

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def rounded(self) -> Money:
        """To the currency's smallest coin, halves away from zero."""
        step = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return Money(self.amount.quantize(step, ROUND_HALF_UP), self.currency)

    def shares(self, parts: int) -> list[Money]:
        """Split into parts that differ by at most one coin and add up exactly, larger parts first."""
        if parts < 1:
            raise ValueError("money is split into one part or more")
        precision = get_currency_precision(self.currency)
        coins = self.rounded().amount.scaleb(precision)
        if coins != self.amount.scaleb(precision):
            raise ValueError(f"{self.amount} {self.currency} has more decimals than the currency allows")
        share, rest = divmod(abs(int(coins)), parts)
        sign = -1 if coins < 0 else 1
        return [
            Money(Decimal(sign * (share + (number < rest))).scaleb(-precision), self.currency)
            for number in range(parts)
        ]

    def text(self, language: str) -> str:
        """As people of that language write it: `US$7,000.00`."""
        return format_currency(self.amount, self.currency, locale=babel_locale(language))

    def _same(self, other: Money) -> Decimal:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix without a rate")
        return other.amount


@lru_cache(maxsize=16)
def babel_locale(language: str) -> Locale:
    """CLDR's locale of one of our language codes: `zh-hans` → `zh_Hans`."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
