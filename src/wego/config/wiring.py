"""Every upward hook, page slot and periodic job, in one place and in the order in which they run."""

from __future__ import annotations

from datetime import timedelta

from wego.accounts import hooks as accounts
from wego.core import housekeeping
from wego.core.periodic import Job
from wego.members.queries import affiliations as posts
from wego.members.services.affiliations import forget_person

JOBS = (
    Job("clear_sessions", timedelta(days=1), housekeeping.clear_sessions),
    Job("forget_finished_tasks", timedelta(days=1), housekeeping.forget_finished_tasks),
)


def connect() -> None:
    """Connect hooks and slots; called once, when every app is ready."""
    accounts.person_erased.connect(forget_person)
    accounts.personal_data.connect(posts.personal_data)
    accounts.invited.connect(posts.is_invited)
    accounts.posts.connect(posts.posts_of)
