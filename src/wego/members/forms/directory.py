"""What a reader may ask of the directory and the map: read from the address, checked, and shown again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wego.core.countries import country_name, is_country
from wego.members.models import Organisation, Standing
from wego.members.queries.directory import SORTS, Register, Selection

LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Filter:
    """One select beside the list: its options, the one that is chosen, and what is wrong with it."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str
    error: str = ""


@dataclass(frozen=True)
class Asked:
    """A selection with the filters as the page shows them; with an error in one of them nothing is selected."""

    selection: Selection
    filters: Sequence[Filter]

    @property
    def is_understood(self) -> bool:
        return not any(part.error for part in self.filters)

    @property
    def is_narrowed(self) -> bool:
        """Does the reader ask for less than all current members?"""
        return self.selection != Selection(sort=self.selection.sort)

    def filter(self, name: str) -> Filter:
        return next(part for part in self.filters if part.name == name)


def read_selection(given: Mapping[str, str], register: Register, countries: Iterable[str]) -> Asked:
    """The selection that an address asks for."""
    values = {
        name: given.get(name, "").strip() for name in ("region", "country", "kind", "standing", "edition", "sort")
    }
    values["country"] = values["country"].upper()
    if values["sort"].removeprefix("-") not in SORTS:
        values["sort"] = "name"
    q = given.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    options = _options(values, register, countries)
    filters = [
        Filter(name, label, known, values[name], _error(values[name], known))
        for name, (label, known) in options.items()
    ]
    return Asked(Selection(q=q, **values), filters)


def _options(
    values: Mapping[str, str], register: Register, countries: Iterable[str]
) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    regions = register.regions_of(register.scheme(values["edition"]))
    codes = set(countries)
    if is_country(values["country"]):
        codes.add(values["country"])
    named = sorted(((code, country_name(code)) for code in codes), key=lambda option: option[1])
    editions = [(edition.code, edition.code) for edition in reversed(register.editions)]
    current = _("Current members") if not values["edition"] else _("Every standing")
    return {
        "region": (_("Region"), [("", _("Every region")), *((region.code, region.name) for region in regions)]),
        "country": (_("Country or area"), [("", _("Every country")), *named]),
        "kind": (_("Kind"), [("", _("Every kind")), *_choices(Organisation.Kind.choices)]),
        "standing": (_("Standing"), [("", current), *_choices(Standing.Kind.choices)]),
        "edition": (_("List of"), [("", _("Today")), *editions]),
        "sort": (_("Sorted by"), sort_options()),
    }


def sort_options() -> list[tuple[str, str]]:
    """The orders of the list; a minus turns one round."""
    ascending = [
        ("name", pgettext("organisation", "Name")),
        ("country", _("Country or area")),
        ("region", _("Region")),
        ("kind", _("Kind")),
        ("standing", _("Standing")),
        ("population", _("Population")),
    ]
    return [option for key, label in ascending for option in ((key, label), (f"-{key}", f"{label} ↓"))]


def _choices(choices: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices]


def _error(value: str, known: Sequence[tuple[str, str]]) -> str:
    if value in {option for option, _label in known}:
        return ""
    return _("“%(value)s” is unknown here. Choose one of these.") % {"value": value[:40]}
