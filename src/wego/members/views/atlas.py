"""The map of members: dots that are links, with the list as its equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wego.core.countries import country_name
from wego.members import atlas
from wego.members.forms.directory import read_selection
from wego.members.models import Organisation, Place, Region
from wego.members.queries.directory import Register, countries_of, in_order, select

# Beyond so many the dots stand for countries, so that the page weighs the same however large the network grows.
MOST_DOTS = 400


@dataclass(frozen=True)
class Dot:
    """A dot: position in the frame, size class, the region's colour, and whether the position is approximate."""

    url: str
    label: str
    region: str
    size: int
    is_approximate: bool
    x: str = ""
    y: str = ""

    @property
    def radius(self) -> str:
        return f"{atlas.RADII[self.size]:g}"


@dataclass(frozen=True)
class Listed:
    """An entry of the list beside the map."""

    url: str
    name: str
    country: str
    is_approximate: bool


def member_map(request: HttpRequest) -> HttpResponse:
    """Where the members are: the world, or one region or country drawn larger."""
    register = Register()
    countries = countries_of(request.user)
    asked = read_selection(request.GET.dict(), register, countries)
    chosen = select(request.user, asked.selection, register)
    if not asked.is_understood:
        chosen = chosen.none()
    columns = ("slug", "kind", "country", "name_en", "name_ko", "name_zh")
    place = ("place__latitude", "place__longitude", "place__match", "place__population")
    rows = list(in_order(chosen, "name", register, ()).select_related("place").only(*columns, *place))
    is_zoomed = bool(asked.selection.region or asked.selection.country)
    frame = atlas.frame_around([_position(row) for row in rows]) if is_zoomed else atlas.WORLD
    is_by_country = len(rows) > MOST_DOTS
    dots, points = _country_dots(rows, register) if is_by_country else _member_dots(rows, register)
    scheme = register.scheme(asked.selection.edition)
    context = {
        "asked": asked,
        "filters": [asked.filter(name) for name in ("region", "country", "kind", "edition")],
        "regions": register.regions_of(scheme),
        "frame": frame,
        "dots": _set(dots, points, frame),
        "groups": [] if is_by_country else _groups(rows, register),
        "countries": dots if is_by_country else [],
        "count": len(rows),
        "approximate": sum(row.place.match == Place.Match.APPROXIMATE for row in rows),
        "populations": atlas.POPULATIONS,
        "radii": atlas.RADII,
    }
    return render(request, "members/map.html", context)


def _position(organisation: Organisation) -> tuple[float, float]:
    return organisation.place.latitude, organisation.place.longitude


def _member_dots(rows: Sequence[Organisation], register: Register) -> tuple[list[Dot], list[tuple[float, float]]]:
    dots = [
        Dot(
            url=f"../{row.slug}/",
            label=f"{row.name}, {country_name(row.country)}",
            region=_region(row, register).code,
            size=atlas.size_class(row.place.population),
            is_approximate=row.place.match == Place.Match.APPROXIMATE,
        )
        for row in rows
    ]
    return dots, [_position(row) for row in rows]


def _country_dots(rows: Sequence[Organisation], register: Register) -> tuple[list[Dot], list[tuple[float, float]]]:
    """A dot for each country, in the middle of its members, sized by how many they are."""
    by_country: dict[str, list[Organisation]] = {}
    for row in rows:
        by_country.setdefault(row.country, []).append(row)
    dots, points = [], []
    for country, members in by_country.items():
        share = len(members) / len(rows)
        dots.append(
            Dot(
                url=f"?country={country}",
                label=f"{country_name(country)}: {len(members)}",
                region=_region(members[0], register).code,
                size=(share >= 0.01) + (share >= 0.05),
                is_approximate=False,
            )
        )
        places = [_position(member) for member in members]
        points.append((sum(p[0] for p in places) / len(places), sum(p[1] for p in places) / len(places)))
    return dots, points


def _set(dots: Sequence[Dot], positions: Sequence[tuple[float, float]], frame: atlas.Frame) -> list[Dot]:
    """The dots at their points in the frame, those that would be covered set aside; the large lie below the small."""
    points = [frame.place(*position) for position in positions]
    spread = atlas.spread(points, [atlas.AIR * atlas.RADII[dot.size] for dot in dots])
    return [
        Dot(dot.url, dot.label, dot.region, dot.size, dot.is_approximate, f"{x:.0f}", f"{y:.0f}")
        for dot, (x, y) in sorted(zip(dots, spread, strict=True), key=lambda pair: -pair[0].size)
    ]


def _region(row: Organisation, register: Register) -> Region:
    return register.regions[row.shown_region_id]  # type: ignore[attr-defined]


def _groups(rows: Sequence[Organisation], register: Register) -> list[tuple[Region, list[tuple[str, list[Listed]]]]]:
    """The same members as a list: by region, then by country in the reader's alphabet."""
    grouped: dict[int, dict[str, list[Listed]]] = {}
    for row in rows:
        region = _region(row, register)
        country = country_name(row.country)
        listed = Listed(f"../{row.slug}/", row.name, country, row.place.match == Place.Match.APPROXIMATE)
        grouped.setdefault(region.pk, {}).setdefault(country, []).append(listed)
    return [(register.regions[pk], sorted(grouped[pk].items())) for pk in register.regions if pk in grouped]
