"""Where members go to pay online, and where the provider tells us of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wego.accounts.models import User
from wego.core.form_tokens import repeatable
from wego.core.rules import RuleError
from wego.finance.providers.base import ProviderNoticeRefused
from wego.finance.providers.services import open_checkout, provider_in_force, receive_notice
from wego.finance.queries.invoices import invoices_visible_to


@require_POST
@login_required
@repeatable("the provider gives the same page for the same open amount")
def invoice_pay(request: HttpRequest, number: str) -> HttpResponse:
    """A link to the provider's page for what is open of an invoice; back to the invoice where that is refused.

    A link and no redirect: our pages' policy lets no form lead to another site.
    """
    invoice = get_object_or_404(invoices_visible_to(request.user), number=number)
    address = reverse("finance:invoice", args=[invoice.number])
    assert isinstance(request.user, User)
    try:
        checkout = open_checkout(invoice=invoice, by=request.user, return_address=settings.WEGO_BASE_URL + address)
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return redirect(address)
    facts = {"invoice": invoice, "checkout": checkout, "provider": provider_in_force()}
    return render(request, "finance/providers/pay.html", facts)


@csrf_exempt
@require_POST
@repeatable("the provider's event is kept by its own number")
def notice(request: HttpRequest, provider: str) -> HttpResponse:
    """Take in what the provider tells; told twice it answers the same. 400 makes the provider try again."""
    known = provider_in_force()
    if known is None or known.name != provider:
        raise Http404
    at = timezone.now()
    try:
        told = known.read_notice(payload=request.body, signature=request.headers.get("Stripe-Signature", ""), at=at)
    except ProviderNoticeRefused as refusal:
        return HttpResponse(f"{refusal}\n", status=400, content_type="text/plain")
    receive_notice(provider=known, notice=told, at=at)
    return HttpResponse("ok\n", content_type="text/plain")
