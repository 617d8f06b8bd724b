"""Who may do what with the index; what everybody may see stands in `queries.editions`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer

can_see_editions_office = Permission(
    code="cityindex.see_drafts", label=_("View drafts of index editions and correction requests from cities")
)
can_draft_editions = Permission(
    code="cityindex.draft_editions",
    label=_("Draft, publish, correct and withdraw index editions"),
    implies=can_see_editions_office,
)
can_answer_corrections = Permission(
    code="cityindex.answer_corrections",
    label=_("Accept or refuse corrections of cities’ figures"),
    implies=can_see_editions_office,
)


def can_take_part(user: Any, organisation: Organisation) -> bool:
    """Join an edition, confirm figures, ask for corrections: the city's officers, nobody in their name."""
    return is_officer(user, organisation)
