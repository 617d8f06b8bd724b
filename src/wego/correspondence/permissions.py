"""Who sees and keeps the people and organisations outside the membership, who writes to many, who keeps letters."""

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
can_see_letters = Permission(code="correspondence.see_letters", label=_("View letters and certificates"))
can_write_letters = Permission(
    code="correspondence.write_letters",
    label=_("Draft and send letters, file letters received"),
    implies=can_see_letters,
)
can_approve_letters = Permission(
    code="correspondence.approve_letters",
    label=_("Approve letters drafted by others"),
    implies=can_see_letters,
)
can_issue_certificates = Permission(
    code="correspondence.issue_certificates",
    label=_("Issue certificates of membership and of dues paid"),
    implies=can_see_letters,
)
