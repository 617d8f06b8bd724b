"""Who may do what with agendas and decisions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import Permission

can_see_agenda = Permission(
    code="governance.see_agenda", label=_("View bodies, meetings, agendas and decisions with their documents")
)
can_keep_agenda = Permission(
    code="governance.keep_agenda", label=_("Plan meetings and put items on agendas"), implies=can_see_agenda
)
can_record_decision = Permission(
    code="governance.record_decision", label=_("Record and revoke what a body decided"), implies=can_see_agenda
)
