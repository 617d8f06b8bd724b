"""Moves between states, as each model's own NEXT table allows them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from wego.core.rules import RuleError


class WrongState(RuleError):
    """The move is not in the model's NEXT table."""


def move(thing: models.Model, to: str) -> None:
    """Set `thing.status` to `to`, or refuse; the caller saves."""
    allowed = thing.NEXT.get(thing.status, frozenset())  # type: ignore[attr-defined]
    if to not in allowed:
        status = thing._meta.get_field("status")
        labels = dict(status.flatchoices)
        raise WrongState(
            _("This is “%(now)s” and cannot become “%(to)s”.")
            % {"now": labels.get(thing.status, thing.status), "to": labels.get(to, to)}  # type: ignore[attr-defined]
        )
    thing.status = to  # type: ignore[attr-defined]
