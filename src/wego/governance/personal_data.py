"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from wego.core.personal_data import ACTS, TEXTS, PersonalRecord
from wego.governance.models import AgendaItem, BodyRules, Decision, Revocation

RECORDS = (
    PersonalRecord(ACTS, {BodyRules: ("published_by",), Decision: ("recorded_by",), Revocation: ("revoked_by",)}),
    PersonalRecord(TEXTS, {AgendaItem: ("note",), Decision: ("text",), Revocation: ("reason",)}),
)
