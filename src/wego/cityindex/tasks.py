"""Background work of the index: mails to cities."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from wego.cityindex.services import notices


@task()
def send_notices() -> None:
    """Send the mails about editions that wait."""
    notices.send_waiting(clock=timezone.now)


def resume_notices(at: datetime) -> None:
    """A periodic job: send what a worker that has gone, or a mail server that did not answer, has left."""
    notices.send_waiting(clock=timezone.now)
