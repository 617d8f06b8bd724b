"""What lists of things that can be assigned share: a column with the owner, and a filter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from wego.core.absences.queries import is_work_of
from wego.core.assignments.queries import MINE, NOBODYS, is_assigned, owners_at_work
from wego.core.listings import Column, ListFilters

# For rows that `queries.with_owner` completes. People are looked up here, not taken away in files.
ASSIGNED_TO = Column("assigned_to", _("Assigned to"), sort="assigned_to", in_files=False)


def owner_choices() -> list[tuple[str, str]]:
    """Mine, or nobody's."""
    return [(MINE, gettext("Mine")), (NOBODYS, pgettext("owner of a task", "Unassigned"))]


def owned_by(value: str, reader: Any) -> Q | None:
    """Of whom the chosen assignments are, deputyships of the reader's among them; None for nobody's."""
    if value == NOBODYS:
        return None
    return is_work_of(reader, timezone.localdate()) if value == MINE else Q(owner_key=UUID(value))


class AssignedFilters(ListFilters):
    """By owner. The names of people are asked for only where the address names one, as the first page's links do."""

    assigned = ChoiceFilter(label=_("Assigned to"), choices=owner_choices, method="narrow_assigned")

    def __init__(self, data: Any = None, queryset: QuerySet[Any] | None = None, **facts: Any) -> None:
        super().__init__(data, queryset, **facts)
        if self.data.get(f"{self.form_prefix}-assigned" if self.form_prefix else "assigned", "") not in (
            "",
            MINE,
            NOBODYS,
        ):
            self.filters["assigned"].extra["choices"] += owners_at_work()

    def narrow_assigned(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        owner = owned_by(value, self.request.user)
        return rows.filter(~is_assigned(rows) if owner is None else is_assigned(rows, owner))
