"""Matters that wait for a body can be assigned to somebody who prepares them."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import people_permitted
from wego.core.assignments.kinds import AssignableKind
from wego.governance.models import AgendaItem
from wego.governance.permissions import can_record_decision, can_see_agenda
from wego.governance.queries import items_visible_to, open_items

AGENDA_ITEM = AssignableKind(
    model=AgendaItem,
    label=_("Agenda items"),
    may_see=can_see_agenda,
    may_act=can_record_decision,
    people=partial(people_permitted, can_record_decision.code),
    visible_to=items_visible_to,
    waiting=lambda user: open_items(),
    address=lambda assignment: reverse("office_governance:item", args=[assignment.subject_id]),
    name_of=lambda item: item.title.source,
)
