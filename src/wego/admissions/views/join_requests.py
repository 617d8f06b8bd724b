"""The public way in: what membership is, whether the organisation is known, and the link that starts an application."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from wego.accounts.queries import person_with_address
from wego.admissions.forms import ApplicationStartForm, AskForm, LinkForm, SearchForm
from wego.admissions.models import JoinRequest
from wego.admissions.permissions import can_start_application
from wego.admissions.queries import join_request_by_token, known_organisations
from wego.admissions.services.applications import start_application
from wego.admissions.services.requests import ask_for_invitation, join_by_request, request_to_join, take_up_request
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.members.forms.affiliations import JoinForm
from wego.members.models import Organisation
from wego.members.queries.visibility import organisations_visible_to


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """What membership is and how one joins; with a name, which organisations are called so already."""
    is_asked = "name" in request.GET
    form = SearchForm(request.GET if is_asked else None)
    facts: dict[str, Any] = {"form": form, "kinds": _kinds()}
    if is_asked and form.is_valid():
        asked = form.cleaned_data
        facts["asked"] = asked
        facts["known"] = known_organisations(asked["name"], asked["country"])
    return render(request, "admissions/join.html", facts)


@once
def start(request: HttpRequest) -> HttpResponse:
    """Begin the application: at once for whoever is signed in, else by a mailed link."""
    is_known = request.user.is_authenticated
    if is_known:
        require(can_start_application(request.user))
    kind_of_form = ApplicationStartForm if is_known else LinkForm
    given = {"name_en": request.GET.get("name", ""), "country": request.GET.get("country", "")}
    form = kind_of_form(request.POST or None, initial={**given, "language": get_language()})
    if request.method == "POST" and form.is_valid():
        if is_known:
            try:
                application = start_application(by=request.user, at=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
            except RuleError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Application started. Answer it section by section; every step is saved."))
                return redirect("admissions:application", application.pk)
        else:
            address = form.cleaned_data["email"].strip().lower()
            if pause := consume_or_429(request, action="reset_password", key=address):
                return pause
            try:
                request_to_join(at=timezone.now(), **form.cleaned_data)
            except RuleError as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("admissions_public:sent")
    return render(request, "admissions/start.html", {"form": form, "is_known": is_known})


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same words for everybody: nobody learns whether an address has an account."""
    return render(request, "admissions/sent.html")


@once
def known(request: HttpRequest, slug: str) -> HttpResponse:
    """“This is us”: ask whoever acts for the organisation, or the secretariat, for an invitation."""
    organisation = get_object_or_404(organisations_visible_to(request.user), slug=slug)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if pause := consume_or_429(request, action="reset_password", key=f"ask:{organisation.pk}"):
            return pause
        try:
            ask_for_invitation(organisation_id=organisation.pk, at=timezone.now(), **form.cleaned_data)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Your request has been sent. If it is granted, you will receive an invitation by e-mail.")
            )
            return redirect("admissions_public:join")
    return render(request, "admissions/known.html", {"organisation": organisation, "form": form})


@sensitive_post_parameters("password")
@never_cache
@once
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What the mailed link opens. Looking changes nothing: mail programs look too."""
    asked = join_request_by_token(token)
    if asked is None:
        raise Http404
    is_open = asked.link.is_open(timezone.now())
    facts: dict[str, Any] = {"asked": asked, "is_open": is_open}
    if not is_open:
        return render(request, "admissions/link.html", facts, status=410)
    if request.user.is_authenticated:
        require(can_start_application(request.user))
        if request.method == "POST":
            return _take_up(request, asked)
        return render(request, "admissions/link.html", facts)
    if person_with_address(asked.email):
        return render(request, "admissions/link.html", {**facts, "has_account": True})
    return _open_account(request, asked, facts)


def _take_up(request: HttpRequest, asked: JoinRequest) -> HttpResponse:
    try:
        application = take_up_request(request_id=asked.pk, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return redirect("admissions_public:join")
    messages.success(request, _("Application started. Answer it section by section; every step is saved."))
    return redirect("admissions:application", application.pk)


def _open_account(request: HttpRequest, asked: JoinRequest, facts: dict[str, Any]) -> HttpResponse:
    form = JoinForm(request.POST or None, email=asked.email, initial={"language": asked.language})
    if request.method == "POST" and form.is_valid():
        try:
            application = join_by_request(request_id=asked.pk, at=timezone.now(), **form.cleaned_data)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Application started. Answer it section by section; every step is saved."))
            page = reverse("admissions:application", args=[application.pk])
            return perform_login(request, application.applicant, redirect_url=page)
    return render(request, "admissions/link.html", {**facts, "form": form})


def _kinds() -> list[dict[str, Any]]:
    """Each kind with its sub-kinds, as the register names them."""
    return [
        {"label": kind.label, "subkinds": [subkind.label for subkind in Organisation.SUBKINDS[kind]]}
        for kind in Organisation.Kind
    ]
