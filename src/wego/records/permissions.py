"""Who may do what with an organisation's documents, and who imports facts in the office."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.members.models import Organisation
from wego.members.queries.affiliations import CONTRIBUTOR, OFFICER, is_officer, roles_at

can_see_evidence = Permission(code="records.see_evidence", label=_("View members' documents"), is_regional=True)
can_see_facts_office = Permission(
    code="records.see_facts", label=_("View the table of all facts and the files they were imported from")
)
can_import_facts = Permission(
    code="records.import_facts", label=_("Import facts from files"), implies=can_see_facts_office
)


def can_add_evidence(user: Any, organisation: Organisation) -> bool:
    """Add a document, describe it, replace it: whoever answers for the organisation."""
    return not roles_at(user, organisation).isdisjoint((OFFICER, CONTRIBUTOR))


def can_share_evidence(user: Any, organisation: Organisation) -> bool:
    """Decide who reads a document, how long it is kept, and take it away: its officers."""
    return is_officer(user, organisation)
