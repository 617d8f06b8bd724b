"""Opening and closing regional offices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.languages import SOURCE
from wego.core.rules import RuleError
from wego.members.models import Organisation
from wego.networks.models import RegionalOffice


class OfficeRefused(RuleError):
    """The office cannot open or close so; the message says why."""


@transaction.atomic
def open_office(
    *, name: Mapping[str, str], host: Organisation, opened_on: date, source: str = "", by: Actor | None, at: datetime
) -> RegionalOffice:
    """Note an office at a member, from a day on."""
    code = slugify(name[SOURCE])[:60]
    if not code:
        raise OfficeRefused(_("Enter the name of the office in Latin letters."))
    if RegionalOffice.objects.filter(code=code).exists():
        raise OfficeRefused(_("An office with this name already exists."))
    office = RegionalOffice.objects.create(code=code, name=name, host=host, opened_on=opened_on, source=source)
    after = {"host": host.slug, "opened_on": opened_on, "source": source}
    audit.record("office.opened", office, by=by, at=at, after=after)
    return office


@transaction.atomic
def close_office(*, office_id: int, closed_on: date, reason: str, by: Actor | None, at: datetime) -> RegionalOffice:
    """Close an office for good; it stays in the list with the day and the reason."""
    office = RegionalOffice.objects.select_for_update().get(pk=office_id)
    if office.closed_on:
        raise OfficeRefused(_("This office is already closed."))
    if closed_on > timezone.localdate(at):
        raise OfficeRefused(_("The closing date cannot be in the future."))
    if office.opened_on and closed_on < office.opened_on:
        raise OfficeRefused(_("The closing date cannot be before the opening date."))
    office.closed_on, office.reason = closed_on, reason
    office.save(update_fields=["closed_on", "reason"])
    audit.record("office.closed", office, by=by, at=at, after={"closed_on": closed_on, "reason": reason})
    return office
