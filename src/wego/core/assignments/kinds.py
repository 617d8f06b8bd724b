"""What can be assigned: each app declares its kinds, with who may work on a thing of it and what of it waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from wego.core.references import Reference

if TYPE_CHECKING:
    from wego.core.assignments.models import Assignment

Words = str | Promise


@dataclass(frozen=True)
class AssignableKind:
    """Things of one model.

    `may_see` says who sees them in the office, `may_act` who works on them; `people` are all who do: one of these can
    be given a thing. `visible_to` is what a reader sees of them, `waiting` what of that is still to be done. `name_of`
    says what a thing is called, `address` where an assigned one is worked off.
    """

    model: type[Model]
    label: Words
    may_see: Callable[[Any], bool]
    may_act: Callable[[Any], bool]
    people: Callable[[], Sequence[Any]]
    visible_to: Callable[[Any], QuerySet[Any]]
    waiting: Callable[[Any], QuerySet[Any]]
    address: Callable[[Assignment], str]
    name_of: Callable[[Any], str] = str

    @property
    def code(self) -> str:
        return self.model._meta.label

    def is_waiting(self, reader: Any, number: int) -> bool:
        """Is a thing still to be done, as this reader sees it?"""
        return self.waiting(reader).filter(pk=number).exists()

    def reference_to(self, thing: Model) -> Reference:
        return Reference(self.code, str(thing.pk), str(self.name_of(thing)))


ASSIGNABLE: dict[str, AssignableKind] = {}


def declare(kind: AssignableKind) -> AssignableKind:
    """Let things of a kind be assigned; called by `config/wiring.py` alone."""
    if kind.code in ASSIGNABLE:
        raise ValueError(f"{kind.code} can be assigned already")
    ASSIGNABLE[kind.code] = kind
    return kind
