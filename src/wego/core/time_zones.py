"""In whose time a moment is told: the reader's, where known; else that of the network's seat.

Days of the network (due dates, years, months) begin at its seat for everybody. Only moments are told in the reader's
own time, and always with the zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wego.core.hooks import Slot
from wego.core.money import babel_locale

# Filled from above with the zone's name of whoever has this address (`address`), None where nobody has chosen one.
zone_of_address = Slot("core.zones.zone_of_address")

_find: ContextVar[Callable[[], str]] = ContextVar("find", default=lambda: "")


@contextmanager
def reading(find: Callable[[], str]) -> Iterator[None]:
    """Tell moments in the zone that `find` names; it is asked only when there is one to tell."""
    token = _find.set(find)
    try:
        yield
    finally:
        _find.reset(token)


def reading_mail(address: str) -> AbstractContextManager[None]:
    """Tell moments as whoever has this address reads them."""
    return reading(lambda: next(iter(zone_of_address.collect(address=address)), ""))


def readers_zone() -> tzinfo:
    name = _find.get()()
    return ZoneInfo(name) if name in _zones() else timezone.get_default_timezone()


def local_moment(value: datetime) -> datetime:
    return timezone.localtime(value, readers_zone())


def end_of_day(day: date) -> datetime:
    """The moment at which a day of the network is over."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone.get_default_timezone())


def zone_name(local: datetime) -> str:
    """`KST`; where a zone has no letters of its own, its distance from UTC: `UTC-03:00`."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = local.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:]}"


@lru_cache(maxsize=4)
def zone_choices(language: str) -> list[tuple[str, str]]:
    """Every zone by its place in the reader's language."""
    locale = babel_locale(language)
    return sorted(((name, get_timezone_location(name, locale=locale)) for name in _zones()), key=lambda one: one[1])


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """The zones that belong to a territory: no aliases, no bare distances."""
    territories = get_global("zone_territories")
    return frozenset({name for name, where in territories.items() if where != "001"} & available_timezones())


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever is signed in and has chosen a zone reads moments in it."""

    def read(request: HttpRequest) -> HttpResponse:
        with reading(lambda: getattr(request.user, "time_zone", "")):
            return get_response(request)

    return read
