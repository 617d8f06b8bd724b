"""Background work of finance: load by number, call one service."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.utils import timezone
from django_tasks import task

from wego.accounts.models import User
from wego.core.background import carry_out
from wego.finance.banking import services as banking
from wego.finance.services import notices


@task()
def send_unsent(user_id: int) -> None:
    """Mail every invoice of which nobody has been told."""
    notices.send_unsent(by=User.objects.get(pk=user_id), at=timezone.now())


@task()
def bring_in(import_id: int) -> None:
    """Bring in a bank's file that is too long for one request."""
    carry_out(
        partial(banking.run_import, import_id=import_id),
        note=lambda failure: banking.note_failure(import_id=import_id, failure=failure),
    )


@task()
def read_ahead(preview_id: int) -> None:
    """Read a bank's file that is too long for one request, to be looked at before it is booked."""
    carry_out(
        partial(banking.run_preview, preview_id=preview_id),
        note=lambda failure: banking.note_preview_failure(preview_id=preview_id, failure=failure),
    )


def resume_imports(at: datetime) -> None:
    """A periodic job: take up bank files whose worker has gone."""
    for shown in banking.stalled_previews(at=at):
        read_ahead.enqueue(shown.pk)
    for one in banking.stalled_imports(at=at):
        bring_in.enqueue(one.pk)
