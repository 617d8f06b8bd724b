"""Who sees and keeps the list of regional offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission

can_see_offices = Permission(
    code="networks.see_offices", label=_("View the list of regional offices in the back office")
)
can_keep_offices = Permission(
    code="networks.keep_offices", label=_("Open and close regional offices"), implies=can_see_offices
)
