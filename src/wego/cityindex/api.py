"""The open API of the index: editions, results with their intervals, and a city's explanation; public, read-only."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from wego.cityindex import exports
from wego.cityindex.listings import CHANGES
from wego.cityindex.models import Edition, Element
from wego.cityindex.queries import editions as reads
from wego.cityindex.queries import explanations, rankings
from wego.cityindex.queries.changes import changes_of
from wego.cityindex.queries.rankings import RankingFilters
from wego.core.listings.api import Paged, item_schema, list_schema, part_of
from wego.core.text_schemas import Names
from wego.records.models import Source

router = Router(tags=["index"])

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class IndexEditionItem(Schema):
    """An edition; `pilot` ones are computed from public figures alone."""

    code: str
    status: Literal["draft", "pilot", "published"]
    names: Names
    figures_of: int
    compiled_on: date
    ranked: int
    listed: int
    draws: int
    seed: int
    sha256: str = Field(description="of the figures and the method")
    follows: str | None = Field(description="the edition with which it is compared")


class IndexEditionList(Schema):
    count: int
    items: list[IndexEditionItem]


class ElementItem(Schema):
    """An indicator or an aggregate. `from` and `to` are its two ends, where the method sets any."""

    code: str
    parent: str | None
    names: Names | None
    weight: float
    effective_weight: float
    direction: Literal[-1, 1]
    from_: float | None = Field(alias="from")
    to: float | None
    median: float | None
    period: str | None
    sources: list[str] = Field(description="of the figures in this edition; none for an aggregate")


class FileItem(Schema):
    name: str
    url: str
    size: int
    sha256: str


class EditionDetail(IndexEditionItem):
    """`method` is the method as run, every default spelled out; `command` gives the same numbers from the files."""

    elements: list[ElementItem]
    method: dict[str, Any]
    files: list[FileItem]
    command: str


class RankInterval(Schema):
    """Of the ranks over the draws: mean, median, 5 % and 95 % quantile, best and worst."""

    mean: float
    median: float
    q5: float
    q95: float
    low: int
    high: int


class City(Schema):
    unit: str
    names: Names
    country: str = Field(description="ISO 3166-1 alpha-2")
    region: str
    member: bool


class ResultItem(City):
    rank: int
    rank_interval: RankInterval
    scores: dict[str, float | None]


class ResultList(Schema):
    count: int
    items: list[ResultItem]


ChangeItem = item_schema(
    CHANGES,
    "ChangeItem",
    """A city's way from the edition before. Places are won (above 0) or lost; those by its figures, by the method and
by what others did sum to all of them. Null: not to be split.""",
)
ChangeList = list_schema(ChangeItem, "ChangeList")


class ListedItem(City):
    """A city that is not ranked, with the reason and how much is known."""

    reason: str
    measured_in: str | None
    own_values: int
    values: int


class ListedList(Schema):
    count: int
    items: list[ListedItem]


class ExplainedElement(Schema):
    """`weight` is the share among the siblings that this city has, `effective_weight` that in the whole, `points` what
    is added to the overall score. `value` is the figure as published; `level` says whose it is."""

    code: str
    parent: str | None
    score: float | None
    rank: int | None
    weight: float | None
    effective_weight: float | None
    points: float | None
    median: float | None
    value: str | None
    level: Literal["city", "country"] | None
    period: str | None
    source: str | None
    quality: str | None
    page: str | None
    note: str | None


class UnitDetail(City):
    rank: int | None
    rank_interval: RankInterval | None
    reason: str | None
    measured_in: str | None
    elements: list[ExplainedElement]


class RankingQuery(Paged):
    """What may be asked. A code that does not exist selects nothing; a value that is no code is refused with 422."""

    region: Code | None = Field(None, description="of the scheme of 2022")
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = Field(None, description="ISO 3166-1 alpha-2")
    members: bool = Field(False, description="members only")

    def filters(self, sort: str = "") -> RankingFilters:
        return RankingFilters(region=self.region or "", country=self.country or "", members=self.members, sort=sort)


class AskedResults(RankingQuery):
    sort: str = Field("", max_length=60, description="code of a pillar; the rank without it")


@router.get("/index/editions", response=IndexEditionList, by_alias=True, url_name="index_editions")
def editions(request: HttpRequest) -> dict[str, Any]:
    """Every edition that is out, the newest first."""
    items = [_edition(found) for found in reads.editions_visible_to(request.user)]
    return {"count": len(items), "items": items}


@router.get("/index/editions/{code}", response=EditionDetail, by_alias=True, url_name="index_edition")
def edition(request: HttpRequest, code: str) -> dict[str, Any]:
    """One edition: its elements, the method as run, the files."""
    found = get_object_or_404(reads.editions_visible_to(request.user), code=code)
    elements = reads.elements_of(found)
    codes = {element.pk: element.code for element in elements}
    sources = reads.sources_of(found)
    return _edition(found) | {
        "elements": [_element(element, codes, sources.get(element.pk, [])) for element in elements],
        "method": found.method,
        "files": [
            {
                "name": file.name,
                "url": request.build_absolute_uri(reverse("cityindex:file", args=[found.code, file.name])),
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in reads.files_of(found)
        ],
        "command": exports.recompute_command(found),
    }


@router.get("/index/editions/{code}/results", response=ResultList, by_alias=True, url_name="index_results")
def results(request: HttpRequest, code: str, asked: Query[AskedResults]) -> dict[str, Any]:
    """The ranked cities in order, at full precision."""
    found = _visible(request, code)
    root, pillars = reads.pillars_of(found)
    units = rankings.ranked_units(found, asked.filters(asked.sort), pillars)
    rows = rankings.rows_of(units[asked.offset : asked.offset + asked.limit], root, pillars)
    return {"count": units.count(), "items": exports.as_records(rows, root)}


@router.get("/index/editions/{code}/changes", response=ChangeList, url_name="index_changes")
def changes(request: HttpRequest, code: str, asked: Query[Paged]) -> dict[str, Any]:
    """What moved since the edition that this one follows; nothing where it follows none."""
    return part_of(CHANGES, changes_of(_visible(request, code)), asked)


@router.get("/index/editions/{code}/listed", response=ListedList, by_alias=True, url_name="index_listed")
def listed(request: HttpRequest, code: str, asked: Query[RankingQuery]) -> dict[str, Any]:
    """The cities that are listed and not ranked, with the reason."""
    found = _visible(request, code)
    units = rankings.listed_units(found, asked.filters()).select_related("measured_in")
    items = [
        {
            "unit": unit.slug,
            "names": unit.names(),
            "country": unit.country,
            "region": unit.region.code,
            "member": unit.is_member,
            "reason": unit.reason,
            "measured_in": unit.measured_in.slug if unit.measured_in else None,
            "own_values": unit.own_count,  # type: ignore[attr-defined]
            "values": unit.value_count,  # type: ignore[attr-defined]
        }
        for unit in units[asked.offset : asked.offset + asked.limit]
    ]
    return {"count": units.count(), "items": items}


@router.get("/index/editions/{code}/units/{slug}", response=UnitDetail, by_alias=True, url_name="index_unit")
def unit(request: HttpRequest, code: str, slug: str) -> dict[str, Any]:
    """A city, ranked or listed, down to each value with its source."""
    found = _visible(request, code)
    city = explanations.unit_of(found, slug)
    if city is None:
        raise Http404
    return exports.explanation_record(explanations.explanation_of(found, city))


def _visible(request: HttpRequest, code: str) -> Edition:
    return get_object_or_404(reads.editions_visible_to(request.user), code=code)


def _edition(found: Any) -> dict[str, Any]:
    fields = ("code", "status", "figures_of", "compiled_on", "draws", "seed", "sha256")
    counts = {"ranked": found.ranked_count, "listed": found.listed_count}
    return (
        {name: getattr(found, name) for name in fields}
        | counts
        | {
            "names": found.name.by_language(),
            "follows": found.follows.code if found.follows else None,
        }
    )


def _element(element: Element, codes: dict[int, str], sources: list[Source]) -> dict[str, Any]:
    name = element.indicator.name if element.indicator else element.own_name
    return {
        "code": element.code,
        "parent": codes[element.parent_id] if element.parent_id else None,
        "names": name.by_language() if name.source else None,
        "weight": element.weight,
        "effective_weight": element.effective_weight,
        "direction": element.direction,
        "from": element.lower,
        "to": element.upper,
        "median": element.median,
        "period": element.period or None,
        "sources": [source.code for source in sources],
    }
