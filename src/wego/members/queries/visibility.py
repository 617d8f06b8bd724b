"""Who sees which organisation, written once: pages, exports, the map and the API all begin here."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from wego.accounts.queries import is_secretariat
from wego.members.models import Organisation
from wego.members.queries.affiliations import organisations_of

NEVER_A_MEMBER = ""


def organisations_visible_to(user: Any) -> QuerySet[Organisation]:
    """Whoever is or was a member is public; who is only registered is seen by the secretariat and its own people."""
    # Said by exclusion: “one of these standings” would draw the database to an index that finds nearly every row.
    if not user.is_authenticated:
        return Organisation.objects.exclude(standing=NEVER_A_MEMBER)
    if is_secretariat(user):
        return Organisation.objects.all()
    own = organisations_of(user).values("pk")
    return Organisation.objects.filter(~Q(standing=NEVER_A_MEMBER) | Q(pk__in=own))
