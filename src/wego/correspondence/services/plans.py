"""Starting a plan of tasks for a member; a prospect that has become a member."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.queries import tasks_about
from wego.core.dated_tasks.services import PlannedTask, plan_tasks
from wego.core.languages import SOURCE
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.core.texts import pick
from wego.correspondence.models import ExternalOrganisation, TaskPlan
from wego.members.models import Organisation


class PlanRefused(RuleError):
    """The plan cannot be started, or the prospect is no such; the message says why."""


@transaction.atomic
def start_plan(*, organisation_id: int, plan: TaskPlan, day: date, by: User, at: datetime) -> list[DatedTask]:
    """Write a plan's tasks down for a member, as the tasks of whoever starts it, in that person's language."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    about = Reference(Organisation._meta.label, str(organisation.pk), organisation.name.source)
    template = [PlannedTask(pick(one["title"]), one["day"], one["remind_before"]) for one in plan.tasks]
    titles = {title for one in plan.tasks for title in one["title"].values()}
    if tasks_about(about).filter(done_at=None, title__in=titles).exists():
        raise PlanRefused(_("This plan has been started for this member and still has open tasks."))
    with translation.override(SOURCE):
        address = reverse("organisations:organisation", args=[organisation.pk])
    return plan_tasks(template=template, day=day, about=about, owner_key=by.key, address=address, by=by, at=at)


@transaction.atomic
def become_member(*, external_id: int, organisation: Organisation, by: User, at: datetime) -> ExternalOrganisation:
    """Note which entry of the register a prospect has become: its people's posts are there from now on."""
    one = ExternalOrganisation.objects.select_for_update().get(pk=external_id)
    if one.became_id:
        raise PlanRefused(_("It is already recorded as %(name)s.") % {"name": one.became})
    one.became = organisation
    one.save(update_fields=["became"])
    moved = one.posts.update(external=None, organisation=organisation)
    after = {"organisation": organisation.slug, "posts": moved}
    audit.record("external_organisation.became_member", one, by=by, at=at, after=after)
    return one
