"""Reads of the outbox: the office's list, what there was about a thing, what somebody has to look at."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q

from wego.core.models import Mail, MailQuerySet
from wego.core.references import Reference


def mails_about(about: models.Model | Reference) -> MailQuerySet:
    """The mails about one thing, the latest first, without their texts."""
    reference = about if isinstance(about, Reference) else Reference.to(about)
    return Mail.objects.filter(about_kind=reference.kind, about_id=reference.id).defer("body")


def select_mails(mails: Any = None, *, status: str = "", kind: str = "", words: str = "") -> MailQuerySet:
    """The office's list: by status, or what is to be looked at (`look`), by kind, by address or subject."""
    found: MailQuerySet = Mail.objects.defer("body") if mails is None else mails
    if status == "look":
        found = found.to_look_at()
    elif status in Mail.Status.values:
        found = found.filter(status=status)
    if kind:
        found = found.filter(kind=kind)
    if words := words.strip():
        named = Mail.objects.filter(Q(recipient__icontains=words) | Q(about_label__icontains=words))
        found = found.filter(pk__in=named.order_by().values("pk"))  # so that an index answers, and no text is read
    return found


def counts_by_status() -> dict[str, int]:
    """How many mails there are in each status; one query."""
    rows = Mail.objects.order_by().values("status").annotate(count=Count("pk"))
    return {row["status"]: row["count"] for row in rows}


def mails_to_look_at() -> MailQuerySet:
    return Mail.objects.to_look_at()
