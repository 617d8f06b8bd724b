"""Money for tests: through the services, required facts only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.members.factories import make_organisation
from wego.core.references import Reference
from wego.finance.models import Invoice, Payment
from wego.finance.services.invoicing import DraftLine, InvoiceDraft, issue_invoice
from wego.finance.services.payments import record_payment
from wego.members.models import Affiliation, Organisation

AT = datetime(2016, 3, 1, 3, 0, tzinfo=UTC)
DECISION = Reference("governance.Decision", "7", "Executive Committee, 12 October 2016, paper 4")
OLDER_DECISION = Reference("governance.Decision", "3", "Executive Committee, 4 May 2015, paper 2")


def make_draft(organisation: Organisation, amount: str = "7000.00", year: int = 2016, **fields: Any) -> InvoiceDraft:
    """A membership fee of 7,000 dollars."""
    line = DraftLine(
        {"en": f"Membership fee {year}", "ko": f"{year}년 회비", "zh-hans": f"{year} 年会费"}, Decimal(amount)
    )
    given = {"currency": "USD", "lines": [line], **fields}
    return InvoiceDraft(organisation=organisation, year=year, **given)


def make_invoice(organisation: Organisation | None = None, amount: str = "7000.00", **fields: Any) -> Invoice:
    at = fields.pop("at", AT)
    return issue_invoice(make_draft(organisation or make_organisation(), amount, **fields), by=None, at=at)


def make_payment(organisation: Organisation | None, amount: str = "7000.00", **fields: Any) -> Payment:
    given = {"received_on": date(2016, 3, 10), "currency": "USD", "by": None, "at": at(2016, 3, 12), **fields}
    organisation_id = organisation.pk if organisation else None
    return record_payment(organisation_id=organisation_id, amount=Decimal(amount), **given)


def make_officer(organisation: Organisation, user: Any) -> Affiliation:
    return Affiliation.objects.create(
        user=user, organisation=organisation, role=Affiliation.Role.OFFICER, starts_on=date(2016, 1, 1)
    )


def at(year: int, month: int, day: int) -> datetime:
    """Noon in the middle of the world's day, so that every zone agrees on the date."""
    return datetime(year, month, day, 3, 0, tzinfo=UTC)
