"""Reminders of a round, in each recipient's language: to one organisation, or to all that have not sent; each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.core import audit, outbox
from wego.core.rules import RuleError
from wego.core.time_zones import reading_mail
from wego.members.models import Organisation
from wego.questionnaires.models import CollectionRound, RoundReminder
from wego.questionnaires.queries.rounds import State, board_of, officers_of
from wego.questionnaires.round_texts import in_both_zones, not_open_text

REMINDER = outbox.declare(outbox.MailKind("questionnaires/mail/reminder", gettext_lazy("Reminder of a round")))


class ReminderRefused(RuleError):
    """The reminder cannot be sent; the message says why."""


@dataclass(frozen=True)
class ReminderRun:
    """Whom a run has written to, and who has no address."""

    reminded: Sequence[Organisation]
    unreachable: Sequence[Organisation]


@transaction.atomic
def remind_organisation(*, organisation_id: int, round_id: int, note: str = "", by: User, at: datetime) -> ReminderRun:
    """Remind the officers of one organisation; nobody twice a day."""
    round_ = _held(round_id, at)
    found = board_of(round_, at=at).filter(pk=organisation_id).first()
    if found is None:
        raise ReminderRefused(_("This organisation is not asked in this round."))
    if found.state == State.SENT:
        raise ReminderRefused(_("%(name)s has already submitted its answers.") % {"name": found})
    today = timezone.localdate(at)
    former = RoundReminder.objects.filter(round=round_, organisation=organisation_id, sent_on=today)
    if last := former.select_related("sent_by").first():
        raise ReminderRefused(
            _("%(name)s was reminded today by %(person)s. Nothing was sent again.")
            % {"name": found, "person": last.sent_by or "–"}
        )
    if not found.is_reachable:
        raise ReminderRefused(
            _("%(name)s has no officer with an e-mail address. Invite one on its page, or write a letter.")
            % {"name": found}
        )
    return _write(round_, [found], note, by=by, at=at)


@transaction.atomic
def remind_round(*, round_id: int, note: str = "", by: User, at: datetime) -> ReminderRun:
    """Remind everybody who has not sent and was not reminded today."""
    round_ = _held(round_id, at)
    waiting = board_of(round_, at=at).exclude(state=State.SENT)
    today = timezone.localdate(at)
    found = list(waiting.exclude(round_reminders__in=round_.reminders.filter(sent_on=today)))
    if not any(one.is_reachable for one in found):
        raise ReminderRefused(
            _("There is no one left to remind: all have submitted, were reminded today, or have no e-mail address.")
        )
    return _write(round_, found, note, by=by, at=at)


def _held(round_id: int, at: datetime) -> CollectionRound:
    """The round, locked, so that a second click waits for the first and finds what it wrote."""
    round_ = CollectionRound.objects.select_for_update().get(pk=round_id)
    if round_.opens_at > at:
        raise ReminderRefused(not_open_text(round_))
    return round_


def _write(round_: CollectionRound, found: Sequence[Any], note: str, *, by: User, at: datetime) -> ReminderRun:
    reached = {one.pk: one for one in found if one.is_reachable}
    readers = {(one.organisation_id, one.user_id): one for one in officers_of(reached)}
    envelopes = [
        outbox.Envelope(one.user.email, one.user.language, _facts(round_, reached[one.organisation_id], one.user, note))
        for one in readers.values()
    ]
    mails = outbox.queue_mails(REMINDER, envelopes, about=round_, by=by, at=at)
    today = timezone.localdate(at)
    RoundReminder.objects.bulk_create(
        RoundReminder(round=round_, organisation_id=number, reader_id=reader, sent_on=today, sent_by=by, mail=mail)
        for (number, reader), mail in zip(readers, mails, strict=True)
    )
    unreachable = [one for one in found if not one.is_reachable]
    slugs = sorted(one.slug for one in reached.values())
    audit.record("round.reminded", round_, by=by, at=at, after={"organisations": slugs, "mails": len(mails)})
    return ReminderRun(list(reached.values()), unreachable)


def _facts(round_: CollectionRound, found: Any, reader: User, note: str) -> dict[str, Any]:
    """`found` is a row of the board."""
    with translation.override(reader.language), reading_mail(reader.email):
        return {
            "organisation": str(found),
            "round": str(round_),
            "is_begun": found.state == State.UNDER_WAY,
            "is_late": found.is_late,
            "until": in_both_zones(round_, found.until),
            "note": note.strip(),
            "url": settings.WEGO_BASE_URL + reverse("portal:my"),
        }
