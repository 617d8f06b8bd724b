"""The outbox in the office: every mail with its state, what did not go, and what can be done about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.core.form_tokens import once
from wego.core.models import Mail
from wego.core.office import office_page, run_service
from wego.core.outbox.kinds import kind_of, known_kinds, label_of
from wego.core.outbox.queries import counts_by_status, select_mails
from wego.core.outbox.services import record_bounce, send_mail_again, set_mail_aside
from wego.portal.permissions import can_see_mails

A_PAGE = 50
LOOK = "look"


class MailFilter(forms.Form):
    """Which mails: an unknown choice narrows nothing."""

    status = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of mail"), required=False)
    q = forms.CharField(label=gettext_lazy("Address or subject"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.label) for kind in known_kinds()]
        self.fields["kind"].choices = [("", pgettext("mails", "All")), *kinds]  # type: ignore[attr-defined]

    def selected(self) -> dict[str, str]:
        self.is_valid()
        given = self.cleaned_data
        return {"status": given.get("status", ""), "kind": given.get("kind", ""), "words": given.get("q", "")}


class AgainForm(forms.Form):
    """Where a mail goes this time."""

    to = forms.EmailField(
        label=gettext_lazy("Recipient"),
        max_length=254,
        help_text=gettext_lazy("Correct the address here if it was wrong."),
    )


class BounceForm(forms.Form):
    """What the mail that came back said."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("As stated in the delivery report."),
        widget=forms.Textarea({"rows": 2}),
    )


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """Every mail, the latest first."""
    require(can_see_mails(request.user))
    form = MailFilter(request.GET)
    chosen = form.selected()
    page = Paginator(select_mails(**chosen), A_PAGE).get_page(request.GET.get("page"))
    facts = {"form": form, "page": page, "states": _states(chosen["status"])}
    return office_page(request, "portal/office/mails.html", _("Outbox"), "mail", facts)


@once
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, and what can be done about it."""
    require(can_see_mails(request.user))
    one = get_object_or_404(Mail, pk=pk)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    formed: dict[str, forms.Form] = {
        "again": AgainForm(request.POST if act == "again" else None, initial={"to": one.recipient}, prefix="again"),
        "bounce": BounceForm(request.POST if act == "bounce" else None, prefix="bounce"),
    }
    if request.method == "POST" and _act(request, one, act, formed.get(act)):
        return redirect("office_mail:mail", pk)
    kind = kind_of(one.kind)
    is_kept = bool(one.body or (kind and kind.compose)) and not one.is_secret
    facts = {
        "mail": one,
        "forms": formed,
        "can_send": is_kept and Mail.Status.WAITING in _next(one),
        "can_bounce": Mail.Status.BOUNCED in _next(one),
        "can_set_aside": Mail.Status.DROPPED in _next(one),
    }
    above = [(reverse("office_mail:list"), _("Outbox"))]
    return office_page(request, "portal/office/mail.html", label_of(one.kind), "mail", facts, above=above)


def _act(request: HttpRequest, one: Mail, act: str, form: forms.Form | None) -> bool:
    if form is not None and not form.is_valid():
        return False
    given = form.cleaned_data if form is not None else {}
    acts: dict[str, tuple[str, Any]] = {
        "again": (_("The mail will be sent again."), send_mail_again),
        "bounce": (_("Mail marked as returned."), record_bounce),
        "aside": (_("Mail dismissed."), set_mail_aside),
    }
    if act not in acts:
        raise Http404
    said, service = acts[act]
    return run_service(request, said, service, mail_id=one.pk, **given)


def _next(one: Mail) -> set[Any]:
    return Mail.NEXT.get(Mail.Status(one.status), set())


def _states(here: str) -> list[tuple[str, str, int, bool]]:
    """Each state with its label and number, those to look at together first."""
    counts = counts_by_status()
    look = sum(counts.get(status, 0) for status in Mail.TO_LOOK_AT)
    rows = [("", pgettext("mails", "All"), sum(counts.values())), (LOOK, _("Undelivered"), look)]
    rows += [(status.value, str(status.label), counts.get(status.value, 0)) for status in Mail.Status]
    return [(state, label, count, state == here) for state, label, count in rows]
