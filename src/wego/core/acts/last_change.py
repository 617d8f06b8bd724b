"""Who was first where two people decide on the same thing: the second is told by name, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from wego.core.formats import moment
from wego.core.models import AuditEntry
from wego.core.people_names import names_by_key
from wego.core.rules import RuleError


class DealtWith(RuleError):
    """Somebody else was first; the message says who and when."""


def refuse_if_another_was_first(thing: Model, reader: Any, why: str) -> None:
    """For an act's `subject` that is no longer there to be acted on: where a colleague did that, who and when."""
    if who := last_change_by_another(thing, reader):
        raise DealtWith(f"{why} {who}")


def last_change_by_another(thing: Model, reader: Any, *, since: datetime | None = None) -> str:
    """Who changed a thing last and when, from the audit trail; nothing where that was the reader or the platform.

    `since`: nothing either where it was before that moment, at which the reader was shown the thing.
    """
    kept = AuditEntry.objects.filter(kind=thing._meta.label, thing_id=str(thing.pk)).order_by("-pk").first()
    if kept is None or kept.actor_key is None or kept.actor_key == reader.key:
        return ""
    if since is not None and kept.at < since:
        return ""
    name = names_by_key({kept.actor_key}).get(kept.actor_key)
    return _("Last change: %(who)s, %(moment)s.") % {"who": name, "moment": moment(kept.at)} if name else ""
