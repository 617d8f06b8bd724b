"""Corrections that cities request can be assigned to somebody who answers them."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import people_permitted
from wego.cityindex.models import Correction
from wego.cityindex.permissions import can_answer_corrections, can_see_editions_office
from wego.cityindex.queries.participation import corrections_visible_to, waiting_corrections
from wego.core.assignments.kinds import AssignableKind

CORRECTION = AssignableKind(
    model=Correction,
    label=_("Corrections of figures"),
    may_see=can_see_editions_office,
    may_act=can_answer_corrections,
    people=partial(people_permitted, can_answer_corrections.code),
    visible_to=corrections_visible_to,
    waiting=lambda user: waiting_corrections(),
    address=lambda assignment: reverse("office_index:correction", args=[assignment.subject_id]),
    name_of=lambda correction: f"{correction.participation.organisation.name.source}: {correction.indicator.code}",
)
