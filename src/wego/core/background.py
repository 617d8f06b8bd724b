"""Long work in the background: begun by a row, done batch by batch by a worker, taken up again where one has gone.

A row that stands for such work has `status`, `total`, `done`, `moved_at` (when it last got on), `failure` and
`percent`; `ui/progress.html` shows it. Each batch is a transaction of its own and moves the row with what it does, so
that a worker which is killed leaves nothing half done and nothing to be done twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from wego.core.rules import RuleError

Clock = Callable[[], datetime]
Rows = TypeVar("Rows", bound=models.QuerySet[Any])
STALLED_AFTER = timedelta(minutes=2)


def stalled(working: Rows, *, at: datetime) -> Rows:
    """Of what is being worked on, that which has not moved for a while and did not fail: its worker has gone."""
    return working.filter(moved_at__lt=at - STALLED_AFTER, failure="")


def carry_out(service: Callable[..., Any], *, note: Callable[[str], None]) -> None:
    """Call a service that does the work; what cuts it off is noted for those who look at it."""
    try:
        service(clock=timezone.now)
    except RuleError as refusal:
        note(str(refusal))
    except Exception as error:
        note(f"{type(error).__name__}: {error}")
        raise
