"""What a decision is found by: the title of its item."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.search import SearchKind
from wego.governance.models import Decision
from wego.governance.queries import decisions_visible_to

DECISION = SearchKind(
    code="decision",
    model=Decision,
    label=_("Decisions"),
    titles=lambda decision: decision.item.title.texts,
    visible_to=decisions_visible_to,
    reads=("item",),
    key="item_id",
    office_address=lambda entry: reverse("office_governance:item", args=[entry.key]),
    joined=("item",),
)
