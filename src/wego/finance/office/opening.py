"""Arrears from before the platform: entered once, when a network begins to keep its money here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.office import office_page, run_service
from wego.finance.forms.office import OpeningArrearForm
from wego.finance.permissions import can_keep_books
from wego.finance.queries.invoices import opening_arrears as entered
from wego.finance.services.invoicing import enter_opening_arrear


@once
def opening_arrears(request: HttpRequest) -> HttpResponse:
    """What members owe from before, and a form for one more."""
    require(can_keep_books(request.user))
    form = OpeningArrearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = _("Arrear entered. It is overdue from the day on which it was due.")
        if run_service(request, said, enter_opening_arrear, **form.cleaned_data):
            return redirect("office_finance:opening_arrears")
    above = [(reverse("office_finance:overview"), _("Money"))]
    facts = {"form": form, "arrears": entered()}
    title = _("Arrears from before")
    return office_page(request, "finance/office/opening_arrears.html", title, "history", facts, above=above)
