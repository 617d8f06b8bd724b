"""What an e-mail of the outbox is found by: to whom it went, and what it was about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.formats import short_day
from wego.core.models import Mail
from wego.core.outbox.kinds import label_of
from wego.core.search import SearchKind, in_every_language
from wego.portal.permissions import can_see_mails


def mails_visible_to(user: Any) -> QuerySet[Mail]:
    """Who may see the outbox sees all of it."""
    return Mail.objects.all() if can_see_mails(user) else Mail.objects.none()


def _titles(mail: Mail) -> Mapping[str, str]:
    return in_every_language(
        lambda: " · ".join(
            filter(None, [str(label_of(mail.kind)), mail.recipient, mail.about_label, short_day(mail.queued_at)])
        )
    )


MAIL = SearchKind(
    code="mail",
    model=Mail,
    label=_("E-mails"),
    titles=_titles,
    spellings=lambda mail: [mail.recipient, mail.about_label],
    is_found=lambda mail: bool(mail.recipient or mail.about_label),
    is_found_by_title=False,
    is_found_by_words=True,
    visible_to=mails_visible_to,
    reads=("kind", "recipient", "about_label", "queued_at"),
    office_address=lambda entry: reverse("office_mail:mail", args=[entry.thing_id]),
)
