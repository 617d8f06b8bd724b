"""Money: exact, in one currency, split without loss."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wego.core.money import Money

coins = st.integers(-(10**12), 10**12)
currencies = st.sampled_from(["USD", "KRW", "KWD"])  # two, no and three decimal places
PLACES = {"USD": 2, "KRW": 0, "KWD": 3}


@st.composite
def money(draw: st.DrawFn, currency: str | None = None) -> Money:
    currency = currency or draw(currencies)
    return Money(Decimal(draw(coins)).scaleb(-PLACES[currency]), currency)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def test_amounts_of_one_currency_add_up():
    assert usd("7000.00") + usd("0.10") - usd("0.30") == usd("6999.80")
    assert -usd("2") == usd("-2")
    assert usd("1") < usd("2") <= usd("2")


def test_zero_is_false():
    assert not usd("0.00")
    assert usd("0.01")


def test_currencies_do_not_mix():
    with pytest.raises(ValueError, match="USD and KRW do not mix"):
        usd("1") + Money(Decimal(1), "KRW")
    with pytest.raises(ValueError, match="do not mix"):
        _ = usd("1") < Money(Decimal(1), "KRW")


@pytest.mark.parametrize("amount", [1.5, 1, "1", Decimal("NaN"), Decimal("Infinity")])
def test_an_amount_is_a_finite_decimal(amount: object):
    with pytest.raises(TypeError, match="finite Decimal"):
        Money(amount, "USD")  # type: ignore[arg-type]


def test_a_currency_is_one_of_iso_4217():
    with pytest.raises(ValueError, match="'USX' is not an ISO 4217 code"):
        Money(Decimal(1), "USX")


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"), ("2.675", "2.68")]
)
def test_rounding_takes_halves_away_from_zero(exact: str, rounded: str):
    assert usd(exact).rounded() == usd(rounded)


def test_rounding_follows_the_currency():
    assert Money(Decimal("1234.5"), "KRW").rounded() == Money(Decimal(1235), "KRW")


def test_larger_parts_come_first():
    assert usd("100.00").shares(3) == [usd("33.34"), usd("33.33"), usd("33.33")]


def test_a_fraction_of_a_coin_cannot_be_split():
    with pytest.raises(ValueError, match="more decimals than the currency allows"):
        usd("0.001").shares(2)


def test_nothing_is_split_into_no_parts():
    with pytest.raises(ValueError, match="one part or more"):
        usd("1").shares(0)


@given(money(), st.integers(1, 200))
def test_parts_add_up_exactly_and_differ_by_one_coin(whole: Money, parts: int):
    shares = whole.shares(parts)

    amounts = [share.amount for share in shares]
    coin = Decimal(1).scaleb(-PLACES[whole.currency])
    assert len(shares) == parts
    assert sum(amounts) == whole.amount
    assert max(amounts) - min(amounts) <= coin
    assert amounts == sorted(amounts, key=abs, reverse=True)


@given(money("USD"), money("USD"), money("USD"))
def test_adding_is_a_group(one: Money, two: Money, three: Money):
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one - one == usd("0")
    assert (one < two) == (two - one > usd("0"))


@given(money())
def test_rounding_again_changes_nothing(amount: Money):
    assert amount.rounded() == amount
    assert amount.rounded().rounded() == amount.rounded()


def test_people_read_it_in_their_own_way():
    assert usd("7000").text("en") == "$7,000.00"
    assert usd("7000").text("ko") == "US$7,000.00"
    assert Money(Decimal(1_000_000), "KRW").text("ko") == "₩1,000,000"
