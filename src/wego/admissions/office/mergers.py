"""The office's page of what becomes of organisations: renamed, merged, split."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.admissions.forms import MergeForm, RenameForm, SplitForm
from wego.admissions.office.frame import page
from wego.admissions.permissions import can_merge_organisations
from wego.admissions.services.mergers import merge_organisations, rename_organisation, split_organisation
from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.office import run_service
from wego.members.models import FormerName, Relation

MOST = 50


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The latest changes, and the way to the three forms."""
    require(can_merge_organisations(request.user))
    facts = {
        "names": FormerName.objects.select_related("organisation").order_by("-until", "-pk")[:MOST],
        "relations": Relation.objects.select_related("organisation", "to").order_by("-since", "-pk")[:MOST],
    }
    return page(request, "admissions/office/changes.html", gettext_lazy("Names, mergers, splits"), facts)


FORMS: dict[str, tuple[type[forms.Form], Any, Any]] = {
    "rename": (
        RenameForm,
        gettext_lazy("Rename an organisation"),
        gettext_lazy("Other names from a day on. The former ones are kept with that day and are found by search."),
    ),
    "merge": (
        MergeForm,
        gettext_lazy("Merge organisations"),
        gettext_lazy("Several go up in one: they become former members from the day on, and say where they went."),
    ),
    "split": (
        SplitForm,
        gettext_lazy("Split an organisation"),
        gettext_lazy("By a decision the parts take the standing of the whole; without one they are associates."),
    ),
}


@once
def change(request: HttpRequest, act: str) -> HttpResponse:
    """One of the three forms."""
    require(can_merge_organisations(request.user))
    if act not in FORMS:
        raise Http404
    kind_of_form, title, lead = FORMS[act]
    form = kind_of_form(request.POST or None)
    if request.method == "POST" and form.is_valid() and _DONE[act](request, form.cleaned_data):
        return redirect("office_admissions:changes")
    return page(request, "admissions/office/change.html", title, {"form": form, "lead": lead, "button": title})


def _rename(request: HttpRequest, given: dict[str, Any]) -> bool:
    names = {"name": {code: name for code, name in given["name"].items() if name}}
    names |= {"name_native": given["name_native"]} if given["name_native"] else {}
    facts = {"organisation_id": given["organisation"].pk, "since": given["on"], "note": given["note"]}
    return run_service(request, _("Renamed; the former names are kept."), rename_organisation, names=names, **facts)


def _merge(request: HttpRequest, given: dict[str, Any]) -> bool:
    ends = [one.pk for one in given["ends"]]
    facts = {"into_id": given["into"].pk, "from_ids": ends, "on": given["on"], "note": given["note"]}
    return run_service(request, _("Merged; the history is kept."), merge_organisations, **facts, **_decision(given))


def _split(request: HttpRequest, given: dict[str, Any]) -> bool:
    facts = {
        "organisation_id": given["organisation"].pk,
        "names": given["names"],
        "continues": given["continues"],
        "on": given["on"],
        "note": given["note"],
    }
    return run_service(request, _("Split; the history is kept."), split_organisation, **facts, **_decision(given))


def _decision(given: dict[str, Any]) -> dict[str, Any]:
    return {"decision_id": given["decision"].pk if given["decision"] else None}


_DONE = {"rename": _rename, "merge": _merge, "split": _split}
