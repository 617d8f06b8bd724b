"""Who sees which organisation, written once: pages, exports, the map and the API all begin here."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from wego.accounts.queries import is_secretariat
from wego.members.models import Organisation, Standing
from wego.members.queries.affiliations import organisations_of

CURRENT = [kind.value for kind in Standing.Kind if kind != Standing.Kind.FORMER]


def organisations_visible_to(user: Any) -> QuerySet[Organisation]:
    """Whoever is or was a member is public; who is only registered is seen by the secretariat and its own people."""
    if not user.is_authenticated:
        return Organisation.objects.filter(standing__in=Standing.Kind.values)
    if is_secretariat(user):
        return Organisation.objects.all()
    own = organisations_of(user).values("pk")
    return Organisation.objects.filter(Q(standing__in=Standing.Kind.values) | Q(pk__in=own))
