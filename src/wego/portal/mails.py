"""The outbox in the office: every mail with its state, what did not go, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_filters import CharFilter, ChoiceFilter

from wego.core.access import require
from wego.core.acts.act import Act
from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.panel import open_panel
from wego.core.assignments.queries import with_owner
from wego.core.form_fields import OtherEmailInput
from wego.core.formats import figure
from wego.core.listings import Column, Listing
from wego.core.models import Mail
from wego.core.office import Trail, office_page
from wego.core.outbox.kinds import kind_of, known_kinds, label_of
from wego.core.outbox.listings import MAIL_COUNT, mail_columns, page_of_mail
from wego.core.outbox.queries import counts_by_status, select_mails
from wego.core.outbox.services import record_bounce, send_mail_again, set_mail_aside
from wego.portal.permissions import can_see_mails, can_send_mails

LOOK = "look"


def _states() -> list[tuple[str, str]]:
    """Each state with its number, those to look at together first."""
    counts = counts_by_status()
    look = sum(counts.get(status, 0) for status in Mail.TO_LOOK_AT)
    rows = [(LOOK, gettext("Undelivered"), look)]
    rows += [(status.value, str(status.label), counts.get(status.value, 0)) for status in Mail.Status]
    return [(state, f"{label} ({figure(count)})") for state, label, count in rows]


class MailFilters(AssignedFilters):
    """By state, kind, address or subject, and by owner."""

    status = ChoiceFilter(label=_("State"), choices=_states, method="narrow")
    kind = ChoiceFilter(label=_("Kind of e-mail"), choices=lambda: [(one.code, one.label) for one in known_kinds()])
    q = CharFilter(label=_("Address or subject"), max_length=100, method="narrow")

    def narrow(self, mails: QuerySet[Mail], name: str, value: str) -> QuerySet[Mail]:
        return select_mails(mails, **{"words" if name == "q" else name: value})


class AgainForm(forms.Form):
    """Where a mail goes this time."""

    to = forms.EmailField(
        label=_("Recipient"),
        max_length=254,
        widget=OtherEmailInput,
        help_text=_("Correct the address here if it was wrong."),
    )


class BounceForm(forms.Form):
    """What the mail that came back said."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("As stated in the delivery report."),
        widget=forms.Textarea({"rows": 2}),
    )


def _above(one: Any = None) -> Trail:
    return [(reverse("office_mail:list"), _("Outbox"))]


def _can_become(one: Mail, status: str) -> bool:
    return status in Mail.NEXT.get(Mail.Status(one.status), set())


def _is_kept(one: Mail) -> bool:
    """Its text is there still, or can be written anew."""
    kind = kind_of(one.kind)
    return bool(one.body or (kind and kind.compose)) and not one.is_secret


_ON_MAIL: dict[str, Any] = {
    "allowed": can_send_mails,
    "key": "mail_id",
    "subject": lambda user, pk: get_object_or_404(Mail, pk=pk),
    "title": lambda one: label_of(one.kind),
    "back": page_of_mail,
    "above": _above,
}

MAIL_SEND_AGAIN = Act(
    name="send_again",
    address="office_mail:send_again",
    label=_("Send again"),
    said=_("The e-mail will be sent again."),
    service=send_mail_again,
    form=AgainForm,
    initial=lambda one: {"to": one.recipient},
    is_possible=lambda one: _is_kept(one) and _can_become(one, Mail.Status.WAITING),
    **_ON_MAIL,
)

MAIL_BOUNCED = Act(
    name="bounced",
    address="office_mail:bounced",
    label=_("Mark as returned"),
    said=_("E-mail marked as returned."),
    service=record_bounce,
    form=BounceForm,
    is_possible=lambda one: _can_become(one, Mail.Status.BOUNCED),
    **_ON_MAIL,
)

MAIL_SET_ASIDE = Act(
    name="set_aside",
    address="office_mail:set_aside",
    label=_("Dismiss"),
    wording=lambda one: _("Cancel sending") if one.status == Mail.Status.WAITING else _("Dismiss"),
    said=_("E-mail dismissed."),
    service=set_mail_aside,
    is_possible=lambda one: _can_become(one, Mail.Status.DROPPED),
    **_ON_MAIL,
)


MAILS = Listing(
    name="mails",
    title=_("Outbox"),
    address="office_mail:list",
    allowed=can_see_mails,
    rows=lambda user: with_owner(select_mails()),
    filters=MailFilters,
    link=page_of_mail,
    counted=MAIL_COUNT,
    intro=_(
        "All e-mails of the platform and their status. If the mail server does not respond, e-mails are "
        "kept here and sent later."
    ),
    empty=_("No e-mails."),
    columns=[
        *mail_columns(),
        replace(ASSIGNED_TO, sort=()),  # few of very many are
        Column("sent_at"),
        Column("tries"),
        Column("last_error"),
    ],
)


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, and what can be done about it."""
    require(can_see_mails(request.user))
    one = get_object_or_404(Mail, pk=pk)
    facts = {"mail": one, "send_again": MAIL_SEND_AGAIN, "others": [MAIL_BOUNCED, MAIL_SET_ASIDE]}
    facts["assignment"] = open_panel(request, one)
    return office_page(request, "portal/office/mail.html", label_of(one.kind), facts, above=_above())
