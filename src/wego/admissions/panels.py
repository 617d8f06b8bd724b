"""What a member's profile shows of its history: former names, mergers, splits."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wego.members.hooks import ProfilePanel
from wego.members.models import Organisation, Relation


def history_panel(organisation: Organisation, request: HttpRequest) -> ProfilePanel | None:
    """Names that the organisation bore and what it went up in or came from; None where there is nothing to tell."""
    names = list(organisation.former_names.order_by("-until"))
    relations = list(
        Relation.objects.filter(Q(organisation=organisation) | Q(to=organisation)).select_related("organisation", "to")
    )
    if not names and not relations:
        return None
    return ProfilePanel(
        anchor="history",
        title=_("Names, mergers, splits"),
        template="admissions/panel.html",
        is_archival=True,
        data={"names": names, "relations": relations},
        record={
            "former_names": [{"name": one.name.source, "until": one.until.isoformat()} for one in names],
            "relations": [
                {
                    "organisation": one.organisation.slug,
                    "relation": one.kind,
                    "to": one.to.slug,
                    "since": one.since.isoformat(),
                }
                for one in relations
            ],
        },
    )
