"""What is entered where standings are decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wego.core.form_fields import DayField
from wego.members.forms.decisions import DecisionField
from wego.members.models import Standing
from wego.members.services.standings import DecisionMissing, standing_needs_decision


class StandingForm(forms.Form):
    """Which standing begins on which day, and by which decision."""

    kind = forms.ChoiceField(
        label=_("Standing"),
        choices=[choice for choice in Standing.Kind.choices if choice[0] != Standing.Kind.UNSTATED],
    )
    starts_on = DayField(
        label=_("From"),
        initial=timezone.localdate,
        help_text=_("The first day on which it applies. It must be after the first day of the current standing."),
    )
    decision = DecisionField(
        label=_("Decision"),
        required=False,
        help_text=_(
            "The body's decision. If it is missing here, record it under Governance first. An associate member "
            "needs none."
        ),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "kind" in given and "decision" in given:
            try:
                standing_needs_decision(given["kind"], given["decision"])
            except DecisionMissing as refusal:
                self.add_error("decision", str(refusal))
        return given
