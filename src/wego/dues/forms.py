"""What is typed about dues: a fee to look up, a figure to submit, a run, a simulation, what was decided."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core.countries import countries_by_name
from wego.core.form_fields import DayField, NumberField, WholeNumberField, YearField
from wego.core.texts import pick
from wego.dues.models import Concession, DeclaredFigure, FeeSchedule
from wego.dues.queries.figures import gdp_years
from wego.finance.forms.office import DecisionField
from wego.members.models import Organisation


class LookUpForm(forms.Form):
    """What anybody may ask the schedule: a kind, a country, and people or staff."""

    classes = forms.ChoiceField(label=_("Kind of organisation"))
    country = forms.ChoiceField(label=_("Country or area"))
    people = WholeNumberField(
        label=_("Population, or staff"),
        min_value=0,
        max_value=10**10,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict(Organisation.Kind.choices)
        subkinds = dict(Organisation.Subkind.choices)
        government = Organisation.Kind.LOCAL_GOVERNMENT
        choices: list[Any] = [(f"{government}:", kinds[government])]
        choices += [
            (kinds[kind], [(f"{kind}:{subkind}", subkinds[subkind]) for subkind in Organisation.SUBKINDS[kind]])
            for kind in (Organisation.Kind.CORPORATION, Organisation.Kind.INSTITUTION)
        ]
        self.fields["classes"].choices = choices  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", "–"), *countries_by_name()]  # type: ignore[attr-defined]


class FigureForm(forms.Form):
    """People or staff, of which year, and what bears it out."""

    measure = forms.ChoiceField(label=_("Figure"), choices=DeclaredFigure.Measure.choices)
    value = WholeNumberField(label=pgettext_lazy("of a figure", "Value"), min_value=0, max_value=10**12)
    year = YearField(label=_("Of the year"), min_value=1900, max_value=2200)
    source = forms.CharField(
        label=_("Place of publication"),
        max_length=300,
        required=False,
        help_text=_("Title or address of the official statistics, or attach a document."),
    )
    document = forms.FileField(label=_("Document"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("source") and not given.get("document") and not self.errors.get("document"):
            self.add_error("source", _("State where the figure is published, or attach a document."))
        return given


class RunForm(forms.Form):
    """A year's run."""

    year = YearField(label=_("Dues of the year"), min_value=2010, max_value=2200)
    issued_on = DayField(label=_("Date of the invoices"))
    due_on = DayField(label=_("Payment due"))


class SimulationForm(forms.Form):
    """Two ways to compute the same year's dues."""

    year = YearField(label=_("Dues of the year"), min_value=2010, max_value=2200)
    everybody = forms.BooleanField(
        label=_("All listed members, treated as full members"),
        required=False,
        help_text=_("The list of 2022 does not state who is a full member."),
    )

    def __init__(self, *args: Any, schedules: list[FeeSchedule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [
            (f"{row.code}:{reading.code}", f"{row} · {_title(reading)}")
            for row in schedules
            for reading in row.read().readings
        ]
        indicators = {row.read().indicator for row in schedules}
        years = sorted({year for indicator in indicators for year in gdp_years(indicator)}, reverse=True)
        spans = [("", _("as the schedule says")), *((str(year), str(year)) for year in years)]
        for side, label in (("before", _("Compare")), ("after", _("with"))):
            self.fields[f"{side}_way"] = forms.ChoiceField(label=label, choices=ways)
            self.fields[f"{side}_gdp"] = forms.ChoiceField(
                label=_("Figures of national product of"), choices=spans, required=False
            )


class DecidedForm(forms.Form):
    """The decision by which something is done."""

    decision = DecisionField(
        label=_("Decision"),
        help_text=_("The decision this is based on. If it is missing here, record it under Decisions first."),
    )


class ReadingForm(DecidedForm):
    """How the network decided to read a schedule."""

    reading = forms.ChoiceField(label=_("Reading"))

    def __init__(self, *args: Any, schedule: FeeSchedule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readings = schedule.read().readings
        self.fields["reading"].choices = [(known.code, _title(known)) for known in readings]  # type: ignore[attr-defined]
        self.order_fields(["reading", "decision"])


class ConcessionForm(DecidedForm):
    """A waiver, a discount or instalments."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.order_by("sort_en"))
    year = YearField(label=_("Dues of the year"), min_value=2010, max_value=2200)
    kind = forms.ChoiceField(label=_("Concession"), choices=Concession.Kind.choices)
    percent = NumberField(
        label=_("Discount in per cent"), required=False, min_value=Decimal(0), max_value=Decimal(100), decimal_places=2
    )
    parts = WholeNumberField(label=_("Number of instalments"), required=False, min_value=1, max_value=12)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("The member sees it on its own page."),
        widget=forms.Textarea({"rows": 3}),
    )

    field_order = ["organisation", "year", "kind", "percent", "parts", "reason", "decision"]


def default_run(today: date, payment_days: int) -> dict[str, Any]:
    """What a new run's form begins with."""
    return {"year": today.year, "issued_on": today, "due_on": today + timedelta(days=payment_days)}


def _title(reading: Any) -> str:
    return pick(reading.title)
