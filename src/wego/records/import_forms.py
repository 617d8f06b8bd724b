"""What is entered about facts in the office: a file of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wego.records.models import Source


class ImportForm(forms.Form):
    """A long table of facts."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or Parquet, with the columns of the table under “Facts”; export it to see them."),
        widget=forms.FileInput({"accept": ".csv,.xlsx,.parquet"}),
    )
    source = forms.ModelChoiceField(
        label=_("Source of rows without one"),
        queryset=Source.objects.all(),
        required=False,
        empty_label=_("Every row names its source"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.order_by("title")  # type: ignore[attr-defined]
