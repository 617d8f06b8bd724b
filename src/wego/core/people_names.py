"""How people are called who are known here by their keys alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from wego.core.comments.hooks import names_of


def names_by_key(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of several people; whoever has gone is not in it. One query, none where nobody is asked for."""
    names: dict[UUID, str] = {}
    if asked := {key for key in keys if key}:
        for known in names_of.collect(keys=asked):
            names |= known
    return names


def name_of(key: UUID) -> str:
    return names_by_key({key}).get(key, "–")


def name_for(field: str) -> Subquery:
    """The name of whoever a row's field points to, within the same query: lists show it and sort by it."""
    found: QuerySet[Any] = get_user_model()._default_manager.filter(key=OuterRef(field))
    called = Coalesce(NullIf(F("name"), Value("")), F("email"), output_field=CharField())
    return Subquery(found.annotate(called=called).values("called")[:1])
