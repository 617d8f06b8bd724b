"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from wego.core.personal_data import ACTS, PersonalRecord
from wego.entitlements.models import EntitlementRules

RECORDS = (PersonalRecord(ACTS, {EntitlementRules: ("published_by",)}),)
