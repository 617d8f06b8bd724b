"""The sender of electronic invoices, and where members receive them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.finance.banking.acts import SET_ADDRESS, SET_SENDER
from wego.finance.banking.listings import ADDRESSES


@require_safe
def sender(request: HttpRequest) -> HttpResponseBase:
    """Who sends electronic invoices, and which members receive them where: entered by the secretariat."""
    facts = {"set_sender": SET_SENDER, "set_address": SET_ADDRESS}
    return ADDRESSES.respond(request, title=_("Electronic invoices"), facts=facts)
