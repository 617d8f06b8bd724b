"""What is entered of a questionnaire that is made in the office."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SeenDraftForm(forms.Form):
    """Which state of the draft the officer has seen."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("XLSX: our layout, as a questionnaire is downloaded, or XLSForm."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )


class AnotherWorkbookForm(SeenDraftForm, WorkbookForm):
    field_order = ("file", "revision")
