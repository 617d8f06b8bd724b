"""Reads of mailings, of their recipients, and of replies that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum

from wego.correspondence.models import Mailing, MailingRecipient
from wego.correspondence.permissions import can_see_mailings


def mailings_visible_to(user: Any) -> QuerySet[Mailing]:
    """Whoever may see mailings sees all."""
    found = Mailing.objects.select_related("kind", "written_by", "approved_by")
    return found if can_see_mailings(user) else found.none()


def with_replies(mailings: QuerySet[Mailing]) -> QuerySet[Mailing]:
    """With how many were written to, and how many of them have replied."""
    sent = Q(recipients__outcome=MailingRecipient.Outcome.QUEUED)
    return mailings.annotate(
        written_to=Count("recipients", filter=sent),
        replied=Count("recipients", filter=sent & ~Q(recipients__replied_on=None)),
    )


def recipients_visible_to(user: Any) -> QuerySet[MailingRecipient]:
    found = MailingRecipient.objects.select_related("mailing__kind", "organisation", "mail")
    return found if can_see_mailings(user) else found.none()


def left_out(mailing: Mailing) -> list[tuple[str, int]]:
    """(reason, how many) of those who get nothing, the most first."""
    rows = mailing.recipients.filter(outcome=MailingRecipient.Outcome.LEFT_OUT).order_by().values_list("reason")
    counted = rows.annotate(count=Count("pk")).order_by("-count")
    return [(str(MailingRecipient.Reason(reason).label), count) for reason, count in counted]


def without_their_language(mailing: Mailing) -> list[tuple[str, int]]:
    """(language, how many) of those who read a language in which the text is not written, and get the source's."""
    rows = mailing.recipients.exclude(outcome=MailingRecipient.Outcome.LEFT_OUT).order_by().values_list("language")
    counted = rows.annotate(count=Count("pk")).order_by("language")
    return [(code, count) for code, count in counted if not (mailing.subject.get(code) and mailing.body.get(code))]


def replies_overdue(today: date) -> QuerySet[MailingRecipient]:
    """Recipients of whom a reply was asked by a day that has gone."""
    return MailingRecipient.objects.filter(
        outcome=MailingRecipient.Outcome.QUEUED,
        replied_on=None,
        mailing__status=Mailing.Status.SENT,
        mailing__reply_due_on__lt=today,
    )


@dataclass(frozen=True)
class MailingWork:
    """What mailings give a person to do: those of others to approve, replies that are late; each since when."""

    to_approve: int
    oldest: datetime | None
    overdue: int
    since: date | None


def work_of(user: Any, today: date) -> MailingWork:
    """One query."""
    waiting = Q(status=Mailing.Status.SUBMITTED) & (Q(written_by=None) | ~Q(written_by=user))
    missing = replies_overdue(today).filter(mailing=OuterRef("pk")).order_by().values("mailing")
    counted = Subquery(missing.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
    found = Mailing.objects.order_by().annotate(missing=counted)
    asked = found.aggregate(
        to_approve=Count("pk", filter=waiting),
        oldest=Min("begun_at", filter=waiting),
        overdue=Sum("missing"),
        since=Min("reply_due_on", filter=Q(missing__gt=0)),
    )
    return MailingWork(**{**asked, "overdue": asked["overdue"] or 0})
