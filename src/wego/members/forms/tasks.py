"""The form of a task about an organisation."""

from __future__ import annotations

from wego.accounts.task_forms import TaskForm


class OrganisationTaskForm(TaskForm):
    """A task about an organisation of the register."""

    seen_by = "members.see_register"
