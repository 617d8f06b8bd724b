"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from wego.core.personal_data import ACTS, TEXTS, PersonalRecord
from wego.records.models import (
    CheckComment,
    CheckRules,
    Crosswalk,
    Evidence,
    FactImport,
    Observation,
    StagedFact,
    Verification,
)

RECORDS = (
    PersonalRecord(
        ACTS,
        {
            CheckComment: ("commented_by_key",),
            CheckRules: ("published_by",),
            Crosswalk: ("published_by",),
            Evidence: ("uploaded_by",),
            FactImport: ("shown_by",),
            Observation: ("recorded_by_key",),
            Verification: ("verified_by_key",),
        },
    ),
    PersonalRecord(TEXTS, {CheckComment: ("comment",), Observation: ("text",), StagedFact: ("text",)}),
)
