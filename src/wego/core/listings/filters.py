"""What a list may be narrowed to, read from its address and said again in its form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import BoundField
from django_filters import FilterSet, TypedChoiceFilter
from django_filters.conf import settings

from wego.core.formats import short_day
from wego.core.listings.columns import Words


class ListFilters(FilterSet):
    """A listing's filters. A value that is not understood selects nothing, and the form says so beside it."""

    def __init__(self, data: Any = None, queryset: QuerySet[Any] | None = None, **facts: Any) -> None:
        super().__init__(data, queryset, **facts)
        for one in self.filters.values():
            # What there is to choose from is asked for once, though the form looks at it twice.
            if callable(choices := one.extra.get("choices")):
                one.extra["choices"] = list(choices())
            # Else the first of them would stand there as if it were chosen.
            if isinstance(one, TypedChoiceFilter):
                one.extra["choices"] = [("", settings.EMPTY_CHOICE_LABEL), *one.extra["choices"]]

    @property
    def qs(self) -> QuerySet[Any]:
        # A filter that is not understood must not show more than was asked for.
        return super().qs if self.form.is_valid() else self.queryset.none()

    @property
    def used(self) -> int:
        """How many of them are in use."""
        given = self.form.cleaned_data.values() if self.form.is_valid() else ()
        return sum(value not in (None, "") for value in given)

    @property
    def in_use(self) -> list[tuple[str, Words, str]]:
        """(name in the address, label, chosen value in words) of each filter in use."""
        if not self.form.is_valid():
            return []
        given = ((self.form[name], value) for name, value in self.form.cleaned_data.items())
        return [
            (bound.html_name, bound.label, _in_words(bound, value))
            for bound, value in given
            if value not in (None, "") and not bound.is_hidden
        ]

    @property
    def is_narrowed(self) -> bool:
        return self.used > 0


def _in_words(bound: BoundField, value: Any) -> str:
    """What was chosen, as the form itself says it."""
    if isinstance(value, Model):
        return str(value)
    for code, label in _flat(getattr(bound.field, "choices", ())):
        if code not in (None, "") and str(code) == str(bound.value()):
            return str(label)
    return short_day(value) if isinstance(value, date) else str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Choices without their groups."""
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield code, label
