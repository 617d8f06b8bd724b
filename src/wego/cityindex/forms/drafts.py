"""Forms of drafts in the office: their basics, and tables of rows that work without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.cityindex.models import SCHEME, Draft, DraftElement, DraftNote, Edition, Unit
from wego.cityindex.services.drafts import STRUCTURE, TEXTS
from wego.core.countries import is_country
from wego.core.form_fields import DayInput, DecimalInput, WholeNumberInput, YearInput
from wego.core.languages import SOURCE
from wego.core.punctuation import joined
from wego.core.text_forms import TextsForm, label_in
from wego.members.models import Region

BASICS = (
    "name", "summary", "figures_of", "own_values", "share", "participants_only",
)  # fmt: skip


class DraftStartForm(forms.ModelForm):
    """What a draft begins with; its name in other languages follows."""

    name_en = forms.CharField(label=label_in(gettext_lazy("name"), SOURCE), max_length=200)
    based_on = forms.ModelChoiceField(
        label=gettext_lazy("Start from"),
        queryset=Edition.objects.all(),
        required=False,
        empty_label=gettext_lazy("an empty framework"),
        help_text=gettext_lazy(
            "An edition’s framework, texts and method are copied; its figures come from the data register."
        ),
    )

    class Meta:
        model = Draft
        fields = ("code", "figures_of")
        widgets = {"figures_of": YearInput}
        help_texts = {"code": gettext_lazy("Part of the address, such as index-2026; it cannot be changed later.")}


class BasicsForm(TextsForm, forms.ModelForm):
    """Names, who is ranked, regions, and the window in which cities ask for corrections."""

    regions = forms.CharField(
        label=gettext_lazy("Regions of other countries"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For countries not assigned to a region: one line per region with its country codes, for example "
            "“europe: CH NO”."
        ),
    )

    class Meta:
        model = Draft
        fields = (*BASICS, "corrections_from", "corrections_until")
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "figures_of": YearInput,
            "share": DecimalInput,
            "own_values": WholeNumberInput,
            "corrections_from": DayInput,
            "corrections_until": DayInput,
        }
        help_texts = {"share": gettext_lazy("From 0 to 1.")}

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        lines = [f"{region}: {' '.join(codes)}" for region, codes in draft.regions.items()]
        kwargs |= {"instance": draft, "initial": {"regions": "\n".join(lines)}}
        super().__init__(*args, **kwargs)

    def clean_regions(self) -> dict[str, list[str]]:
        known = set(Region.objects.filter(scheme=SCHEME).values_list("code", flat=True))
        found: dict[str, list[str]] = {}
        for line in filter(str.strip, self.cleaned_data["regions"].splitlines()):
            region, _colon, codes = line.partition(":")
            countries = codes.replace(",", " ").upper().split()
            if region.strip() not in known or not countries or not all(map(is_country, countries)):
                said = _("“%(line)s” names no region (%(known)s) or no countries.")
                raise forms.ValidationError(said % {"line": line.strip(), "known": joined(sorted(known))})
            found[region.strip()] = countries
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("corrections_from"), given.get("corrections_until")
        if (first is None) != (last is None) or (first and last and last < first):
            self.add_error("corrections_until", _("Enter both dates, the later one last, or neither."))
        return given

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        window = {name: given.pop(name) for name in ("corrections_from", "corrections_until")}
        return {"words": given, **window}


class MethodForm(forms.ModelForm):
    """The tables of the method file that are no elements."""

    class Meta:
        model = Draft
        fields = ("method",)
        widgets = {"method": forms.Textarea(attrs={"rows": 24, "spellcheck": "false"})}


class PublishForm(forms.Form):
    """As what an edition comes out."""

    status = forms.ChoiceField(
        label=gettext_lazy("Publish as"),
        choices=[(one.value, one.label) for one in (Edition.Status.PILOT, Edition.Status.PUBLISHED)],
    )


class ErratumForm(forms.ModelForm):
    """The code of a corrected version."""

    class Meta:
        model = Draft
        fields = ("code",)


class WithdrawalForm(forms.Form):
    """Which city is taken from the public pages, and why."""

    unit = forms.ModelChoiceField(label=gettext_lazy("City"), queryset=Unit.objects.none())
    reason = forms.CharField(
        label=gettext_lazy("Reason, as shown on the public page"), max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


# --- tables ----------------------------------------------------------------------------------------------------------
class Labelled(TextsForm, forms.ModelForm):
    """A row of a table: the column's head is the label, so every field says it for itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = str(field.label)


class ElementForm(Labelled):
    """A row of the framework."""

    direction = forms.TypedChoiceField(
        label=gettext_lazy("Better is"),
        coerce=int,
        initial=1,
        choices=[(1, gettext_lazy("more")), (-1, gettext_lazy("less"))],
    )

    class Meta:
        model = DraftElement
        fields = STRUCTURE
        widgets = {
            "code": forms.TextInput(attrs={"size": 24, "list": "indicators"}),
            "parent": forms.TextInput(attrs={"size": 12}),
            "period": forms.TextInput(attrs={"size": 10}),
            "options": forms.Textarea(attrs={"rows": 1, "cols": 16}),
            **{name: DecimalInput(is_signed=True) for name in ("weight", "lower", "upper", "factor")},
        }


class RowTextsForm(Labelled):
    """The name and the why of a row of the framework."""

    class Meta:
        model = DraftElement
        fields = TEXTS
        widgets = {"why": forms.Textarea(attrs={"rows": 3, "cols": 24})}


class NoteForm(Labelled):
    """A text beside the framework."""

    class Meta:
        model = DraftNote
        fields = ("kind", "code", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 30})}


class RowsOnce(forms.BaseFormSet):
    """Rows in their order, none of them twice."""

    key: Sequence[str] = ("code",)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        for name in ("ORDER", "DELETE"):
            if name in form.fields:
                form.fields[name].widget.attrs["aria-label"] = str(form.fields[name].label)

    def clean(self) -> None:
        seen = set()
        for form in self.rows():
            key = tuple(form.cleaned_data.get(name) for name in self.key)
            if None not in key and key in seen:
                form.add_error("code", _("This code appears twice."))
            seen.add(key)

    def rows(self) -> list[forms.Form]:
        """The rows that stay."""
        return [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data") and form.cleaned_data.get("code") and not form.cleaned_data.get("DELETE")
        ]

    def values(self, names: Sequence[str]) -> list[Mapping[str, Any]]:
        """What stays, in the order given."""
        kept = self.rows()
        kept.sort(key=lambda form: (form.cleaned_data.get("ORDER") is None, form.cleaned_data.get("ORDER") or 0))
        return [{name: form.cleaned_data[name] for name in names} for form in kept]


class NotesOnce(RowsOnce):
    key = ("kind", "code")


FrameworkTable = cast(
    type[RowsOnce], forms.formset_factory(ElementForm, formset=RowsOnce, extra=4, can_delete=True, can_order=True)
)
NotesTable = cast(type[RowsOnce], forms.formset_factory(NoteForm, formset=NotesOnce, extra=3, can_delete=True))
