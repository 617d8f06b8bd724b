"""Whose figure it is: `org:seoul`, `city:london` or `country:KR` in a file, a column in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wego.core.countries import is_country
from wego.members.models import Organisation, Place


@dataclass(frozen=True)
class Subjects:
    """Every organisation and place by slug, read once."""

    organisations: dict[str, int]
    places: dict[str, int]

    @classmethod
    def known(cls) -> Subjects:
        return cls(
            dict(Organisation.objects.values_list("slug", "pk")),
            dict(Place.objects.values_list("slug", "pk")),
        )

    def find(self, text: str) -> dict[str, Any] | None:
        """The columns that say this subject, or None if nobody is known by that name."""
        kind, _colon, name = text.partition(":")
        if kind == "org" and name in self.organisations:
            return {"organisation_id": self.organisations[name]}
        if kind == "city" and name in self.places:
            return {"place_id": self.places[name]}
        if kind == "country" and is_country(name):
            return {"country": name}
        return None
