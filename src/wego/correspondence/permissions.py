"""Who sees and keeps the people and organisations outside the membership, and who writes to many."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission

can_see_contacts = Permission(code="correspondence.see_contacts", label=_("View contacts, partners and prospects"))
can_keep_contacts = Permission(
    code="correspondence.keep_contacts",
    label=_("Add and change contacts, partners and prospects"),
    implies=can_see_contacts,
)
can_see_mailings = Permission(code="correspondence.see_mailings", label=_("View mailings and replies"))
can_write_mailings = Permission(
    code="correspondence.write_mailings", label=_("Write mailings, record replies"), implies=can_see_mailings
)
can_approve_mailings = Permission(
    code="correspondence.approve_mailings",
    label=_("Approve mailings that someone else wrote"),
    implies=can_see_mailings,
)
