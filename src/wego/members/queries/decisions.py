"""The decisions in force on which an act may rest, as apps above tell them."""

from __future__ import annotations

from django.utils import translation

from wego.core.references import Reference
from wego.members.hooks import decisions_in_force as slot


def decisions_in_force() -> list[Reference]:
    """What may be chosen, the newest first, labelled in the reader's language; empty while nobody keeps decisions."""
    return [reference for found in slot.collect() for reference in found]


def decision_in_force(wanted: Reference) -> Reference | None:
    """The decision pointed at, with the English label that is kept; None where none such is in force."""
    with translation.override("en"):
        return next((one for one in decisions_in_force() if (one.kind, one.id) == (wanted.kind, wanted.id)), None)
