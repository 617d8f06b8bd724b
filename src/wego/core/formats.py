"""How values are written for readers: numbers, money, days and moments, in the language in force."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import (
    format_date,
    format_datetime,
    format_timedelta,
    get_date_format,
    get_datetime_format,
    get_time_format,
)
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext

from wego.core.countries import country_name
from wego.core.money import Money, babel_locale
from wego.core.time_zones import end_of_day, local_moment, zone_name


def country(code: str) -> str:
    """The country's name in the reader's language."""
    return country_name(code)


def figure(value: Any, decimals: int | None = None) -> str:
    """A number with the reader's separators: `{{ 35379|figure }}`, `{{ score|figure:1 }}`; a dash for none."""
    if value is None or value == "" or value != value:
        return "–"
    if isinstance(value, Decimal) and decimals is None:
        value = value.normalize()
    return _formatted(value, decimals, get_language() or "en")


def signed(value: float | None, decimals: int = 1) -> str:
    """A difference with its sign: `{{ gain|signed:1 }}`; what rounds to nothing has none; a dash for none."""
    if value is None:
        return "–"
    rounded = round(value, decimals) or 0.0
    return ("+" if rounded > 0 else "") + figure(rounded, decimals)


# A table says the same few thousand numbers over and over, and writing one takes a tenth of a millisecond.
@lru_cache(maxsize=10_000, typed=True)
def _formatted(value: Any, decimals: int | None, language: str) -> str:
    pattern = None if decimals is None else "#,##0" + ("." + "0" * int(decimals) if int(decimals) else "")
    return format_decimal(value, format=pattern, locale=babel_locale(language))


def money(value: Money) -> str:
    """An amount with its currency, as the reader's language writes it."""
    return _money_text(value.amount, value.currency, get_language() or "en")


@lru_cache(maxsize=10_000, typed=True)
def _money_text(amount: Decimal, currency: str, language: str) -> str:
    return Money(amount, currency).text(language)


def day(value: datetime.date | None) -> str:
    """A date in words: `Wednesday, 12 October 2016`; Korean and Chinese leave out the weekday."""
    if not value:
        return "–"
    language = get_language() or "en"
    style = "long" if language.startswith(("ko", "zh")) else "full"
    return format_date(_day_of(value), style, locale=babel_locale(language))


def short_day(value: datetime.date | None) -> str:
    """A date for tables."""
    return _day_text(_day_of(value), get_language() or "en") if value else "–"


def age(value: datetime.date | None) -> str:
    """How long ago a day was, rounded to one unit ("4 months"); nothing for today and for days to come."""
    days = (timezone.localdate() - _day_of(value)).days if value else 0
    if days < 1:
        return ""
    passed, locale = datetime.timedelta(days=days), babel_locale(get_language() or "en")
    return str(format_timedelta(passed, granularity="day", threshold=1, locale=locale))


@lru_cache(maxsize=4_000)
def _day_text(value: datetime.date, language: str) -> str:
    return str(format_date(value, "medium", locale=babel_locale(language)))


def _day_of(value: datetime.date) -> datetime.date:
    """The reader's day of a moment; a day is itself."""
    return local_moment(value).date() if isinstance(value, datetime.datetime) else value


def moment(value: datetime.datetime | None) -> str:
    """A time with its zone, the reader's own where known: where time matters, the zone is said."""
    if not value:
        return "–"
    local = local_moment(value)
    language = get_language() or "en"
    return f"{format_datetime(local, _moment_pattern(language), locale=babel_locale(language))} {zone_name(local)}"


def deadline(value: datetime.date | None) -> str:
    """The last day of a term, with the moment at which it is over: a day of the network ends at its seat."""
    if not value:
        return "–"
    end = moment(end_of_day(value))
    return gettext("%(day)s (until %(end)s)") % {"day": day(value), "end": end}


@lru_cache
def _moment_pattern(language: str) -> str:
    """Day and minute, with the half of the day in words: Korean writes 오전, which its short form leaves in Latin."""
    locale = babel_locale(language)
    day, time = get_date_format("medium", locale).pattern, get_time_format("short", locale).pattern
    return str(get_datetime_format("medium", locale)).replace("{1}", day).replace("{0}", time.replace("a", "aaaa"))


def of(value: float, whole: float) -> float:
    """Share in per cent, for the width of a bar: `{{ answered|of:total }}`."""
    return round(100 * value / whole, 2) if whole else 0.0


def plain(value: Any) -> str:
    """A number as CSS and SVG need it, whatever the language."""
    return f"{float(value):.4g}" if abs(float(value)) < 1000 else f"{float(value):.1f}"
