"""Letting others prepare an organisation's answers, and taking that back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.rules import RuleError
from wego.members.models import Organisation
from wego.questionnaires.models import AnswerMandate


class MandateRefused(RuleError):
    """The mandate cannot be given so; the message says why."""


@transaction.atomic
def grant_mandate(
    *, organisation_id: int, coordinator: Organisation | None, ends_on: date, by: User, at: datetime
) -> AnswerMandate:
    """Let another member's people, or (without a coordinator) the regional office, write the answers until a day."""
    if ends_on < timezone.localdate(at):
        raise MandateRefused(_("This date is in the past. Choose today or a later date."))
    if coordinator and coordinator.pk == organisation_id:
        raise MandateRefused(_("Your own people can answer already. Choose another organisation."))
    today = timezone.localdate(at)
    ended = AnswerMandate.objects.filter(organisation=organisation_id, revoked_at=None, ends_on__lt=today)
    ended.update(revoked_at=at)  # an ended one makes room for the next
    try:
        with transaction.atomic():
            mandate = AnswerMandate.objects.create(
                organisation_id=organisation_id, coordinator=coordinator, granted_by=by, granted_at=at, ends_on=ends_on
            )
    except IntegrityError:
        raise MandateRefused(_("They prepare your answers already. Revoke that first to change the day.")) from None
    after = {"coordinator": str(coordinator or "regional office"), "ends_on": ends_on}
    audit.record("answer_mandate.granted", mandate, by=by, at=at, after=after)
    return mandate


@transaction.atomic
def revoke_mandate(*, mandate_id: int, by: User, at: datetime) -> None:
    """From now on they read and write nothing here; what they wrote stays."""
    mandate = AnswerMandate.objects.select_for_update().get(pk=mandate_id)
    if mandate.revoked_at:
        raise MandateRefused(_("This mandate is already revoked."))
    mandate.revoked_at, mandate.revoked_by = at, by
    mandate.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("answer_mandate.revoked", mandate, by=by, at=at)
