"""The map of members: dots that are links, with the list as its equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.core import map_geometry
from wego.core.countries import country_name, country_names
from wego.core.maps import Dot, Opens, WorldMap, frame_asked
from wego.core.texts import Text
from wego.members.forms.directory import filters_of, read_selection
from wego.members.models import Organisation, Place, Region
from wego.members.queries.directory import Register, Selection, count_by_country, countries_of, in_order, select

# Beyond so many the dots stand for countries, so that the page weighs the same however large the network grows.
MOST_DOTS = 400
KEPT = ("region", "country", "kind", "edition")  # of what was asked, in a closer view
POPULATIONS = (1_000_000, 5_000_000)  # from these on the second and third size of a dot


@dataclass(frozen=True)
class Listed:
    """An entry of the list beside the map."""

    url: str
    name: str
    is_approximate: bool


class MapRow(NamedTuple):
    """What the map and its list need of a member."""

    slug: str
    kind: str
    country: str
    name: Text
    shown_region_id: int
    latitude: float
    longitude: float
    match: str
    population: int | None


PLACE = {"latitude", "longitude", "match", "population"}
CITIES_FIRST = 1e12  # a local government stands before whoever else shares its place, however few live there


def member_map(request: HttpRequest) -> HttpResponse:
    """Where the members are: the world, or one region or country drawn larger."""
    register = Register()
    asked = read_selection(request.GET.dict(), register)
    chosen = select(request.user, asked.selection, register)
    if not asked.is_understood:
        chosen = chosen.none()
    countries_shown = count_by_country(chosen)
    count = sum(shown["number"] for shown in countries_shown)
    is_by_country = count > MOST_DOTS
    rows = [] if is_by_country else _rows(chosen, register)
    closer = frame_asked(request.GET.get("frame", ""))
    if closer:
        rows = [row for row in rows if closer.holds(row.latitude, row.longitude)]
    dots = country_dots(countries_shown, count, register) if is_by_country else member_dots(rows, register)
    is_zoomed = bool(asked.selection.region or asked.selection.country)
    frame = closer or (map_geometry.frame_around([dot.position for dot in dots]) if is_zoomed else map_geometry.WORLD)
    countries = countries_of(request.user) if asked.is_narrowed else {shown["country"] for shown in countries_shown}
    scheme = register.scheme(asked.selection.edition)
    kept = {name: value for name in KEPT if (value := getattr(asked.selection, name))}
    context = {
        "asked": asked,
        "filters": filters_of(asked, register, countries, "region", "country", "kind", "edition"),
        "regions": register.regions_of(scheme),
        "frame": frame,
        "is_closer": closer is not None,
        "dots": dots,
        "map": WorldMap(_("Map of members"), "", dots, frame=frame, opens=Opens(asked=kept)),
        "groups": [] if is_by_country else _groups(rows, register),
        "countries": dots if is_by_country else [],
        "count": len(rows) if closer and not is_by_country else count,
        "approximate": sum(row.match == Place.Match.APPROXIMATE for row in rows)
        if closer
        else sum(shown["approximate"] for shown in countries_shown),
        "populations": POPULATIONS,
        "radii": map_geometry.RADII,
    }
    return render(request, "members/map.html", context)


def map_of_all(user: Any, *, url: str) -> WorldMap:
    """The whole network on the world, for a page that leads to the map at `url`."""
    register = Register()
    chosen = select(user, Selection(), register)
    countries = count_by_country(chosen)
    count = sum(shown["number"] for shown in countries)
    if count > MOST_DOTS:
        dots = country_dots(countries, count, register, url)
    else:
        dots = member_dots(_rows(chosen, register), register, f"{url}../")
    return WorldMap(_("Map of members"), "", dots, opens=Opens(url))


def size_class(population: int | None) -> int:
    """0, 1 or 2; the smallest where no population is stated."""
    return sum((population or 0) >= least for least in POPULATIONS)


def _rows(chosen: QuerySet[Organisation], register: Register) -> list[MapRow]:
    columns = [f"place__{name}" if name in PLACE else name for name in MapRow._fields]
    return [MapRow(*row) for row in in_order(chosen, "name", register, ()).values_list(*columns)]


def member_dots(rows: Sequence[MapRow], register: Register, below: str = "../") -> list[Dot]:
    language = get_language() or "en"
    countries = country_names(language)
    return [
        Dot(
            url=f"{below}{row.slug}/",
            label=f"{row.name.in_language(language)}, {countries.get(row.country, row.country)}",
            group=register.regions[row.shown_region_id].code,
            size=size_class(row.population),
            is_approximate=row.match == Place.Match.APPROXIMATE,
            latitude=row.latitude,
            longitude=row.longitude,
            name=row.name.in_language(language),
            weight=CITIES_FIRST * (row.kind == Organisation.Kind.LOCAL_GOVERNMENT) + (row.population or 0),
        )
        for row in rows
    ]


def country_dots(countries: Sequence[dict[str, Any]], count: int, register: Register, url: str = "") -> list[Dot]:
    """A dot for each country, in the middle of its members, sized by how many of all they are.

    It leads closer to the country; where that is shown already, to its list.
    """
    closer = f"{url}?country=" if len(countries) > 1 else f"{url}../?country="
    return [
        Dot(
            url=closer + shown["country"],
            label=f"{country_name(shown['country'])}: {shown['number']}",
            group=register.regions[shown["shown_region_id"]].code,
            size=(shown["number"] >= 0.01 * count) + (shown["number"] >= 0.05 * count),
            is_approximate=False,
            latitude=shown["latitude"],
            longitude=shown["longitude"],
            name=country_name(shown["country"]),
            weight=shown["number"],
            count=shown["number"],
        )
        for shown in countries
    ]


def _groups(rows: Sequence[MapRow], register: Register) -> list[tuple[Region, list[tuple[str, list[Listed]]]]]:
    """The same members as a list: by region, then by country in the reader's alphabet."""
    language = get_language() or "en"
    countries = country_names(language)
    grouped: dict[int, dict[str, list[Listed]]] = {}
    for row in rows:
        country = countries.get(row.country, row.country)
        listed = Listed(f"../{row.slug}/", row.name.in_language(language), row.match == Place.Match.APPROXIMATE)
        grouped.setdefault(row.shown_region_id, {}).setdefault(country, []).append(listed)
    return [(register.regions[pk], sorted(grouped[pk].items())) for pk in register.regions if pk in grouped]
