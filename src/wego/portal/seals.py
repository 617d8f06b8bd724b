"""Seals in the office: what the network has sealed, ending a seal, and changing to another key."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.office import office_page, run_service
from wego.core.seals.models import SigningKey
from wego.core.seals.queries import seals
from wego.core.seals.services import replace_signing_key, revoke_seal
from wego.portal.permissions import can_keep_seals

A_PAGE = 50


class SealRevocationForm(forms.Form):
    """From when on a seal does not hold, and why."""

    revoked_on = forms.DateField(label=gettext_lazy("Revoked on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        help_text=gettext_lazy("Everybody who checks the seal reads it."),
        widget=forms.Textarea({"rows": 3}),
    )


@require_safe
def seal_list(request: HttpRequest) -> HttpResponse:
    """Every seal, the latest first, and the keys."""
    require(can_keep_seals(request.user))
    page = Paginator(seals(), A_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "keys": SigningKey.objects.all()}
    return office_page(request, "portal/office/seals.html", _("Seals"), "key", facts)


@once
def seal_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for day and reason, then end the seal."""
    require(can_keep_seals(request.user))
    seal = get_object_or_404(seals(), pk=pk)
    form = SealRevocationForm(request.POST or None, initial={"revoked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = {"seal_id": pk, **form.cleaned_data}
        if run_service(request, _("Seal revoked."), revoke_seal, **given):
            return redirect("office_seals:list")
    above = [(reverse("office_seals:list"), _("Seals"))]
    facts = {"seal": seal, "form": form}
    return office_page(request, "portal/office/seal_revoke.html", _("Revoke a seal"), "key", facts, above=above)


@once
def key_replace(request: HttpRequest) -> HttpResponse:
    """Say what it means, then change to another key."""
    require(can_keep_seals(request.user))
    if request.method == "POST":
        run_service(request, _("A new key signs from now on."), replace_signing_key)
        return redirect("office_seals:list")
    above = [(reverse("office_seals:list"), _("Seals"))]
    return office_page(request, "portal/office/key_replace.html", _("Replace the key"), "key", {}, above=above)
