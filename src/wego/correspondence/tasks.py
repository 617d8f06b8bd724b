"""Background work of mailings: load by number, call one service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django_tasks import task

from wego.core.background import carry_out
from wego.correspondence.models import Mailing
from wego.correspondence.services import mailing_delivery


@task()
def prepare_mailing(mailing_id: int) -> None:
    """List a mailing's recipients."""
    _work(mailing_delivery.prepare_mailing, mailing_id)


@task()
def send_mailing(mailing_id: int) -> None:
    """Put a mailing's mails into the outbox."""
    _work(mailing_delivery.send_mailing, mailing_id)


def resume(mailing: Mailing) -> None:
    """Take up again what a worker left."""
    (prepare_mailing if mailing.status == Mailing.Status.PREPARING else send_mailing).enqueue(mailing.pk)


def resume_mailings(at: datetime) -> None:
    """A periodic job: take up mailings whose worker has gone."""
    for mailing in mailing_delivery.stalled_mailings(at=at):
        resume(mailing)


def _work(service: Callable[..., Any], mailing_id: int) -> None:
    note = partial(mailing_delivery.note_failure, mailing_id=mailing_id)
    carry_out(partial(service, mailing_id=mailing_id), note=lambda failure: note(failure=failure))
