"""What a reader may narrow a ranking to, sort it by, and weigh it with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.cityindex.models import Element, Unit
from wego.cityindex.queries.editions import RankingFacets
from wego.cityindex.queries.own_weights import shares
from wego.cityindex.queries.rankings import RankingFilters


class RankingForm(forms.Form):
    """Filters of a ranking, in the address."""

    q = forms.CharField(
        label=_("Name, in any language or script"), required=False, max_length=100, widget=forms.SearchInput
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    country = forms.ChoiceField(label=_("Country or area"), required=False)
    members = forms.ChoiceField(label=pgettext_lazy("whether a city is a member", "Membership"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(
        self, data: Mapping[str, Any], *, facets: RankingFacets, root: Element, pillars: list[Element]
    ) -> None:
        super().__init__(data, auto_id="%s")
        self._choose("region", [("", _("All regions")), *facets.regions])
        self._choose("country", [("", _("All countries and areas")), *facets.countries])
        self._choose("members", [("", _("All cities")), ("1", _("Members only"))])
        self._choose("sort", [("", root.name), *((pillar.code, pillar.name) for pillar in pillars)])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def filters(self) -> RankingFilters | None:
        """What was chosen; None where it names what does not exist, which matches nothing."""
        if not self.is_valid():
            return None
        return RankingFilters(**self.cleaned_data | {"members": bool(self.cleaned_data["members"])})


class ExploreForm(forms.Form):
    """Which two parts of an edition are set against each other, and which city is shown among the others."""

    x = forms.ChoiceField(label=_("From left to right"))
    y = forms.ChoiceField(label=_("From bottom to top"))
    city = forms.ChoiceField(label=_("City to show"), required=False)

    def __init__(self, data: Mapping[str, Any], *, elements: Sequence[Element], units: Sequence[Unit]) -> None:
        first, second = elements[1].code, elements[0].code
        super().__init__({"x": first, "y": second, **{key: data[key] for key in data}}, auto_id="%s")
        named = [(element.code, element.name) for element in elements]
        for name, choices in (("x", named), ("y", named), ("city", cities_by_name(units))):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class FlowForm(forms.Form):
    """Which city stands out among the others."""

    city = forms.ChoiceField(label=_("City to show"), required=False)

    def __init__(self, data: Mapping[str, Any], *, units: Iterable[Unit]) -> None:
        super().__init__(data, auto_id="%s")
        self.fields["city"].choices = cities_by_name(units)  # type: ignore[attr-defined]


def cities_by_name(units: Iterable[Unit]) -> list[tuple[str, Any]]:
    """Cities to choose from, or none of them."""
    return [("", _("none")), *sorted(((unit.slug, unit.name) for unit in units), key=lambda entry: entry[1])]


class WeightsForm(forms.Form):
    """A reader's own weights, in the address: of every element among its siblings, in per cent as the method has it."""

    def __init__(self, data: Mapping[str, Any], *, elements: list[Element]) -> None:
        self.by_key: dict[int | None, Element] = {element.pk: element for element in elements}
        self.elements = [element for element in elements if element.parent_id is not None]
        self.initial_shares = {code: _short(share) for code, share in shares(elements).items()}
        given = {**self.initial_shares, **{code: data[code] for code in self.initial_shares if code in data}}
        super().__init__(given, auto_id="w-%s")
        for element in self.elements:
            self.fields[element.code] = forms.FloatField(
                label=element.name,
                min_value=0,
                max_value=1000,
                widget=forms.NumberInput(attrs={"step": "any", "data-element": element.code}),
            )

    @property
    def is_changed(self) -> bool:
        """Does anything differ from the method?"""
        return self.is_valid() and bool(self.weights())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for siblings in self._families():
            if all(given.get(one.code) == 0 for one in siblings):
                self.add_error(siblings[0].code, _("At least one of these must have a weight above 0."))
        return given

    def weights(self) -> dict[str, float]:
        """The weights of the families in which something was changed; the others keep the method's own, to the bit."""
        changed = {}
        for siblings in self._families():
            own = {one.code: self.cleaned_data[one.code] for one in siblings}
            if any(self.initial_shares[code] != weight for code, weight in own.items()):
                changed.update(own)
        return changed

    def families(self) -> list[tuple[Element, list[forms.BoundField]]]:
        """The fields of each family of siblings, with the element that they make up; the pillars first."""
        return [(self.by_key[found[0].parent_id], [self[one.code] for one in found]) for found in self._families()]

    def _families(self) -> list[list[Element]]:
        found: dict[int, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.parent_id or 0, []).append(element)
        return [found[parent] for parent in sorted(found, key=lambda parent: found[parent][0].position)]


def _short(share: float) -> float:
    """A share as a field shows it: to two decimals, none where it is whole."""
    rounded = round(share, 2)
    return int(rounded) if rounded == int(rounded) else rounded
