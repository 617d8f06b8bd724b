"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from wego.cityindex.models import Correction, Draft, Notice, Participation
from wego.core.personal_data import ACTS, TEXTS, PersonalRecord

RECORDS = (
    PersonalRecord(
        ACTS,
        {
            Draft: ("begun_by",),
            Notice: ("reader",),
            Participation: ("joined_by", "confirmed_by"),
            Correction: ("requested_by", "answered_by"),
        },
    ),
    PersonalRecord(TEXTS, {Correction: ("grounds",)}),
)
