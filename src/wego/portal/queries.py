"""What the home page says of the network at a glance, and the tasks that somebody may look through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wego.accounts.authorization import Permission, has_permission, people_permitted
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.queries import open_tasks_of
from wego.core.people_names import name_for
from wego.core.search.kinds import SEARCH_KINDS
from wego.members.models import ContactPoint, Edition, EditionEntry, Organisation, Region


@dataclass(frozen=True)
class RegionCount:
    """Local governments of a region; `share` is that of the largest region, in per cent, for the bar."""

    region: Region
    count: int
    share: float


@dataclass(frozen=True)
class Glance:
    """The latest edition of the member list, counted from its rows; `stated_only` members are counted but not named."""

    edition: Edition
    by_kind: dict[str, int]
    stated_only: dict[str, int]
    by_region: list[RegionCount]
    countries: int
    # The fewest and the most inhabitants of a local government, where a population is stated.
    smallest: int | None = None
    largest: int | None = None
    # The country with the most local governments, and how many those are.
    most_in: tuple[str, int] | None = None

    @property
    def local_governments(self) -> int:
        return self.by_kind.get(Organisation.Kind.LOCAL_GOVERNMENT, 0)

    @property
    def institutions(self) -> int:
        return self.by_kind.get(Organisation.Kind.INSTITUTION, 0)

    @property
    def corporations(self) -> int:
        kind = Organisation.Kind.CORPORATION
        return self.by_kind.get(kind, 0) or self.stated_only.get(kind, 0)


def glance() -> Glance | None:
    """The network in numbers; None before a network folder is loaded. Three queries."""
    edition = Edition.objects.order_by("-as_of").first()
    if edition is None:
        return None
    rows = EditionEntry.objects.filter(edition=edition).values_list(
        "organisation__kind", "organisation__country", "region_id", "organisation__place__population"
    )
    kinds: Counter[str] = Counter()
    regions: Counter[int] = Counter()
    countries: Counter[str] = Counter()
    populations = []
    for kind, country, region, population in rows:
        kinds[kind] += 1
        if kind == Organisation.Kind.LOCAL_GOVERNMENT:
            regions[region] += 1
            countries[country] += 1
            if population:
                populations.append(population)
    largest = max(regions.values(), default=0) or 1
    by_region = [
        RegionCount(region, regions[region.pk], 100 * regions[region.pk] / largest)
        for region in Region.objects.filter(scheme=edition.scheme)
    ]
    return Glance(
        edition,
        dict(kinds),
        _stated_only(edition),
        by_region,
        len(countries),
        min(populations, default=None),
        max(populations, default=None),
        min(countries.items(), key=lambda one: (-one[1], one[0]), default=None),
    )


def _stated_only(edition: Edition) -> dict[str, int]:
    """Kinds that the documents count without naming a single member."""
    return {
        stated["kind"]: stated["count"]
        for stated in edition.stated
        if stated.get("kind") and stated.get("named") == 0 and not stated.get("region")
    }


def contact_points() -> list[ContactPoint]:
    """How the network is reached now, in a fixed order of channels."""
    order = list(ContactPoint.Channel.values)
    return sorted(ContactPoint.objects.filter(is_in_force=True), key=lambda point: order.index(point.channel))


def tasks_visible_to(user: Any) -> QuerySet[DatedTask]:
    """Tasks with their owners' names: everybody's for who may see them, what one has to do for the others."""
    tasks = DatedTask.objects.all() if has_permission(user, "portal.see_tasks") else open_tasks_of(user)
    return tasks.annotate(owner_name=name_for("owner_key"))


def open_tasks_visible_to(user: Any) -> QuerySet[DatedTask]:
    """What is still to be done."""
    return tasks_visible_to(user).filter(done_at=None)


def may_open(kind: str, key: UUID) -> bool:
    """Whether a role of this person opens pages of things of a kind in the office; yes of what no role guards."""
    found = next((one for one in SEARCH_KINDS.values() if one.model._meta.label == kind), None)
    if found is None or not isinstance(found.opened_in_office_by, Permission):
        return True
    return any(person.key == key for person in people_permitted(found.opened_in_office_by.code))


def tasks_due(user: Any, *, until: date) -> QuerySet[DatedTask]:
    """What of a person's own and of nobody's is due by a day."""
    tasks = open_tasks_of(user, with_nobodys=has_permission(user, "portal.assign_task"))
    return tasks.filter(due_on__lte=until).annotate(owner_name=name_for("owner_key"))
