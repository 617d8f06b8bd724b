"""Moves between states, as each model's own NEXT table allows them."""

from __future__ import annotations

from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext as _

from wego.core.rules import RuleError


class WrongState(RuleError):
    """The move is not in the model's NEXT table."""


class Moving(Protocol):
    """A model with a status and the table of its moves."""

    NEXT: Any
    status: Any

    @property
    def Status(self) -> type[models.TextChoices]: ...  # noqa: N802  the model's own name for its choices


def move(thing: Moving, to: str) -> None:
    """Set `thing.status` to `to`, or refuse; the caller saves."""
    if to not in thing.NEXT.get(thing.status, frozenset()):
        now, wanted = thing.Status(thing.status).label, thing.Status(to).label
        raise WrongState(_("This is “%(now)s” and cannot become “%(to)s”.") % {"now": now, "to": wanted})
    thing.status = to
