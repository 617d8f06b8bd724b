"""What a reader may narrow a ranking to and sort it by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models import Element
from wego.cityindex.queries.editions import Facets
from wego.cityindex.queries.rankings import Filters


class RankingForm(forms.Form):
    """Filters of a ranking, in the address."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    country = forms.ChoiceField(label=_("Country or area"), required=False)
    members = forms.ChoiceField(label=_("Membership"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, data: Mapping[str, Any], *, facets: Facets, root: Element, pillars: list[Element]) -> None:
        super().__init__(data, auto_id="%s")
        self._choose("region", [("", _("All regions")), *facets.regions])
        self._choose("country", [("", _("All countries and areas")), *facets.countries])
        self._choose("members", [("", _("All cities")), ("1", _("Members only"))])
        self._choose("sort", [("", root.name), *((pillar.code, pillar.name) for pillar in pillars)])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def filters(self) -> Filters | None:
        """What was chosen; None where it names what does not exist, which matches nothing."""
        if not self.is_valid():
            return None
        return Filters(**self.cleaned_data | {"members": bool(self.cleaned_data["members"])})
