"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from wego.core.personal_data import ACTS, PersonalRecord
from wego.dues.models import Concession, DeclaredFigure, DuesRun, FeeSchedule, ReadingChoice

RECORDS = (
    PersonalRecord(
        ACTS,
        {
            Concession: ("granted_by",),
            DeclaredFigure: ("declared_by",),
            FeeSchedule: ("published_by",),
            ReadingChoice: ("chosen_by",),
            DuesRun: ("begun_by", "confirmed_by"),
        },
    ),
)
