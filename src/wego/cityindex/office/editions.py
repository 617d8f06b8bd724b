"""Editions in the secretariat's office: which there are, corrected versions of them, cities withdrawn from them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from wego.cityindex.forms.drafts import ErratumForm, WithdrawalForm
from wego.cityindex.models import WITHDRAWN, Edition
from wego.cityindex.permissions import can_draft_editions, can_see_editions_office
from wego.cityindex.queries.drafts import drafts_visible_to
from wego.cityindex.queries.editions import editions_visible_to
from wego.cityindex.services.drafts import begin_erratum
from wego.cityindex.services.publication import withdraw_unit
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.office import AllowedMenuItem, Trail, office_page, run_service

TITLE = gettext_lazy("Index editions")


def above() -> Trail:
    """The trail to the list of editions."""
    return [(reverse("office_index:list"), TITLE)]


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition, drafts among them."""
    require(can_see_editions_office(request.user))
    facts = {"editions": editions_visible_to(request.user), "drafts": drafts_visible_to(request.user)}
    return office_page(request, "cityindex/office/list.html", _("Index editions"), "order", facts)


@once
def edition_page(request: HttpRequest, code: str) -> HttpResponse:
    """One edition: its state, its digest, and how a corrected version of it begins."""
    edition = _edition(request, code)
    form = ErratumForm(request.POST or None, initial={"code": f"{code}-2"})
    if request.method == "POST" and form.is_valid():
        facts = {"edition_id": edition.pk, "code": form.cleaned_data["code"]}
        if run_service(request, _("Draft of a corrected version begun."), begin_erratum, **facts):
            return redirect("office_index:draft", facts["code"])
    found = {
        "edition": edition,
        "form": form,
        "corrected_by": edition.corrected_by.all(),
        "withdrawn": edition.units.filter(reason=WITHDRAWN).select_related("organisation", "place"),
    }
    return office_page(request, "cityindex/office/edition.html", edition.name, "order", found, above=above())


@once
def unit_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take a city from the public pages, with the reason."""
    edition = _edition(request, code)
    units = edition.units.ranked().select_related("organisation", "place")
    form = WithdrawalForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        facts = {"unit_id": form.cleaned_data["unit"].pk, "reason": form.cleaned_data["reason"]}
        if run_service(request, _("City withdrawn from the public pages."), withdraw_unit, **facts):
            return redirect("office_index:edition", code)
    trail = [*above(), (reverse("office_index:edition", args=[code]), edition.name)]
    facts = {"edition": edition, "form": form}
    return office_page(request, "cityindex/office/withdraw.html", _("Withdraw a city"), "order", facts, above=trail)


def _edition(request: HttpRequest, code: str) -> Edition:
    require(can_draft_editions(request.user))
    return get_object_or_404(editions_visible_to(request.user), code=code)


def menu_item() -> MenuItem:
    return AllowedMenuItem(
        TITLE,
        reverse("office_index:list"),
        name="index-editions",
        icon_name="order",
        order=500,
        allowed=can_see_editions_office,
    )
