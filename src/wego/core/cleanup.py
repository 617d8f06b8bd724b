"""Periodic jobs that keep the house itself clean."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

KEPT_TASKS = timedelta(days=30)


def clear_sessions(at: datetime) -> None:
    """Forget sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_finished_tasks(at: datetime) -> None:
    """Forget background tasks that succeeded a month ago; failed ones stay until somebody has looked."""
    DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - KEPT_TASKS).delete()
