"""Who was first where two people decide on the same thing: the second is told by name, and when."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from wego.core.comments.queries import names_by_key
from wego.core.formats import moment
from wego.core.models import AuditEntry


def last_change_by_another(thing: Model, reader: Any) -> str:
    """Who changed a thing last and when, from the audit trail; nothing where that was the reader or the platform."""
    kept = AuditEntry.objects.filter(kind=thing._meta.label, thing_id=str(thing.pk)).order_by("-pk").first()
    if kept is None or kept.actor_key is None or kept.actor_key == reader.key:
        return ""
    name = names_by_key([kept.actor_key]).get(kept.actor_key)
    return _("Last change: %(who)s, %(moment)s.") % {"who": name, "moment": moment(kept.at)} if name else ""
