"""One organisation in the office: everything that is known of it, section by section, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.accounts.permissions import can_see_people
from wego.core import languages
from wego.core.access import require
from wego.core.comments.queries import Thread, thread_of
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.queries import tasks_about
from wego.core.office import office_page
from wego.core.page_sections import PageSection, TimelineEvent, timeline_of
from wego.core.references import Reference
from wego.members import acts, hooks
from wego.members.models import Affiliation, Organisation, Standing
from wego.members.permissions import can_keep_register, can_manage_colleagues, can_see_register
from wego.members.queries.affiliations import open_invitations
from wego.members.queries.visibility import organisations_in_register_of

MOST_EVENTS = 30


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """A member on one page; as many queries however much is known of it."""
    require(can_see_register(request.user))
    rows = organisations_in_register_of(request.user).select_related("region", "place")
    found = get_object_or_404(rows, pk=pk)
    sections: list[PageSection] = hooks.member_sections.collect(organisation=found, request=request)
    about = Reference.to(found)
    posts = list(found.affiliations.select_related("user").order_by("-role", "user__name", "pk"))
    thread = thread_of(about, may_write=can_keep_register(request.user))
    tasks = tasks_about(about)
    events = [*_happened(posts, thread, tasks), *(event for one in sections for event in one.events)]
    facts: dict[str, Any] = {
        "organisation": found,
        "names": _names(found),
        "standing": dict(Standing.Kind.choices).get(found.standing, ""),
        "people": [post for post in posts if post.ends_on is None],
        "may_see_people": can_see_people(request.user),
        "may_invite": can_manage_colleagues(request.user, found),
        "invitations": open_invitations(found),
        "sections": [one for one in sections if one.template],
        "timeline": timeline_of(events, most=MOST_EVENTS),
        "thread": thread,
        "tasks": tasks,
        "edit": acts.ORGANISATION_EDIT,
        "task_add": acts.ORGANISATION_TASK_ADD,
    }
    above = [(reverse("organisations:index"), _("Organisations"))]
    return office_page(request, "members/office/organisation.html", found.name, facts, above=above)


def _happened(posts: list[Affiliation], thread: Thread, tasks: Iterable[DatedTask]) -> Iterator[TimelineEvent]:
    """Positions begun and ended, notes, tasks added and done: of what the page shows anyway."""
    for post in posts:
        words = " · ".join(filter(None, [str(post.user), str(post.get_role_display()), post.post]))
        yield TimelineEvent(post.starts_on, _("Position started"), words)
        if post.ends_on and post.ends_on <= timezone.localdate():
            yield TimelineEvent(post.ends_on, _("Position ended"), words)
    for line in thread.lines:
        text = Truncator(line.comment.text).chars(80)
        yield TimelineEvent(timezone.localdate(line.comment.written_at), _("Note"), text, "#comments", line.author)
    for task in tasks:
        yield TimelineEvent(timezone.localdate(task.added_at), _("Task added"), task.title, "#tasks")
        if task.done_at:
            yield TimelineEvent(timezone.localdate(task.done_at), _("Task done"), task.title, "#tasks")


def _names(one: Organisation) -> list[tuple[str, str, str]]:
    """The name in every language of the platform and in its own: language, its code, name."""
    found = [(str(languages.name_of(code)), code, one.name.texts.get(code, "")) for code in languages.suffixes()]
    if one.name_native and one.name_native not in one.name.texts.values():
        found.append((_("In its own language"), one.native_language, one.name_native))
    return [row for row in found if row[2]]
