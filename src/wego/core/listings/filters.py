"""What a list may be narrowed to, read from its address and said again in its form."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet, TypedChoiceFilter
from django_filters.conf import settings


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
    def is_narrowed(self) -> bool:
        return self.used > 0
