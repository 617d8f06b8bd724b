"""Background work of the outbox: send what is due, at once when a mail is written and every minute besides."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from wego.core.outbox import delivery

# Before all other tasks: somebody may be waiting at a page for a code.
FIRST = 100


@task(priority=FIRST)
def send_mails() -> None:
    """Send what is due; go on in another task where much is left, so that other work gets its turn."""
    if delivery.is_server_away(timezone.now()):
        return  # the periodic job knocks again
    if delivery.send_due(clock=timezone.now):
        wake()


def send_due_mails(at: datetime) -> None:
    """A periodic job: what a mail server that did not answer, or a worker that has gone, has left."""
    if delivery.send_due(clock=timezone.now):
        wake()


def send_at_once() -> None:
    """Send all that is due in this process, and leave no task behind: where no worker is going to come."""
    while delivery.send_due(clock=timezone.now):
        pass
    DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=send_mails.module_path).delete()


def wake() -> None:
    """Have a worker send what is due; one task that waits is enough for all."""
    if "DatabaseBackend" in settings.TASKS["default"]["BACKEND"]:
        path = send_mails.module_path
        if DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=path).exists():
            return
    send_mails.enqueue()
