"""The office's queues of the register: proposed profiles side by side, inconsistencies, the network's contact."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.office import office_page, run_service
from wego.members.forms.profiles import ContactForm, ReturnForm
from wego.members.models import Inconsistency, ProfileChange
from wego.members.permissions import can_decide_profile_change, can_keep_register
from wego.members.queries.changes import decided_changes, differences, waiting_changes
from wego.members.queries.contacts import contact_history
from wego.members.services.contacts import change_contact
from wego.members.services.profiles import approve_profile_change, return_profile_change

A_PAGE = 50


@require_safe
def profile_changes(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, and what was decided."""
    require(can_decide_profile_change(request.user))
    decided = Paginator(decided_changes(), A_PAGE).get_page(request.GET.get("page"))
    facts = {"waiting": waiting_changes(), "page": decided}
    return office_page(request, "members/office/profile_changes.html", gettext_lazy("Profile changes"), "edit", facts)


@once
def profile_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal, both versions side by side; approve it or return it with a reason."""
    require(can_decide_profile_change(request.user))
    change = get_object_or_404(ProfileChange.objects.select_related("organisation", "submitted_by"), pk=pk)
    form = ReturnForm(request.POST if request.POST.get("decision") == "return" else None)
    if request.method == "POST":
        if request.POST.get("decision") == "approve":
            if run_service(request, _("Changes approved; they are public now."), approve_profile_change, change_id=pk):
                return redirect("office_members:profile_changes")
        elif form.is_valid():
            facts = {"change_id": pk, "reason": form.cleaned_data["reason"]}
            if run_service(request, _("Changes returned with the reason."), return_profile_change, **facts):
                return redirect("office_members:profile_changes")
    facts = {"change": change, "differences": differences(change), "form": form}
    return office_page(request, "members/office/profile_change.html", change.organisation.name, "edit", facts)


@require_safe
def inconsistencies(request: HttpRequest) -> HttpResponse:
    """Where the documents disagree, what the rows show of it, and what was decided."""
    require(can_keep_register(request.user))
    facts = {"inconsistencies": Inconsistency.objects.all()}
    return office_page(
        request, "members/office/inconsistencies.html", gettext_lazy("Inconsistencies"), "warning", facts
    )


@once
def contact(request: HttpRequest) -> HttpResponse:
    """The contact in force, the form that changes it, and every former value."""
    require(can_keep_register(request.user))
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        facts = {"channel": given.pop("channel"), "note": given.pop("note"), "values": given.pop("value")}
        if run_service(request, _("Contact changed, everywhere and in every language."), change_contact, **facts):
            return redirect("office_members:contact")
    facts = {"points": contact_history(), "form": form}
    return office_page(request, "members/office/contact.html", gettext_lazy("Contact"), "mail", facts)
