"""The network's own contact: one value in force per channel, the former ones kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.languages import SOURCE
from wego.core.rules import RuleError
from wego.core.texts import as_columns, changed
from wego.members.models import ContactPoint


class ContactPointRefused(RuleError):
    """The contact cannot change so."""


@transaction.atomic
def change_contact(
    *, channel: str, values: Mapping[str, str], by: Actor | None, at: datetime, note: str = ""
) -> ContactPoint:
    """Close the value in force and put another in its place, in every language at once."""
    if channel not in ContactPoint.Channel.values:
        raise ContactPointRefused(_("“%(channel)s” is not a channel.") % {"channel": channel})
    wanted = changed({}, values)
    if not wanted.get(SOURCE):
        raise ContactPointRefused(
            _("Enter at least the English version. It is shown in languages that are left empty.")
        )
    last = ContactPoint.objects.select_for_update().filter(channel=channel, is_in_force=True).first()
    before = last.value.texts if last else {}
    if before == wanted:
        raise ContactPointRefused(_("This is already in use."))
    if last:
        last.is_in_force = False
        last.save(update_fields=["is_in_force"])
    point = ContactPoint.objects.create(channel=channel, value=wanted, since=timezone.localdate(at), note=note)
    old, new = as_columns("value", before), as_columns("value", wanted)
    audit.record("contact.changed", point, by=by, at=at, before=old, after=new)
    return point
