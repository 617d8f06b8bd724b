"""Two editions of the member list beside each other: who stayed, left and joined, counted from the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wego.members.models import Edition, EditionEntry, Organisation, Region
from wego.members.queries.directory import Register


@dataclass(frozen=True)
class RegionChange:
    """A region of the later edition's scheme: who stayed, left and joined there."""

    region: Region
    kept: Sequence[Organisation]
    left: Sequence[Organisation]
    joined: Sequence[Organisation]

    @property
    def earlier(self) -> int:
        return len(self.kept) + len(self.left)

    @property
    def later(self) -> int:
        return len(self.kept) + len(self.joined)


@dataclass(frozen=True)
class EditionComparison:
    """Organisations of some kinds in two editions."""

    regions: Sequence[RegionChange]

    @property
    def kept(self) -> list[Organisation]:
        return [organisation for region in self.regions for organisation in region.kept]

    @property
    def left(self) -> list[Organisation]:
        return [organisation for region in self.regions for organisation in region.left]

    @property
    def joined(self) -> list[Organisation]:
        return [organisation for region in self.regions for organisation in region.joined]

    @property
    def earlier(self) -> int:
        return sum(region.earlier for region in self.regions)

    @property
    def later(self) -> int:
        return sum(region.later for region in self.regions)

    @property
    def largest(self) -> int:
        """The longest bar of the picture."""
        return max((len(r.kept) + len(r.joined) + len(r.left) for r in self.regions), default=0)


def compare(earlier: Edition, later: Edition, register: Register) -> tuple[EditionComparison, EditionComparison]:
    """Local governments, and the other organisations apart. One query."""
    rows = (
        EditionEntry.objects.filter(edition__in={earlier.pk, later.pk})
        .select_related("organisation")
        .only(
            "edition_id",
            "region_id",
            *(f"organisation__{name}" for name in ("slug", "kind", "country", "name")),
        )
        .order_by("organisation__sort_en")
    )
    entries = list(rows)
    governments = [entry for entry in entries if entry.organisation.kind == Organisation.Kind.LOCAL_GOVERNMENT]
    others = [entry for entry in entries if entry.organisation.kind != Organisation.Kind.LOCAL_GOVERNMENT]
    return _compare(governments, earlier, later, register), _compare(others, earlier, later, register)


def _compare(
    entries: Iterable[EditionEntry], earlier: Edition, later: Edition, register: Register
) -> EditionComparison:
    before: dict[int, EditionEntry] = {}
    after: dict[int, EditionEntry] = {}
    for entry in entries:
        if entry.edition_id == earlier.pk:
            before[entry.organisation_id] = entry
        if entry.edition_id == later.pk:
            after[entry.organisation_id] = entry
    kept = {pk: after[pk] for pk in after if pk in before}
    left = {pk: before[pk] for pk in before if pk not in after}
    joined = {pk: after[pk] for pk in after if pk not in before}
    regions = register.regions_of(later.scheme)
    homes = {pk: register.regions[entry.region_id] for pk, entry in after.items()}
    homes |= {pk: _in_scheme(entry, regions, register) for pk, entry in left.items()}
    regions += [home for home in dict.fromkeys(homes.values()) if home not in regions]

    def there(group: Mapping[int, EditionEntry], region: Region) -> list[Organisation]:
        return [entry.organisation for pk, entry in group.items() if homes[pk] == region]

    changes = [
        RegionChange(region, there(kept, region), there(left, region), there(joined, region)) for region in regions
    ]
    return EditionComparison([change for change in changes if change.earlier or change.later])


def _in_scheme(entry: EditionEntry, regions: Iterable[Region], register: Register) -> Region:
    """Where somebody who left would stand in the later scheme: by country, else by the region's code, or as before."""
    was = register.regions[entry.region_id]
    by_country = [region for region in regions if entry.organisation.country in region.countries]
    by_code = [region for region in regions if region.code == was.code]
    return (by_country or by_code or [was])[0]
