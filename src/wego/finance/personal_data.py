"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.core.personal_data import ACTS, Erasure, PersonalKind, PersonalRecord
from wego.finance.banking.models import BankImport, BankLine, BankPreview
from wego.finance.models import BillingContact, ClosedPeriod

BILLING = PersonalKind(
    "billing",
    _("Billing contact: name, e-mail and postal address"),
    _("to send invoices to the right person"),
    _("until your organisation changes it"),
    Erasure.REMOVED,
)

RECORDS = (
    PersonalRecord(BILLING, {BillingContact: ("name", "email", "address")}),
    PersonalRecord(
        ACTS,
        {
            BankLine: ("settled_by",),
            BankImport: ("begun_by",),
            BankPreview: ("shown_by",),
            ClosedPeriod: ("closed_by_key",),
        },
    ),
)
