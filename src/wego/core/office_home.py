"""What apps put on the office's first page: queues, the week, dates, pictures. Connected in `config/wiring.py`.

Each app fills the slot in `<app>/office_home.py`, with what the reader may see and a few queries, however much waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.utils import timezone

from wego.core.assignments.queries import NOBODYS, AssignedItem, assigned_items
from wego.core.front_page import DateItem
from wego.core.hooks import Slot
from wego.core.money import Money
from wego.core.next_steps import NextStep
from wego.core.office import Words

# All are asked with `user` and `today`, and tell of what this reader may see.
queues = Slot("core.office_home.queues")  # -> an iterable of WorkQueue or None, in the order of work
week = Slot("core.office_home.week")  # -> an iterable of WeekCount
dates = Slot("core.office_home.dates")  # -> an iterable of DateItem
pictures = Slot("core.office_home.pictures")  # -> an iterable of Picture

WEEK = timedelta(days=7)
MOST_DATES = 6


@dataclass(frozen=True)
class WaitingRows:
    """Rows that wait: how many, since when the oldest, and what they amount to in each currency."""

    count: int = 0
    oldest: date | None = None
    amounts: tuple[Money, ...] = ()

    def __add__(self, other: WaitingRows) -> WaitingRows:
        days = [one.oldest for one in (self, other) if one.oldest]
        return WaitingRows(self.count + other.count, min(days, default=None), added_up([*self.amounts, *other.amounts]))


@dataclass(frozen=True)
class QueueOwner:
    """Who works on some of a queue, on how much of it, and the list of that."""

    name: str
    count: int
    url: str


@dataclass(frozen=True)
class WorkQueue:
    """What waits to be done: where it is worked off, why in a sentence, and how many of it are late."""

    label: Words
    url: str
    why: str
    waiting: WaitingRows
    late: int = 0
    may_act: bool = True  # or only look on
    rows: QuerySet[Any] | None = None  # what waits, where it can be assigned
    is_one: bool = False  # `rows` are one thing with much in it, and `url` is its page
    owners: tuple[QueueOwner, ...] = ()  # who works on how much of it; on the first page

    @classmethod
    def of(
        cls,
        label: Words,
        url: str,
        why: str,
        waiting: WaitingRows,
        *,
        late: int = 0,
        may_act: bool = True,
        rows: QuerySet[Any] | None = None,
    ) -> WorkQueue | None:
        """None where nothing waits; `why` is filled in with the count."""
        if not waiting.count:
            return None
        return cls(label, url, why % {"count": waiting.count}, waiting, late, may_act, rows)

    @property
    def unassigned(self) -> int:
        """How much of it is nobody's; none where it cannot be assigned, or is one thing that is."""
        if self.is_one:
            return 0
        return self.waiting.count - sum(one.count for one in self.owners) if self.rows is not None else 0

    def owned_url(self, whose: str) -> str:
        """The list of it, narrowed to an owner."""
        if self.is_one:
            return self.url
        return f"{self.url}{'&' if '?' in self.url else '?'}assigned={whose}"

    @property
    def unassigned_url(self) -> str:
        return self.owned_url(NOBODYS)

    @property
    def next_step(self) -> NextStep:
        return NextStep(str(self.label), self.url, self.why)


@dataclass(frozen=True)
class WeekCount:
    """What came in, or was decided, in the last seven days."""

    label: Words
    count: int
    url: str
    is_decision: bool = False
    amounts: tuple[Money, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture of a part, with its numbers: the page includes `template` with `data`."""

    title: str
    template: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class OfficeHome:
    """The first page: what is late before what is not, what the reader may do before what is only to be seen."""

    queues: list[WorkQueue]
    came_in: list[WeekCount]
    decided: list[WeekCount]
    dates: list[DateItem]
    pictures: list[Picture]
    my_work: list[AssignedItem]  # what is assigned to the reader and waits, the longest first

    @property
    def late(self) -> list[WorkQueue]:
        return [queue for queue in self.queues if queue.late]

    @property
    def to_do(self) -> list[WorkQueue]:
        return [queue for queue in self.queues if not queue.late]


def queues_for(user: Any, *, today: date) -> list[WorkQueue]:
    """What waits that this person sees, the person's own work first; as many queries however much waits."""
    found: list[WorkQueue] = [queue for queue in _all(queues, user, today) if queue]
    return sorted(found, key=lambda queue: not queue.may_act)


def _with_owners(found: list[WorkQueue], assigned: list[AssignedItem]) -> list[WorkQueue]:
    """Each with who works on it, by name."""
    counts = [Counter[tuple[str, str]]() for _queue in found]
    for one in assigned:
        for place in one.places:
            counts[place][one.owner, str(one.assignment.owner_key)] += 1
    return [
        replace(
            queue,
            owners=tuple(
                QueueOwner(name, count, queue.owned_url(key)) for (name, key), count in sorted(owners.items())
            ),
        )
        for queue, owners in zip(found, counts, strict=True)
    ]


def office_home(user: Any, *, today: date) -> OfficeHome:
    """What all apps have for this person today."""
    counts: list[WeekCount] = [one for one in _all(week, user, today) if one.count]
    found = queues_for(user, today=today)
    queued = {place: rows for place, one in enumerate(found) if (rows := one.rows) is not None}
    assigned = assigned_items(user, on=today, queues=queued)
    coming: list[DateItem] = sorted(_all(dates, user, today), key=lambda one: one.starts_on)
    return OfficeHome(
        queues=_with_owners(found, assigned),
        came_in=[one for one in counts if not one.is_decision],
        decided=[one for one in counts if one.is_decision],
        dates=coming[:MOST_DATES],
        pictures=list(_all(pictures, user, today)),
        my_work=[one for one in assigned if one.is_mine],
    )


def _all(slot: Slot, user: Any, today: date) -> Iterator[Any]:
    for offered in slot.collect(user=user, today=today):
        yield from offered


def waiting(rows: QuerySet[Any], *, since: str, amount: str = "", currency: str = "currency") -> WaitingRows:
    """What waits of some rows, in one query; `amount` is added up for each currency."""
    rows = rows.order_by().select_related(None)
    if not amount:
        found = rows.aggregate(count=Count("pk"), oldest=Min(since))
        return WaitingRows(found["count"], day_of(found["oldest"]))
    groups = rows.values(code=F(currency)).annotate(count=Count("pk"), oldest=Min(since), sum=Sum(amount))
    return added(WaitingRows(row["count"], day_of(row["oldest"]), coins(row["sum"], row["code"])) for row in groups)


def added(several: Iterable[WaitingRows]) -> WaitingRows:
    """Several taken together."""
    return sum(several, WaitingRows())


def coins(amount: Any, currency: str) -> tuple[Money, ...]:
    """A sum of the database, exact to the coin (SQLite adds up floating point numbers); nothing where it is nothing."""
    money = Money(Decimal(amount or 0).quantize(Decimal("0.001")), currency).rounded()
    return (money,) if money else ()


def added_up(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One amount for each currency, in the order of their codes."""
    sums: dict[str, Money] = {}
    for one in amounts:
        sums[one.currency] = sums[one.currency] + one if one.currency in sums else one
    return tuple(sums[code] for code in sorted(sums))


def day_of(value: date | datetime | None) -> date | None:
    """The network's day of a moment; a day is itself."""
    return timezone.localdate(value) if isinstance(value, datetime) else value


def counted(**conditions: Q) -> dict[str, Count]:
    """For `aggregate`: how many rows meet each condition, so that one query tells of several."""
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def week_before(today: date) -> datetime:
    """The moment from which something was “this week”."""
    return timezone.make_aware(datetime.combine(today - WEEK, datetime.min.time()))
