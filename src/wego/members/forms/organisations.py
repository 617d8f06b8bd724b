"""Organisations chosen from a list: nobody need know how one is written in an address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from wego.core.countries import country_name
from wego.core.punctuation import bracketed
from wego.members.models import Organisation, Standing


def _listed(members_only: bool) -> QuerySet[Organisation]:
    found = Organisation.objects.exclude(standing="").order_by("sort_en", "pk")
    return found.exclude(standing=Standing.Kind.FORMER) if members_only else found


def _label(organisation: Organisation) -> str:
    return bracketed(organisation.name, country_name(organisation.country))


class _Listed(ModelChoiceIterator):
    """Reads of each organisation what its entry says."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.queryset = self.queryset.only("slug", "country", "name")


class LongSelect(forms.Select):
    """A list of thousands: its entries are written at once, where a template for each would take a second."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        entries = ((code, mark_safe(" selected") if str(code) in chosen else "", label) for code, label in self.choices)
        given = flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        return format_html(
            "<select{}>{}</select>", given, format_html_join("\n", '<option value="{}"{}>{}</option>', entries)
        )


class OrganisationField(forms.ModelChoiceField):
    """One organisation that has or had a standing; `members_only` leaves former members out."""

    widget = LongSelect
    iterator = _Listed

    def __init__(self, *, label: Any, members_only: bool = False, **kwargs: Any) -> None:
        super().__init__(
            queryset=_listed(members_only),
            to_field_name="slug",
            label=label,
            empty_label="–",
            error_messages={"invalid_choice": _("There is no such organisation, or it is not currently a member.")},
            **kwargs,
        )

    def label_from_instance(self, organisation: Organisation) -> str:
        return _label(organisation)


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Several of them, ticked."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "many"})
    iterator = _Listed

    def __init__(self, *, label: Any, members_only: bool = False, **kwargs: Any) -> None:
        super().__init__(
            queryset=_listed(members_only),
            to_field_name="slug",
            label=label,
            error_messages={"invalid_choice": _("There is no organisation “%(value)s”.")},
            **kwargs,
        )

    def clean(self, value: Any) -> QuerySet[Organisation]:
        """Also as people know them from tables, one a line."""
        return super().clean([slug.strip() for one in value or () for slug in str(one).splitlines() if slug.strip()])

    def label_from_instance(self, organisation: Organisation) -> str:
        return _label(organisation)
