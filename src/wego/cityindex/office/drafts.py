"""Drafts in the office: looked at, edited as tables, taken away as a folder; what is done with them: `acts`."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.cityindex.draft_validation import validate_draft
from wego.cityindex.forms.drafts import (
    BasicsForm,
    FrameworkTable,
    MethodForm,
    NotesTable,
    RowTextsForm,
)
from wego.cityindex.models import Draft
from wego.cityindex.office import acts
from wego.cityindex.office.draft_listings import lists_of
from wego.cityindex.permissions import can_draft_editions, can_see_editions_office
from wego.cityindex.queries.cities import cities_of_draft, counts_of
from wego.cityindex.queries.drafts import drafts_visible_to
from wego.cityindex.services import drafts as services
from wego.cityindex.services.bundle import FIGURES
from wego.cityindex.services.publication import is_behind, publishing_waits_for
from wego.core.access import require
from wego.core.form_tokens import repeatable
from wego.core.listings import file_asked_of
from wego.core.office import office_page, run_service
from wego.records.models import Indicator

NOTE_FIELDS = ("kind", "code", "text")


@require_safe
def draft(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a draft amounts to today, what is in its way, and the next step."""
    found = _draft(request, code)
    validation = validate_draft(found, on=timezone.localdate())
    lists = lists_of(request, found, validation)
    if (file := file_asked_of(lists.values())) is not None:
        return file
    behind = is_behind(found, on=timezone.localdate())
    facts = {
        "draft": found,
        "validation": validation,
        "lists": lists,
        "is_open": _is_editable(request, found),
        "is_behind": behind,
        "waits_for": publishing_waits_for(found, on=timezone.localdate()),
        "lay_out": acts.LAY_OUT,
        "publish": acts.PUBLISH,
        "drop": acts.DROP,
        "cities": counts_of(cities_of_draft(found)),
    }
    return office_page(request, "cityindex/office/draft.html", found.name, facts, above=acts.above())


@repeatable("the same values are saved again")
def basics_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Names, who is ranked, the window of corrections."""
    found = _draft(request, code)
    form = BasicsForm(request.POST or None, draft=found)
    if request.method == "POST" and form.is_valid():
        given = {"draft_id": found.pk, **form.facts()}
        if run_service(request, _("Saved."), services.edit_draft, **given):
            return redirect("office_index:draft", code)
    lead = _("The name of the edition, which cities it ranks, and when cities can request corrections.")
    return _edit(request, found, _("Basics"), {"form": form, "lead": lead})


@repeatable("the same method is saved again")
def method_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The tables of the method file."""
    found = _draft(request, code)
    form = MethodForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        given = {"draft_id": found.pk, "method": form.cleaned_data["method"].replace("\r\n", "\n")}
        if run_service(request, _("Saved."), services.edit_method, **given):
            return redirect("office_index:draft", code)
    lead = _(
        "How figures become scores, written as the tables of the method file: [screen], [impute], [treat], "
        "[normalise], [weights], [aggregate], [uncertainty]. If a table is left out: no such step; minmax "
        "from 0 to 100; arithmetic means."
    )
    return _edit(request, found, _("Method"), {"form": form, "lead": lead})


@repeatable("the same rows are saved again")
def framework_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The tree as a table: one row for each indicator and aggregate."""
    found = _draft(request, code)
    rows = list(found.elements.values(*services.STRUCTURE))
    table = FrameworkTable(request.POST or None, initial=rows, prefix="row")
    if request.method == "POST" and table.is_valid():
        given = table.values(services.STRUCTURE)
        if run_service(request, _("Saved."), services.edit_framework, draft_id=found.pk, rows=given):
            return redirect("office_index:draft", code)
    lead = _(
        "A row that other rows belong to is an aggregate; every other row is an indicator from the data "
        "register, under its code. Exactly one row belongs to nothing. A period is a year (2024), a span "
        "(2018/2022), or 2020-2024 for each city’s latest figure of those years. Use the empty rows at the "
        "end to add more."
    )
    codes = Indicator.objects.filter(background="").order_by("code").values_list("code", "name__source")
    return _edit(request, found, _("Framework"), {"table": table, "lead": lead, "codes": codes})


@repeatable("the same names are saved again")
def texts_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Names and reasons of the rows of the framework, in three languages."""
    found = _draft(request, code)
    elements = list(found.elements.all())
    forms = [RowTextsForm(request.POST or None, instance=row, prefix=f"row-{row.pk}") for row in elements]
    # Every form is asked, so that every fault is shown at once.
    if request.method == "POST" and sum(not form.is_valid() for form in forms) == 0:
        texts = {form.instance.code: {name: form.cleaned_data[name] for name in services.TEXTS} for form in forms}
        if run_service(request, _("Saved."), services.edit_texts, draft_id=found.pk, texts=texts):
            return redirect("office_index:draft", code)
    lead = _("Names of the aggregates, and the reason for each row. Names of indicators come from the data register.")
    return _edit(request, found, _("Names and reasons"), {"forms": forms, "lead": lead})


@repeatable("the same texts are saved again")
def notes_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The texts beside the framework."""
    found = _draft(request, code)
    table = NotesTable(request.POST or None, initial=list(found.notes.values(*NOTE_FIELDS)), prefix="row")
    if request.method == "POST" and table.is_valid():
        given = table.values(NOTE_FIELDS)
        if run_service(request, _("Saved."), services.edit_notes, draft_id=found.pk, notes=given):
            return redirect("office_index:draft", code)
    lead = _("Why cities are not ranked, cautions, choices of method, and what was left out. All of it is public.")
    return _edit(request, found, _("Notes to the framework"), {"table": table, "lead": lead})


@require_safe
def draft_folder(request: HttpRequest, code: str) -> HttpResponse:
    """The laid-out files as a network folder has them, in one archive."""
    found = _draft(request, code)
    if found.edition is None:
        raise Http404
    texts = {"edition.yaml": found.words}
    texts |= dict(found.edition.files.filter(name__in=FIGURES).values_list("name", "text"))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in texts.items():
            packed.writestr(zipfile.ZipInfo(f"{code}/{name}"), text)
    response = HttpResponse(archive.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{code}.zip"'
    return response


def _draft(request: HttpRequest, code: str) -> Draft:
    require((can_draft_editions if request.method == "POST" else can_see_editions_office)(request.user))
    return get_object_or_404(drafts_visible_to(request.user), code=code)


def _is_editable(request: HttpRequest, found: Draft) -> bool:
    return found.status == Draft.Status.OPEN and can_draft_editions(request.user)


def _edit(request: HttpRequest, found: Draft, title: str, facts: dict[str, Any]) -> HttpResponse:
    trail = [*acts.above(), (reverse("office_index:draft", args=[found.code]), found.name)]
    facts |= {"draft": found, "is_open": _is_editable(request, found)}
    return office_page(request, "cityindex/office/draft_edit.html", title, facts, above=trail)
