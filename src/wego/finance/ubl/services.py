"""Entering who sends electronic invoices and where they go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wego.core import audit
from wego.core.audit import Actor
from wego.finance.identifiers import checked_address, checked_registration
from wego.finance.ubl.models import ElectronicAddress, Sender


@transaction.atomic
def set_sender(*, by: Actor | None, at: datetime, **facts: str) -> Sender:
    """Put the network's registered name, number, electronic address and country in force.

    Refused (IdentifierWrong) where an identifier cannot be of its scheme.
    """
    facts["address"] = checked_address(facts["scheme"], facts["address"])
    facts["registration"] = checked_registration(facts.get("registration_scheme", ""), facts["registration"])
    sender = Sender.objects.select_for_update().filter(pk=1).first()
    before = {name: getattr(sender, name) for name in facts} if sender else {}
    sender, _is_new = Sender.objects.update_or_create(pk=1, defaults={**facts, "changed_at": at})
    audit.record("sender.set", sender, by=by, at=at, before=before, after=facts)
    return sender


@transaction.atomic
def set_electronic_address(
    *, organisation_id: int, scheme: str, address: str, by: Actor | None, at: datetime
) -> ElectronicAddress:
    """Enter where an organisation receives electronic invoices, as it has told; IdentifierWrong if that cannot be."""
    address = checked_address(scheme, address)
    known = ElectronicAddress.objects.select_for_update().filter(organisation=organisation_id).first()
    before = {"address": str(known)} if known else {}
    facts = {"scheme": scheme, "address": address, "changed_at": at}
    made, _is_new = ElectronicAddress.objects.update_or_create(organisation_id=organisation_id, defaults=facts)
    audit.record("electronic_address.set", made, by=by, at=at, before=before, after={"address": str(made)})
    return made
