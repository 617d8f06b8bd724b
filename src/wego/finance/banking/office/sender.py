"""The sender of electronic invoices, and where members receive them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.office import office_page, run_service
from wego.finance.banking.forms import (
    ElectronicAddressForm,
    SenderForm,
)
from wego.finance.banking.office.lines import A_PAGE
from wego.finance.permissions import can_keep_books
from wego.finance.ubl.models import ElectronicAddress, Sender
from wego.finance.ubl.services import set_electronic_address, set_sender


@once
def sender(request: HttpRequest) -> HttpResponse:
    """Who sends electronic invoices, and which members receive them where: entered by the secretariat."""
    require(can_keep_books(request.user))
    is_address = "organisation" in request.POST
    form = SenderForm(None if is_address else request.POST or None, instance=Sender.objects.first())
    address_form = ElectronicAddressForm(request.POST if is_address else None)
    if request.method == "POST" and _entered(request, address_form if is_address else form):
        return redirect("office_bank:sender")
    addresses = ElectronicAddress.objects.select_related("organisation").order_by("organisation__sort_en")
    page = Paginator(addresses, A_PAGE * 2).get_page(request.GET.get("page"))
    facts = {"form": form, "address_form": address_form, "page": page}
    return office_page(request, "finance/banking/sender.html", gettext_lazy("Electronic invoices"), "mail", facts)


def _entered(request: HttpRequest, form: SenderForm | ElectronicAddressForm) -> bool:
    if not form.is_valid():
        return False
    if isinstance(form, SenderForm):
        return run_service(request, _("Sender of electronic invoices saved."), set_sender, **form.cleaned_data)
    given = dict(form.cleaned_data)
    facts = {"organisation_id": given.pop("organisation").pk, **given}
    return run_service(request, _("Electronic address saved."), set_electronic_address, **facts)
