"""An applicant's way: where the applications stand, the answering flow, the form to sign, withdrawal."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from wego.accounts.models import User
from wego.accounts.requests import SignedInRequest
from wego.admissions.flow_pages import NAMESPACE, PAGES
from wego.admissions.member_acts import APPLY_AGAIN
from wego.admissions.models import Application, Departure
from wego.admissions.pdf import form_pdf
from wego.admissions.permissions import (
    can_answer_application,
    can_give_notice,
    can_submit_application,
    can_withdraw_application,
)
from wego.admissions.queries import (
    application_responses_visible_to,
    applications_visible_to,
    departures_visible_to,
    item_of,
)
from wego.admissions.services.applications import (
    submit_application,
)
from wego.core.print import PrintFault
from wego.finance.queries.terms import contact_of
from wego.members.models import Standing
from wego.members.queries.affiliations import OFFICER, organisations_of
from wego.questionnaires.declarations import FlowWords
from wego.questionnaires.flow import AnsweringFlow
from wego.questionnaires.models import Response

ANSWERABLE = (Application.Status.DRAFT, Application.Status.RETURNED)
NEVER, FORMER = "", Standing.Kind.FORMER


class ApplicationFlow(AnsweringFlow):
    """An organisation's application: numbered by itself, answered in its response."""

    namespace = NAMESPACE
    names = PAGES
    words = FlowWords(
        submit=gettext_lazy("Submit application"),
        submitted=gettext_lazy(
            "Application submitted. The secretariat reviews it and sends you an e-mail at every step."
        ),
        afterwards=gettext_lazy("After submission the answers are locked; the secretariat can return them to you."),
        not_yours=gettext_lazy("An officer of your organisation submits the application."),
        missing=gettext_lazy("Before the application can be submitted, these questions need an answer:"),
        closed=gettext_lazy("The application has been submitted; its answers can no longer be changed."),
        left_open=gettext_lazy(
            "You may leave these open. Unanswered questions are not added to the register, and the secretariat "
            "may ask you about them."
        ),
        review_lead=gettext_lazy("Check everything once more, have the form signed, and attach a scan."),
    )
    header = "admissions/flow_header.html"
    overview_template = "admissions/application.html"
    confirms_left_open = False  # what may stay open decides nothing here, and can be asked for later
    is_sign_in_first = False

    @staticmethod
    def subjects_visible_to(user: User) -> QuerySet[Application]:
        return applications_visible_to(user)

    @cached_property
    def response(self) -> Response:
        return get_object_or_404(application_responses_visible_to(self.user), pk=self.subject.response_id)

    @property
    def title(self) -> str:
        return _("Application of %(name)s") % {"name": self.subject.organisation.name}

    @property
    def short_title(self) -> str:
        return str(self.subject.organisation.name)

    def pages_above(self) -> list[tuple[str, str]]:
        return [
            (_("My pages"), reverse("portal:my")),
            (pgettext("page", "Membership"), reverse("admissions:membership")),
        ]

    @property
    def is_open(self) -> bool:
        return self.subject.status in ANSWERABLE

    @property
    def can_answer(self) -> bool:
        return can_answer_application(self.user, self.subject)

    @property
    def can_submit(self) -> bool:
        return can_submit_application(self.user, self.subject)

    def overview_facts(self) -> dict[str, Any]:
        """Its steps with their days, and what can be done besides answering."""
        found = self.subject
        may_give_notice = can_give_notice(self.user, found.organisation)
        return {
            "application": found,
            "steps": found.steps.all(),
            "item": item_of(found),
            "is_answerable": self.is_open and self.can_answer,
            "can_withdraw": found.status in (*ANSWERABLE, Application.Status.SUBMITTED)
            and can_withdraw_application(self.user, found),
            "names_contact": found.status == Application.Status.APPROVED
            and found.seeks == Application.Seeks.FULL
            and may_give_notice
            and contact_of(found.organisation) is None,
            "can_leave": found.status == Application.Status.ACCEPTED and may_give_notice,
        }

    def submit_response(self, *, at: datetime) -> Application:
        return submit_application(application_id=self.subject.pk, by=self.user, at=at)


@login_required
@require_safe
def membership(request: SignedInRequest) -> HttpResponse:
    """A person's organisations: their standing, applications and notices, and the next step of each."""
    organisations = list(organisations_of(request.user).order_by("sort_en"))
    managed = set(organisations_of(request.user, OFFICER).values_list("pk", flat=True))
    applications = _by_organisation(applications_visible_to(request.user).filter(organisation__in=organisations))
    departures = _by_organisation(departures_visible_to(request.user).filter(organisation__in=organisations))
    standings = {
        standing.organisation_id: standing
        for standing in Standing.objects.filter(organisation__in=organisations, ends_on=None)
    }
    rows = []
    for organisation in organisations:
        own = applications.get(organisation.pk, [])
        left = departures.get(organisation.pk, [])
        is_member = organisation.standing not in (NEVER, FORMER)
        has_open = any(one.status in Application.OPEN for one in own)
        rows.append(
            {
                "organisation": organisation,
                "standing": standings.get(organisation.pk),
                "applications": own,
                "departures": left,
                "can_leave": organisation.pk in managed
                and is_member
                and not any(one.status == Departure.Status.NOTICED for one in left),
                "can_apply": organisation.pk in managed and not is_member and not has_open,
            }
        )
    return render(request, "admissions/membership.html", {"rows": rows, "apply": APPLY_AGAIN})


@login_required
@require_safe
def form_as_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answers as a form to sign."""
    flow = ApplicationFlow(request, pk)
    try:
        pdf = form_pdf(flow.subject, flow.sheet)
    except PrintFault:
        messages.error(request, _("The form contains a character that cannot be printed. Print this page instead."))
        return redirect("admissions:check", pk)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="application-{flow.subject.organisation.slug}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _by_organisation(found: Any) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    for one in found:
        rows.setdefault(one.organisation_id, []).append(one)
    return rows
