"""Applications that wait can be assigned to somebody who decides on them."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import people_permitted
from wego.admissions.models import Application
from wego.admissions.permissions import can_decide_application, can_see_applications
from wego.admissions.queries import applications_visible_to, waiting_applications
from wego.core.assignments.kinds import AssignableKind

APPLICATION = AssignableKind(
    model=Application,
    label=_("Applications"),
    may_see=can_see_applications,
    may_act=can_decide_application,
    people=partial(people_permitted, can_decide_application.code),
    visible_to=applications_visible_to,
    waiting=lambda user: waiting_applications(),
    address=lambda assignment: reverse("office_admissions:application", args=[assignment.subject_id]),
    name_of=lambda application: application.organisation.name.source,
)
