"""The field in which a decision in force is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wego.core.references import Reference
from wego.members.queries.decisions import decisions_in_force


class DecisionField(forms.ChoiceField):
    """One of the decisions in force, the newest first; cleaned to its reference, None where none is chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self._offered, **options)

    def __deepcopy__(self, memo: Any) -> DecisionField:
        """Each form has a field of its own, which asks once for what it offers."""
        field: DecisionField = super().__deepcopy__(memo)
        field.choices = field._offered
        return field

    def _offered(self) -> list[tuple[str, Any]]:
        return [("", _("choose the decision")), *((key, one.label) for key, one in self._known.items())]

    @cached_property
    def _known(self) -> dict[str, Reference]:
        return {f"{one.kind}:{one.id}": one for one in decisions_in_force()}

    def clean(self, value: Any) -> Reference | None:
        return self._known.get(super().clean(value))
