"""Rows of the member register for tests: required fields only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import slugify

from tests.texts import with_texts
from wego.members.models import Edition, EditionEntry, Organisation, Place, Region, Standing


def make_region(code: str = "asia-pacific", scheme: str = "2022", **fields: Any) -> Region:
    """The region of a scheme; made once."""
    name = code.replace("-", " ").title()
    given = with_texts(fields, name=dict.fromkeys(("en", "ko", "zh-hans"), name))
    return Region.objects.get_or_create(scheme=scheme, code=code, defaults=given)[0]


def make_place(name: str = "Seoul", country: str = "KR", **fields: Any) -> Place:
    given = {
        "slug": slugify(f"{name}-{country}"),
        "latitude": 37.566,
        "longitude": 126.9784,
        "match": Place.Match.CERTAIN,
        **with_texts(fields, name=name),
    }
    return Place.objects.create(country=country, **given)


def make_organisation(name: str = "Seoul", country: str = "KR", **fields: Any) -> Organisation:
    """A current local government of unstated standing, with its region and place."""
    given = {"slug": slugify(name), "kind": Organisation.Kind.LOCAL_GOVERNMENT, "standing": "unstated"}
    given |= with_texts(fields, name=name)
    if "region" not in given:
        given["region"] = make_region()
    if "place" not in given:
        given["place"] = make_place(name, country)
    return Organisation.objects.create(country=country, **given)


def make_edition(code: str = "2022", **fields: Any) -> Edition:
    given = {"as_of": date(int(code), 12, 31), "scheme": code, **fields}
    return Edition.objects.create(code=code, **given)


def make_entry(edition: Edition, organisation: Organisation, **fields: Any) -> EditionEntry:
    given = {"region": organisation.region, "standing": Standing.Kind.UNSTATED, **fields}
    return EditionEntry.objects.create(edition=edition, organisation=organisation, **given)


def make_standing(organisation: Organisation, kind: str = "full", **fields: Any) -> Standing:
    given = {"starts_on": date(2016, 4, 26), **fields}
    return Standing.objects.create(organisation=organisation, kind=kind, **given)
