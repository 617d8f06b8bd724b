"""Documents of applications that nobody outside the organisation has been shown yet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wego.admissions.models import Application
from wego.questionnaires.models import Answer
from wego.records.models import Evidence


def documents_of_begun_applications() -> QuerySet[Evidence, Any]:
    """Fills `records.hooks.evidence_held_back`: what answers an application alone that was never submitted."""
    begun = Application.objects.filter(submitted_at=None).values("response")
    elsewhere = Answer.objects.filter(evidence__isnull=False).exclude(response__in=begun).values("evidence")
    cited = Answer.objects.filter(response__in=begun, evidence__isnull=False).values("evidence")
    return Evidence.objects.filter(pk__in=cited).exclude(pk__in=elsewhere).values("pk")
