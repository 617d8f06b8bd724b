"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from wego.core.personal_data import ACTS, TEXTS, PersonalRecord
from wego.questionnaires.models import Answer, Questionnaire, Response

RECORDS = (
    PersonalRecord(
        ACTS,
        {Questionnaire: ("published_by",), Response: ("started_by", "submitted_by"), Answer: ("answered_by",)},
    ),
    PersonalRecord(TEXTS, {Answer: ("remark",)}),
)
