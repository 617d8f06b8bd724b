"""The register's own facts about an organisation, kept by the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Avg, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.languages import SOURCE
from wego.core.rules import RuleError
from wego.core.search import in_every_language
from wego.core.texts import beside
from wego.core.translations.states import note_texts
from wego.members.models import Organisation, Place, Region
from wego.members.models.organisations import UNSTATED

# Kind, country and slug are what an organisation is known by elsewhere; standing has its own service.
EDITABLE = (
    "name",
    "name_native",
    "native_language",
    "aliases",
    "subkind",
    "website",
    "summary",
    "note",
)


class OrganisationRefused(RuleError):
    """The organisation cannot be edited so."""


@transaction.atomic
def edit_organisation(
    *, organisation_id: int, values: Mapping[str, Any], by: Actor | None, at: datetime
) -> Organisation:
    """Change facts of the register; the former ones stay in the audit trail."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    wanted = {name: beside(getattr(organisation, name), value) for name, value in values.items()}
    before, after = audit.difference({name: getattr(organisation, name) for name in EDITABLE}, wanted)
    if not after:
        return organisation
    texts = {"name": organisation.name, "summary": organisation.summary}
    for name, value in wanted.items():
        setattr(organisation, name, value)
    if not organisation.name.source:
        raise OrganisationRefused(_("Enter a name in English."))
    subkinds = Organisation.SUBKINDS[Organisation.Kind(organisation.kind)]
    if organisation.subkind and organisation.subkind not in subkinds:
        raise OrganisationRefused(
            _("“%(subkind)s” is not a sub-kind of “%(kind)s”.")
            % {"subkind": organisation.get_subkind_display(), "kind": organisation.get_kind_display()}
        )
    alike = Organisation.objects.filter(
        kind=organisation.kind, country=organisation.country, sort_en=organisation.name.source
    )
    if alike.exclude(pk=organisation.pk).exists():
        raise OrganisationRefused(_("Another organisation of this country and kind already has that name."))
    organisation.save()
    note_texts(organisation, texts, by=by, at=at)
    audit.record("organisation.edited", organisation, by=by, at=at, before=before, after=after)
    return organisation


@transaction.atomic
def register_organisation(
    *,
    kind: str,
    country: str,
    name: str,
    region: Region,
    by: Actor | None,
    at: datetime,
    subkind: str = "",
) -> Organisation:
    """Enter an organisation that was never a member: without standing, seen by the secretariat and its own people.

    Its position is provisional until somebody states it: the middle of the members of its country, or of its region.
    """
    if Organisation.objects.filter(kind=kind, country=country, sort_en__iexact=name.strip()).exists():
        raise OrganisationRefused(_("Another organisation of this country and kind already has that name."))
    slug = free_slug(name, country)
    latitude, longitude = _provisional_position(country, region)
    try:
        with transaction.atomic():
            place = Place.objects.create(
                slug=slug,
                country=country,
                name={SOURCE: name.strip()},
                latitude=latitude,
                longitude=longitude,
                match=Place.Match.APPROXIMATE,
                note=in_every_language(lambda: _("Position not stated yet")),
            )
            organisation = Organisation.objects.create(
                slug=slug,
                kind=Organisation.Kind(kind).value,
                subkind=subkind,
                country=country,
                region=region,
                place=place,
                name={SOURCE: name.strip()},
            )
    except IntegrityError:  # somebody was first
        raise OrganisationRefused(_("Another organisation of this country and kind already has that name.")) from None
    after = {"kind": kind, "country": country, "name_en": name.strip(), "slug": slug}
    audit.record("organisation.registered", organisation, by=by, at=at, after=after)
    return organisation


@transaction.atomic
def place_organisation(
    *,
    organisation_id: int,
    latitude: float,
    longitude: float,
    population: int | None,
    population_year: int | None,
    by: Actor | None,
    at: datetime,
    source: str = "",
) -> Place:
    """State where an organisation is and how many people live there, as it was told."""
    organisation = Organisation.objects.select_related("place").get(pk=organisation_id)
    place = Place.objects.select_for_update().get(pk=organisation.place_id)
    values = {"latitude": latitude, "longitude": longitude, "source": source, "note": ""}
    if population is not None:
        values |= {"population": population, "population_year": population_year}
    before, after = audit.difference({name: getattr(place, name) for name in values}, values)
    for name, value in after.items():
        setattr(place, name, value)
    place.save()
    note_populations(Organisation.objects.filter(place=place))
    audit.record("organisation.placed", organisation, by=by, at=at, before=before, after=after)
    return place


def note_population(organisation: Organisation, population: int, year: int) -> None:
    """Let lists and maps go by what a member has said of its population, unless a later year is known; in the audit
    line of the act that says it."""
    if organisation.kind != Organisation.Kind.LOCAL_GOVERNMENT:
        return
    place = Place.objects.select_for_update().get(pk=organisation.place_id)
    if place.population_year is not None and place.population_year > year:
        return
    place.population, place.population_year = population, year
    place.save(update_fields=["population", "population_year"])
    note_populations(Organisation.objects.filter(place=place))


def note_populations(organisations: QuerySet[Organisation]) -> None:
    """Keep with organisations what is stated of their places, by which lists are sorted."""
    stated = Place.objects.filter(pk=OuterRef("place")).values("population")
    known = Coalesce(Subquery(stated), Value(UNSTATED))
    organisations.exclude(sort_population=known).update(sort_population=known)


def free_slug(name: str, country: str) -> str:
    """Lower-case ASCII from the English name; with the country, then a number, where that is taken."""
    stem = slugify(name)[:70] or "organisation"
    candidates = [stem, f"{stem}-{country.lower()}", *(f"{stem}-{country.lower()}-{n}" for n in range(2, 1000))]
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(Place.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in candidates if slug not in taken)


def _provisional_position(country: str, region: Region) -> tuple[float, float]:
    for where in ({"country": country}, {"region": region}):
        found = Organisation.objects.filter(**where).aggregate(
            latitude=Avg("place__latitude"), longitude=Avg("place__longitude")
        )
        if found["latitude"] is not None:
            return round(found["latitude"], 2), round(found["longitude"], 2)
    return 0.0, 0.0
