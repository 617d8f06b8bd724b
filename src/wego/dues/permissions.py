"""Who may do what with dues."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission
from wego.members.models import Organisation
from wego.members.queries.affiliations import is_officer

can_see_dues = Permission(code="dues.see_dues", label=_("View billing runs, readings, concessions and the simulator"))
can_run_dues = Permission(
    code="dues.run_dues", label=_("Calculate and invoice dues, grant concessions"), implies=can_see_dues
)


def can_declare_figure(user: Any, organisation: Organisation) -> bool:
    """Submit people or staff for the fee: the organisation's officers."""
    return is_officer(user, organisation)
