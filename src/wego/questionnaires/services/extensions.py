"""More time for one organisation: asked for, given, declined; always with a reason."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.core import audit, outbox, state
from wego.core.rules import RuleError
from wego.core.time_zones import reading_mail
from wego.members.models import Organisation
from wego.questionnaires.models import CollectionRound, RoundExtension
from wego.questionnaires.queries.rounds import asked_in, extensions_of, last_moment, officers_of
from wego.questionnaires.round_texts import in_both_zones, in_its_zone

Status = RoundExtension.Status
DECIDED = outbox.declare(outbox.MailKind("questionnaires/mail/extension", gettext_lazy("Decision on an extension")))


class ExtensionRefused(RuleError):
    """The extension cannot be asked for or given so; the message says why."""


@transaction.atomic
def ask_extension(
    *, organisation_id: int, round_id: int, until: datetime, reason: str, by: User, at: datetime
) -> RoundExtension:
    """Ask the office for more time. Nothing changes until it decides."""
    round_, _organisation = _held(round_id, organisation_id)
    _refuse_early(round_, organisation_id, until, at)
    if RoundExtension.objects.filter(round=round_, organisation=organisation_id, status=Status.ASKED).exists():
        raise ExtensionRefused(_("Your organisation has already asked for an extension. The secretariat will reply."))
    made = RoundExtension.objects.create(
        round=round_,
        organisation_id=organisation_id,
        until=until,
        reason=reason.strip(),
        status=Status.ASKED,
        asked_by=by,
        asked_at=at,
    )
    audit.record("round.extension_asked", made, by=by, at=at, after={"until": until, "reason": made.reason})
    return made


@transaction.atomic
def grant_extension(
    *, organisation_id: int, round_id: int, until: datetime, reason: str, by: User, at: datetime
) -> RoundExtension:
    """Give an organisation more time: what it asked for, or unasked. Its answers are open again until then; its
    officers are told."""
    round_, organisation = _held(round_id, organisation_id)
    _refuse_early(round_, organisation_id, until, at)
    if not reason.strip():
        raise ExtensionRefused(_("State the reason for the extension."))
    made = _asked(round_, organisation_id) or RoundExtension(
        round=round_, organisation=organisation, reason=reason.strip(), status=Status.ASKED, asked_by=by, asked_at=at
    )
    asked_for = {"until": made.until} if made.pk else None
    state.move(made, Status.GRANTED)
    made.until, made.decided_by, made.decided_at = until, by, at
    made.answer = reason.strip() if made.pk else ""
    made.save()
    after = {"until": until, "reason": reason.strip()}
    audit.record("round.extension_granted", made, by=by, at=at, before=asked_for, after=after)
    _tell(made, by=by, at=at)
    return made


@transaction.atomic
def decline_extension(*, organisation_id: int, round_id: int, answer: str, by: User, at: datetime) -> RoundExtension:
    """Say no to what was asked for, with the reason; the officers are told."""
    round_, _organisation = _held(round_id, organisation_id)
    made = _asked(round_, organisation_id)
    if made is None:
        last = extensions_of(round_, organisation_id)[-1:]
        if last and last[0].decided_by:
            raise ExtensionRefused(_("%(person)s has already decided this request.") % {"person": last[0].decided_by})
        raise ExtensionRefused(_("This organisation has not asked for an extension."))
    state.move(made, Status.DECLINED)
    made.decided_by, made.decided_at, made.answer = by, at, answer.strip()
    made.save()
    audit.record("round.extension_declined", made, by=by, at=at, after={"answer": made.answer})
    _tell(made, by=by, at=at)
    return made


def _held(round_id: int, organisation_id: int) -> tuple[CollectionRound, Organisation]:
    """The round, locked, and who is asked in it: two who decide at once come one after the other."""
    round_ = CollectionRound.objects.select_for_update().get(pk=round_id)
    organisation = asked_in(round_).select_related("place", "region").filter(pk=organisation_id).first()
    if organisation is None:
        raise ExtensionRefused(_("This organisation is not asked in this round."))
    return round_, organisation


def _asked(round_: CollectionRound, organisation_id: int) -> RoundExtension | None:
    found = RoundExtension.objects.filter(round=round_, organisation=organisation_id, status=Status.ASKED)
    return found.select_related("round", "organisation__place").first()


def _refuse_early(round_: CollectionRound, organisation_id: int, until: datetime, at: datetime) -> None:
    end = last_moment(round_, extensions_of(round_, organisation_id))
    if until <= end:
        raise ExtensionRefused(
            _("An extension ends after the deadline it extends, %(moment)s. Enter a later day.")
            % {"moment": in_its_zone(round_, end)}
        )
    if until <= at:
        raise ExtensionRefused(_("The day is in the past. Choose a later day."))


def _tell(made: RoundExtension, *, by: User, at: datetime) -> None:
    envelopes = [
        outbox.Envelope(one.user.email, one.user.language, _facts(made, one.user.email, one.user.language))
        for one in officers_of([made.organisation_id])
    ]
    outbox.queue_mails(DECIDED, envelopes, about=made.round, by=by, at=at)


def _facts(made: RoundExtension, to: str, language: str) -> dict[str, object]:
    with translation.override(language), reading_mail(to):
        return {
            "is_granted": made.status == Status.GRANTED,
            "organisation": str(made.organisation),
            "round": str(made.round),
            "until": in_both_zones(made.round, made.until),
            "answer": made.answer or made.reason,
            "url": settings.WEGO_BASE_URL + reverse("portal:my"),
        }
