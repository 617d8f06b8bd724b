"""The mails that an act would send: it is done, its mails are read, and everything is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from wego.core.audit import Actor
from wego.core.models import Mail


class _TakenBack(Exception):
    """Ends a trial with the mails that it wrote."""

    def __init__(self, mails: list[Mail]) -> None:
        super().__init__()
        self.mails = mails


def mails_of(act: Callable[..., Any], *, by: Actor, at: datetime, **facts: Any) -> list[Mail]:
    """What somebody's act would mail, word for word; none of it is kept. Raises what the act raises."""
    try:
        with transaction.atomic():
            last = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            act(by=by, at=at, **facts)
            raise _TakenBack(list(Mail.objects.filter(pk__gt=last, asked_by_key=by.key, queued_at=at).order_by("pk")))
    except _TakenBack as tried:
        return tried.mails
