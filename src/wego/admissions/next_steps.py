"""What a person's own page shows of admissions: the next step of each application."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.admissions.models import Application
from wego.core.next_steps import NextStep


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
