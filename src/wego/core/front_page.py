"""What apps put on the front page: findings computed from the record, news, dates. Connected in `config/wiring.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.safestring import SafeString

from wego.core.hooks import Slot
from wego.core.maps import WorldMap

Item = TypeVar("Item")

# filler() -> an iterable of Finding, each good for a day of its own, in an order that does not change by itself.
findings = Slot("core.front_page.findings")
# filler(today) -> an iterable of NewsItem, or of DateItem; the page sorts them and shows the nearest.
news = Slot("core.front_page.news")
dates = Slot("core.front_page.dates")
# filler(user) -> the map of the network that this reader may see.
network_maps = Slot("core.front_page.network_maps")

MOST_NEWS, MOST_DATES = 4, 4


@dataclass(frozen=True)
class Finding:
    """One thing that the record says: a sentence, the picture of it, where more is, and whose figures they are."""

    title: str
    text: str
    url: str
    more: str
    source: str
    picture: SafeString | str = ""
    ends: tuple[str, ...] = ()  # what stands at the ends of the picture
    picture_label: str = ""


@dataclass(frozen=True)
class NewsItem:
    """What came out on a day."""

    day: date
    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class DateItem:
    """What will be on a day, or from one day to another."""

    starts_on: date
    title: str
    ends_on: date | None = None
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class FrontPage:
    """What the front page shows on a day."""

    finding: Finding | None
    news: list[NewsItem]
    dates: list[DateItem]
    network_map: WorldMap | None


def front_page(user: Any, *, today: date) -> FrontPage:
    """The network's map, the finding of the day, the latest news, the next dates: what all apps offer together."""
    offered = _all(findings.collect())
    told: list[NewsItem] = sorted(_all(news.collect(today=today)), key=lambda one: one.day, reverse=True)
    coming: list[DateItem] = sorted(_all(dates.collect(today=today)), key=lambda one: one.starts_on)
    finding = offered[today.toordinal() % len(offered)] if offered else None
    drawn = next(iter(network_maps.collect(user=user)), None)
    return FrontPage(finding, told[:MOST_NEWS], coming[:MOST_DATES], drawn)


def _all(answers: Iterable[Iterable[Item]]) -> list[Item]:
    return [one for answer in answers for one in answer]
