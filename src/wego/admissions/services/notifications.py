"""Mails of each step, to the people of the organisation in their own language, and the step's line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from wego.accounts.models import User
from wego.admissions.models import Application, Departure, Step
from wego.core import outbox
from wego.governance.models import Decision
from wego.members.models import Affiliation, Organisation

KINDS = {
    "application": outbox.declare(outbox.MailKind("admissions/mail/application", _("Application update"))),
    "departure": outbox.declare(outbox.MailKind("admissions/mail/departure", _("Withdrawal update"))),
}


def note_step(
    thing: Application | Departure,
    status: str,
    *,
    by: User | None,
    at: datetime,
    on: date | None = None,
    reason: str = "",
    decision: Decision | None = None,
    is_again: bool = False,
) -> Step:
    """Write the step down and tell the organisation's people where it stands.

    `is_again` says that the matter is before the body once more, because a decision was revoked or another year came.
    """
    about = {"application": thing} if isinstance(thing, Application) else {"departure": thing}
    step = Step.objects.create(
        **about,
        status=status,
        on=on or timezone.localdate(at),
        at=at,
        by=by,
        reason=reason,
        decision_id=str(decision.pk) if decision else "",
        decision_label=str(decision) if decision else "",
    )
    name = "application" if isinstance(thing, Application) else "departure"
    for reader in _readers(thing):
        _tell(reader, KINDS[name], thing, step, {"decision": decision, "is_again": is_again})
    return step


def officers_of(organisation: Organisation) -> list[User]:
    """Who acts for the organisation now and can be written to."""
    held = Affiliation.objects.filter(organisation=organisation, role=Affiliation.Role.OFFICER, ends_on=None)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True, erased_at=None).order_by("pk"))


def _readers(thing: Application | Departure) -> list[User]:
    readers = officers_of(thing.organisation)
    giver = thing.applicant if isinstance(thing, Application) else None
    if giver and giver not in readers and giver.is_active and not giver.erased_at and not readers:
        readers.append(giver)
    return readers


def _tell(
    reader: User, kind: outbox.MailKind, thing: Application | Departure, step: Step, more: dict[str, Any]
) -> None:
    with translation.override(reader.language):
        page = "application" if isinstance(thing, Application) else "departure"
        facts: dict[str, Any] = {
            "organisation": thing.organisation.name,
            "status": step.status,
            "step": step.label,
            "reason": step.reason,
            "day": step.on,
            "seeks": thing.get_seeks_display() if isinstance(thing, Application) else "",
            "kind": thing.kind,
            **more,
            "address": settings.WEGO_BASE_URL + reverse(f"admissions:{page}", args=[thing.pk]),
        }
    outbox.queue_mail(
        kind, to=reader.email, language=reader.language, facts=facts, about=thing.reference, by=step.by, at=step.at
    )
