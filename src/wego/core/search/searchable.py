"""What a searchable model does beyond Django's: whatever writes it keeps the index, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction

from wego.core.search import index
from wego.core.search.kinds import kind_of_model

Thing = TypeVar("Thing", bound=models.Model)


class SearchableQuerySet(models.QuerySet[Thing]):
    """Writes of many at once; `bulk_update` is an `update` to Django, too."""

    def bulk_create(self, objs: Iterable[Thing], *args: Any, **kwargs: Any) -> list[Thing]:
        with transaction.atomic(using=self.db, savepoint=False):
            made = super().bulk_create(objs, *args, **kwargs)
            index.note_written(self.model, made, is_new=not _may_be_known(kwargs))
        return made

    def update(self, **values: Any) -> int:
        kind = kind_of_model(self.model)
        if kind is None or set(kind.reads).isdisjoint(values):
            return super().update(**values)
        with transaction.atomic(using=self.db, savepoint=False):
            numbers = list(self.order_by().values_list("pk", flat=True))
            count = super().update(**values)
            rows = self.model._default_manager.filter(pk__in=numbers).select_related(*kind.joined)
            index.note_written(self.model, rows, values)
        return count

    def delete(self) -> tuple[int, dict[str, int]]:
        numbers = list(self.order_by().values_list("pk", flat=True)) if kind_of_model(self.model) else []
        with transaction.atomic(using=self.db, savepoint=False):
            answer = super().delete()
            index.note_deleted(self.model, numbers)
        return answer

    delete.queryset_only = True  # type: ignore[attr-defined]


def _may_be_known(options: dict[str, Any]) -> bool:
    """Whether some of what is written was there before."""
    return bool(options.get("ignore_conflicts") or options.get("update_conflicts"))


class Searchable(models.Model):
    """A model of which `<app>/search.py` declares a kind."""

    objects = SearchableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self.pk is None
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            index.note_written(type(self), [self], kwargs.get("update_fields"), is_new=is_new)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        number = self.pk
        with transaction.atomic(savepoint=False):
            answer = super().delete(*args, **kwargs)
            index.note_deleted(type(self), [number])
        return answer
