"""Reads of billing runs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wego.accounts.authorization import has_permission
from wego.dues.models import DuesRun


def runs_visible_to(user: Any) -> QuerySet[DuesRun]:
    """Every run, to those who see dues."""
    return DuesRun.objects.all() if has_permission(user, "dues.see_dues") else DuesRun.objects.none()


def runs_to_check() -> QuerySet[DuesRun]:
    """Runs of which the fees are calculated and no invoice is issued yet."""
    return DuesRun.objects.filter(status=DuesRun.Status.PREVIEW)
