"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.admissions.models import Application, Departure, JoinRequest, Step
from wego.core.personal_data import ACTS, TEXTS, Erasure, PersonalKind, PersonalRecord

JOINING = PersonalKind(
    "joining",
    _("Requests to apply: e-mail address"),
    _("to send you a link for starting an application"),
    _("until the link is used or has expired"),
    Erasure.REMOVED,
)

RECORDS = (
    PersonalRecord(JOINING, {JoinRequest: ("email",)}),
    PersonalRecord(ACTS, {Application: ("applicant",), Departure: ("given_by",), Step: ("by",)}),
    PersonalRecord(TEXTS, {Application: ("reason",), Departure: ("reason",), Step: ("reason",)}),
)
