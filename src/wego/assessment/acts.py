"""What an officer does with a diagnosis: begin it, show its stage, take it back into work."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wego.assessment.models import Diagnosis
from wego.assessment.permissions import can_publish_diagnosis, can_reopen_diagnosis, can_start_diagnosis
from wego.assessment.queries import diagnoses_visible_to, framework_in_force, year_asked
from wego.assessment.services.diagnoses import publish_diagnosis, reopen_diagnosis, start_diagnosis
from wego.core.acts.act import OF_MEMBERS, Act
from wego.questionnaires.queries import organisations_answered_by


class ShowForm(forms.Form):
    """Whether the public sees the stage; the page fills it in."""

    show = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], widget=forms.HiddenInput)


def _diagnosis(user: Any, pk: int) -> Diagnosis:
    """By the number of its response: one address from the first answer to the report."""
    return get_object_or_404(diagnoses_visible_to(user), response=pk)


def _report(diagnosis: Diagnosis) -> str:
    return reverse("assessment:report", args=[diagnosis.response_id])


DIAGNOSIS_START = Act(
    name="diagnosis_start",
    address="assessment:diagnosis_start",
    label=_("Start the diagnosis"),
    said="",  # the page to which it leads says it
    service=start_diagnosis,
    key="organisation_id",
    subject=lambda user, slug: get_object_or_404(organisations_answered_by(user), slug=slug),
    args=lambda organisation: [organisation.slug],
    values=lambda organisation, given: {
        "framework": framework_in_force(),
        "year": year_asked(organisation, at=timezone.now()),
    },
    allowed_on=can_start_diagnosis,
    back=lambda organisation: reverse("assessment:overview"),
    leads_to=lambda organisation, response: reverse("assessment:diagnosis", args=[response.pk]),
    **OF_MEMBERS,
)

_ON_DIAGNOSIS: dict[str, Any] = {
    "subject": _diagnosis,
    "args": lambda diagnosis: [diagnosis.response_id],
    "back": _report,
    **OF_MEMBERS,
}

DIAGNOSIS_REOPEN = Act(
    name="diagnosis_reopen",
    address="assessment:diagnosis_reopen",
    label=_("Reopen diagnosis"),
    said=_("Diagnosis reopened. Correct the answers and submit it again."),
    service=reopen_diagnosis,
    values=lambda diagnosis, given: {"response_id": diagnosis.response_id},
    allowed_on=lambda user, diagnosis: can_reopen_diagnosis(user, diagnosis.response),
    leads_to=lambda diagnosis, reopened: reverse("assessment:diagnosis", args=[diagnosis.response_id]),
    is_warning=True,
    **_ON_DIAGNOSIS,
)

DIAGNOSIS_PUBLISH = Act(
    name="diagnosis_publish",
    address="assessment:diagnosis_publish",
    label=_("Show on the public profile"),
    wording=lambda one: _("Hide from the public") if one.is_published else _("Show on the public profile"),
    said=_("The stage is shown on your public profile."),
    told=lambda one: (
        _("The stage is shown on your public profile.")
        if one.is_published
        else _("The stage is hidden from the public.")
    ),
    service=publish_diagnosis,
    key="diagnosis_id",
    form=ShowForm,
    is_form_hidden=True,
    initial=lambda diagnosis: {"show": "no" if diagnosis.is_published else "yes"},
    values=lambda diagnosis, given: {"is_published": given["show"] == "yes"},
    allowed_on=can_publish_diagnosis,
    **_ON_DIAGNOSIS,
)
