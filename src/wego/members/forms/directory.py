"""What a reader may ask of the directory and the map: read from the address, checked, and shown again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wego.core.countries import by_name, country_name, is_country
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

    @property
    def options_html(self) -> SafeString:
        """The options as markup: a country list of a template's own takes longer than the rest of the form."""
        known = [*([(self.chosen, self.chosen)] if self.error else []), *self.options]
        return SafeString(
            "".join(
                f'<option value="{escape(value)}"{" selected" if value == self.chosen else ""}>{escape(text)}</option>'
                for value, text in known
            )
        )


@dataclass(frozen=True)
class CheckedSelection:
    """A selection with what is wrong in it, by the name of the filter; with anything wrong nothing is selected."""

    selection: Selection
    errors: Mapping[str, str]

    @property
    def is_understood(self) -> bool:
        return not self.errors

    @property
    def is_narrowed(self) -> bool:
        """Does the reader ask for less than all current members?"""
        return self.selection != Selection(sort=self.selection.sort)


def read_selection(given: Mapping[str, str], register: Register) -> CheckedSelection:
    """The selection that an address asks for."""
    values = {
        name: given.get(name, "").strip() for name in ("region", "country", "kind", "standing", "edition", "sort")
    }
    values["country"] = values["country"].upper()
    if values["sort"].removeprefix("-") not in SORTS:
        values["sort"] = "name"
    known = {
        "region": {region.code for region in register.regions_of(register.scheme(values["edition"]))},
        "kind": set(Organisation.Kind.values),
        "standing": set(Standing.Kind.values),
        "edition": {edition.code for edition in register.editions},
    }
    wrong = [name for name, codes in known.items() if values[name] and values[name] not in codes]
    if values["country"] and not is_country(values["country"]):
        wrong.append("country")
    errors = {
        name: _("“%(value)s” is not known here. Choose one of these.") % {"value": values[name][:40]} for name in wrong
    }
    q = given.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    return CheckedSelection(Selection(q=q, **values), errors)


def filters_of(asked: CheckedSelection, register: Register, countries: Iterable[str], *names: str) -> list[Filter]:
    """The selects of a page, all or those named, as they were chosen."""
    options = _options(asked.selection, register, countries)
    return [
        Filter(name, *options[name], getattr(asked.selection, name), asked.errors.get(name, ""))
        for name in names or options
    ]


def _options(
    selection: Selection, register: Register, countries: Iterable[str]
) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    regions = register.regions_of(register.scheme(selection.edition))
    codes = set(countries)
    if is_country(selection.country):
        codes.add(selection.country)
    named = by_name((code, country_name(code)) for code in codes)
    editions = [(edition.code, edition.code) for edition in reversed(register.editions)]
    current = _("Current members") if not selection.edition else _("All standings")
    return {
        "region": (_("Region"), [("", _("All regions")), *((region.code, region.name) for region in regions)]),
        "country": (_("Country or area"), [("", _("All countries")), *named]),
        "kind": (pgettext("organisation", "Kind"), [("", _("All kinds")), *_choices(Organisation.Kind.choices)]),
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
        ("kind", pgettext("organisation", "Kind")),
        ("standing", _("Standing")),
        ("population", _("Population")),
    ]
    return [option for key, label in ascending for option in ((key, label), (f"-{key}", f"{label} ↓"))]


def _choices(choices: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices]
