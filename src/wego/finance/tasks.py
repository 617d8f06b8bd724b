"""Background work of finance: load by number, call one service."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from wego.accounts.models import User
from wego.finance.services import notices


@task()
def send_unsent(user_id: int) -> None:
    """Mail every invoice of which nobody has been told."""
    notices.send_unsent(by=User.objects.get(pk=user_id), at=timezone.now())
