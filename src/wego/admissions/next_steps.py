"""What a person's own page and the director's morning page show of admissions: the next step, and what waits."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.admissions.models import Application
from wego.admissions.queries import waiting_applications
from wego.core.next_steps import NextStep
from wego.governance.queries import open_items


def next_step_of(application: Application) -> NextStep:
    """The next step of an open application, for its organisation's people."""
    url = reverse("admissions:application", args=[application.pk])
    match application.status:
        case Application.Status.DRAFT:
            return NextStep(
                _("Continue the application"), url, _("The application has been started but not submitted.")
            )
        case Application.Status.RETURNED:
            return NextStep(_("Revise the application"), url, _("The secretariat returned it with reasons."))
        case Application.Status.SUBMITTED:
            return NextStep(_("View status"), url, _("The application is with the secretariat."))
    return NextStep(_("View status"), url, _("Accepted: associate member until the body decides."))


def secretariat_steps() -> list[NextStep]:
    """What waits for the secretariat: applications to accept, matters to decide; two queries."""
    waiting, items = waiting_applications().count(), open_items().count()
    found = []
    if waiting:
        why = ngettext("%(count)d application needs a reply.", "%(count)d applications need a reply.", waiting)
        found.append(NextStep(_("New applications"), reverse("office_admissions:queue"), why % {"count": waiting}))
    if items:
        why = ngettext("%(count)d item needs a decision.", "%(count)d items need a decision.", items)
        found.append(NextStep(_("Awaiting committee"), reverse("office_governance:agenda"), why % {"count": items}))
    return found
