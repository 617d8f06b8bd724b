"""The lists of mailings and of one mailing's recipients, which is the board of replies too."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from django_filters import ChoiceFilter, ModelChoiceFilter

from wego.core.formats import figure
from wego.core.listings import Column, ListFilters, Listing
from wego.correspondence.acts.mailings import MAILING_BEGIN, REPLY_FORGET, REPLY_NOTE, page_of_mailing
from wego.correspondence.models import Mailing, MailingKind, MailingRecipient
from wego.correspondence.permissions import can_see_mailings
from wego.correspondence.queries.mailings import mailings_visible_to, with_replies


class MailingFilters(ListFilters):
    status = ChoiceFilter(label=_("State"), choices=Mailing.Status.choices)
    kind = ModelChoiceFilter(
        label=pgettext_lazy("of a mailing", "Kind"), queryset=lambda request: MailingKind.objects.all()
    )


def _replies(mailing: Any) -> str:
    return f"{figure(mailing.replied)} / {figure(mailing.written_to)}" if mailing.reply_due_on else ""


COLOURS = {"submitted": "warn", "preparing": "accent", "sending": "accent", "sent": "good"}

MAILINGS = Listing(
    name="mailings",
    title=_("Mailings"),
    address="office_contacts:mailings",
    allowed=can_see_mailings,
    rows=mailings_visible_to,
    on_page=with_replies,
    in_files=with_replies,
    filters=MailingFilters,
    order=["-begun_at", "-pk"],
    link=page_of_mailing,
    page_acts=[MAILING_BEGIN],
    counted=ngettext_lazy("%(number)s mailing", "%(number)s mailings", "count"),
    empty=_("No mailings yet. Begin one to write to members or contacts."),
    columns=[
        Column("title", _("Title")),
        Column("kind", pgettext_lazy("of a mailing", "Kind"), "kind.code", shown="kind"),
        Column("status", _("State"), shown="get_status_display", sort="status", badge=COLOURS),
        Column("written_by", _("Written by"), in_files=False),
        Column("begun_at", _("Started"), kind="moment", sort=("begun_at", "pk")),
        Column("sent_at", pgettext_lazy("a moment", "Sent"), kind="moment", sort="sent_at"),
        Column("written_to", _("Recipients"), kind="number"),
        Column("reply_due_on", _("Reply by"), kind="day", sort="reply_due_on"),
        Column("replied", _("Replies"), shown=_replies, kind="number"),
    ],
)

REPLIES = [
    ("missing", _("No reply yet")),
    ("replied", _("Replied")),
    ("returned", _("E-mail returned")),
    ("left_out", _("Left out")),
]


class RecipientFilters(ListFilters):
    """By what came back."""

    reply = ChoiceFilter(label=_("Reply"), choices=REPLIES, method="narrow")

    def narrow(self, rows: QuerySet[MailingRecipient], name: str, value: str) -> QuerySet[MailingRecipient]:
        if value == "left_out":
            return rows.filter(outcome=MailingRecipient.Outcome.LEFT_OUT)
        rows = rows.exclude(outcome=MailingRecipient.Outcome.LEFT_OUT)
        if value == "returned":
            return rows.filter(mail__status__in=["bounced", "failed"])
        return rows.filter(replied_on=None) if value == "missing" else rows.exclude(replied_on=None)


def _outcome(one: MailingRecipient) -> str:
    if one.outcome == MailingRecipient.Outcome.LEFT_OUT:
        return f"{one.get_outcome_display()}: {one.get_reason_display()}"
    return str(one.mail.get_status_display() if one.mail else one.get_outcome_display())


RECIPIENTS = Listing(
    name="mailing_recipients",
    title=_("Recipients and replies"),
    allowed=can_see_mailings,
    filters=RecipientFilters,
    order=["name", "pk"],
    link=lambda one: reverse("office_contacts:mailing_preview", args=[one.pk]),
    row_acts=[REPLY_NOTE, REPLY_FORGET],
    counted=ngettext_lazy("%(number)s recipient", "%(number)s recipients", "count"),
    empty=_("The recipients are listed when the mailing is submitted."),
    columns=[
        Column("name", pgettext_lazy("person", "Name"), sort=("name", "pk")),
        Column("address", _("E-mail")),
        Column("organisation", _("Organisation"), in_files=False),
        Column("organisation_slug", value="organisation.slug"),
        Column("language", _("Language"), shown="get_language_display"),
        Column("outcome", _("Outcome"), shown=_outcome, is_wide=True),
        Column("reason"),
        Column("replied_on", _("Replied on"), kind="day", sort="replied_on"),
        Column("reply", _("Reply")),
    ],
)
