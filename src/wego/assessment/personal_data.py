"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from wego.assessment.models import Framework
from wego.core.personal_data import ACTS, PersonalRecord

RECORDS = (PersonalRecord(ACTS, {Framework: ("published_by",)}),)
