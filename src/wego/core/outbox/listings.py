"""Mails in lists of the office: on the page of what they are about, and the outbox itself (`portal.mails`)."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core.formats import moment
from wego.core.listings import Column, Listing, ListPage
from wego.core.models import Mail, MailQuerySet
from wego.core.outbox.hooks import can_open_mails
from wego.core.outbox.kinds import label_of
from wego.core.punctuation import bracketed, paired

MAIL_COUNT = ngettext_lazy("%(number)s e-mail", "%(number)s e-mails", "count")


def page_of_mail(one: Mail) -> str:
    return reverse("office_mail:mail", args=[one.pk])


def _state(one: Mail) -> str:
    words = str(one.get_status_display())
    if one.status == Mail.Status.SENT:
        return bracketed(words, moment(one.sent_at))
    if one.status == Mail.Status.WAITING and one.tries:
        words = bracketed(words, gettext("next try %(moment)s") % {"moment": moment(one.next_try_at)})
    return paired(words, one.last_error) if one.last_error else words


def mail_columns(*, in_files: bool = True) -> list[Column]:
    # Alike in state or kind, the latest stands first either way: so the indexes are laid.
    return [
        Column(
            "kind", _("E-mail message"), shown=lambda one: label_of(one.kind), sort=("kind", "-pk"), in_files=in_files
        ),
        Column("recipient", _("Recipient"), sort="recipient", in_files=in_files),
        Column("about", _("About"), "about_label", sort="about_label", in_files=in_files),
        Column("queued_at", _("Created"), kind="moment", sort="queued_at", in_files=in_files),
        Column("status", _("State"), shown=_state, sort=("status", "-pk"), in_files=in_files, is_wide=True),
    ]


# Part of other pages, each of which lets its own readers in; the outbox itself has the files.
MAILS_ABOUT = Listing(
    name="mails_about",
    title=_("E-mails"),
    counted=MAIL_COUNT,
    empty=_("No e-mails."),
    link=page_of_mail,
    link_allowed=can_open_mails,
    columns=mail_columns(in_files=False),
)


def mail_list(request: HttpRequest, mails: MailQuerySet) -> ListPage:
    """Some mails as they stand on a page of the office (`core/outbox/section.html`)."""
    return ListPage(MAILS_ABOUT, request, rows=mails, prefix="mails-")
