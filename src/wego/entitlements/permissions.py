"""Who sees how members use their benefits, and which may be about to leave."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission

can_see_member_care = Permission(
    code="entitlements.see_member_care", label=_("View how members use their benefits and who may leave")
)
