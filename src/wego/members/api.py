"""The open API of the register: organisations, regions, editions; public, read-only, without a key."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from wego.core.text_schemas import NamesWithNative, Summary
from wego.members import representation
from wego.members.queries.directory import Register, Selection, in_order, part_of, select, with_rows
from wego.members.queries.profile import history_of, profiles_visible_to

router = Router(tags=["members"])

Kind = Literal["local_government", "corporation", "institution"]
Standing = Literal["full", "associate", "friendship", "former", "unstated"]
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=30)]


class OrganisationItem(Schema):
    """One organisation. With `edition`, region and standing are those of that edition; else those of today."""

    slug: str
    kind: Kind
    subkind: str | None
    country: str = Field(description="ISO 3166-1 alpha-2")
    region: str
    names: NamesWithNative
    standing: Standing | None
    latitude: float
    longitude: float
    position_quality: Literal["certain", "approximate"]
    population: int | None
    editions: list[str]


class OrganisationList(Schema):
    count: int
    items: list[OrganisationItem]


class PlaceItem(Schema):
    """Where position and population come from; a population without a year is of an unknown one."""

    population_year: int | None
    geonames_id: int | None
    source: str | None
    note: str | None


class StandingPeriod(Schema):
    """A period [from, until). Without `is_first_day_known` it may have begun earlier."""

    standing: Standing
    from_: date = Field(alias="from")
    until: date | None
    is_first_day_known: bool
    source: str | None


class MemberListRow(Schema):
    """The row of one edition; `printed` holds the very forms of its documents."""

    edition: str
    as_of: date
    region: str
    standing: Standing
    printed: dict[str, str]
    documents: list[str]
    note: str | None


class OrganisationDetail(OrganisationItem):
    other_spellings: list[str]
    native_language: str | None
    website: str | None
    summary: Summary
    place: PlaceItem
    standings: list[StandingPeriod]
    member_lists: list[MemberListRow]


class RegionItem(Schema):
    scheme: str
    code: str
    names: dict[str, str]
    countries: list[str]


class RegionList(Schema):
    count: int
    items: list[RegionItem]


class MemberListEditionItem(Schema):
    """An edition of the member list; `stated` holds the numbers that its documents print."""

    code: str
    as_of: date
    as_of_precision: Literal["year", "month", "day"]
    region_scheme: str
    documents: list[str]
    stated: list[dict[str, Any]]


class MemberListEditionList(Schema):
    count: int
    items: list[MemberListEditionItem]


class OrganisationQuery(Schema):
    """What may be asked. A code that does not exist selects nobody; a value that is no code is refused with 422."""

    q: str = Field(
        "", max_length=200, description="part of a name, in any script; case, accents and spaces are ignored"
    )
    kind: Kind | None = None
    region: Code | None = Field(None, description="of the edition's scheme; of the newest scheme without `edition`")
    country: Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")] | None = Field(None, description="ISO 3166-1 alpha-2")
    standing: Standing | None = Field(None, description="without it, all members except former ones")
    edition: Code | None = Field(None, description="all members listed in that edition")
    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=1_000_000)

    def selection(self) -> Selection:
        return Selection(
            q=self.q,
            kind=self.kind or "",
            region=self.region or "",
            country=self.country or "",
            standing=self.standing or "",
            edition=self.edition or "",
        )


@router.get("/organisations", response=OrganisationList, by_alias=True, url_name="organisations")
def organisations(request: HttpRequest, asked: Query[OrganisationQuery]) -> dict[str, Any]:
    """Organisations by name, kind, region, country, standing and edition, ordered by English name."""
    register = Register()
    chosen = select(request.user, asked.selection(), register)
    rows = part_of(with_rows(in_order(chosen, "name", register, ())), asked.offset, asked.offset + asked.limit)
    return {"count": chosen.count(), "items": list(representation.items(rows, register))}


@router.get("/organisations/{slug}", response=OrganisationDetail, by_alias=True, url_name="organisation")
def organisation(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One organisation with its standing over time and the rows of the lists that name it."""
    found = get_object_or_404(profiles_visible_to(request.user), slug=slug)
    return representation.detail(found, history_of(found))


@router.get("/regions", response=RegionList, by_alias=True, url_name="regions")
def regions(request: HttpRequest) -> dict[str, Any]:
    """The regions of every scheme, each in its scheme's order."""
    items = [
        {
            "scheme": region.scheme,
            "code": region.code,
            "names": region.name.by_language(),
            "countries": region.countries,
        }
        for region in Register(editions=()).regions.values()
    ]
    return {"count": len(items), "items": items}


@router.get("/editions", response=MemberListEditionList, by_alias=True, url_name="editions")
def editions(request: HttpRequest) -> dict[str, Any]:
    """The editions of the member list, oldest first."""
    items = [
        {
            "code": edition.code,
            "as_of": edition.as_of,
            "as_of_precision": edition.as_of_precision,
            "region_scheme": edition.scheme,
            "documents": edition.documents,
            "stated": edition.stated,
        }
        for edition in Register(regions=()).editions
    ]
    return {"count": len(items), "items": items}
