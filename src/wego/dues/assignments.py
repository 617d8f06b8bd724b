"""A billing run that waits to be checked can be assigned to somebody who may issue its invoices."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import people_permitted
from wego.core.assignments.kinds import AssignableKind
from wego.dues.acts import title_of_run
from wego.dues.models import DuesRun
from wego.dues.permissions import can_run_dues, can_see_dues
from wego.dues.queries.runs import runs_to_check, runs_visible_to

DUES_RUN = AssignableKind(
    model=DuesRun,
    label=_("Billing runs"),
    may_see=can_see_dues,
    may_act=can_run_dues,
    people=partial(people_permitted, can_run_dues.code),
    visible_to=runs_visible_to,
    waiting=lambda user: runs_to_check(),
    address=lambda assignment: reverse("office_dues:run", args=[assignment.subject_id]),
    name_of=title_of_run,
)
