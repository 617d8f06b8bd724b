"""Who sees and keeps the people and organisations outside the membership."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission

can_see_contacts = Permission(code="correspondence.see_contacts", label=_("View contacts, partners and prospects"))
can_keep_contacts = Permission(
    code="correspondence.keep_contacts",
    label=_("Add and change contacts, partners and prospects"),
    implies=can_see_contacts,
)
