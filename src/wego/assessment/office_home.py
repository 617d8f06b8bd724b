"""What diagnoses put on the office's first page: those of this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.assessment.permissions import can_list_diagnoses
from wego.assessment.queries import diagnoses_visible_to
from wego.core.office_home import WeekCount, week_before


def week(*, user: Any, today: date) -> Iterator[WeekCount]:
    """Diagnoses that cities submitted; one query."""
    if can_list_diagnoses(user):
        count = diagnoses_visible_to(user).filter(submitted_at__gte=week_before(today)).count()
        yield WeekCount(_("Diagnoses"), count, reverse("office_assessment:diagnosis_list"))
