"""Profiles that officers propose can be assigned to somebody who decides on them."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import people_permitted
from wego.core.assignments.kinds import AssignableKind
from wego.members.models import ProfileChange
from wego.members.permissions import can_decide_profile_change, can_see_register
from wego.members.queries.changes import waiting_changes
from wego.members.queries.visibility import in_register_of

PROFILE_CHANGE = AssignableKind(
    model=ProfileChange,
    label=_("Profile changes"),
    may_see=can_see_register,
    may_act=can_decide_profile_change,
    people=partial(people_permitted, can_decide_profile_change.code),
    visible_to=lambda user: in_register_of(user, ProfileChange.objects.select_related("organisation")),
    waiting=lambda user: in_register_of(user, waiting_changes()),
    address=lambda assignment: reverse("office_members:profile_change", args=[assignment.subject_id]),
    name_of=lambda change: change.organisation.name.source,
)
