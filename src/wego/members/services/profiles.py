"""A member's profile: its officers propose a change, the secretariat approves it or returns it with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.core import audit, outbox, state
from wego.core.rules import ReasonMissing, RuleError
from wego.core.texts import beside, joined, parted
from wego.core.translations.states import note_texts
from wego.members.models import Organisation, ProfileChange
from wego.members.queries.changes import field_label

APPROVED = outbox.declare(outbox.MailKind("members/mail/profile_approved", gettext_lazy("Profile change approved")))
RETURNED = outbox.declare(outbox.MailKind("members/mail/profile_returned", gettext_lazy("Profile change returned")))


class NothingChanged(RuleError):
    """The proposal is what the profile says already."""


class ChangeWaiting(RuleError):
    """Another proposal of this organisation waits for the secretariat."""


class ProfileMoved(RuleError):
    """The profile was changed elsewhere since the proposal was made."""


def profile_of(organisation: Organisation) -> dict[str, str]:
    """What an officer may propose to change, as it is now."""
    said = {name: getattr(organisation, name) for name in ("name_native", "website", "summary")}
    return {name: str(text) for name, text in parted(said).items()}


@transaction.atomic
def propose_profile_change(
    *, organisation_id: int, proposed: Mapping[str, Any], by: User, at: datetime
) -> ProfileChange:
    """Put another version of the profile before the secretariat; what is public stays as it is until it is approved."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if organisation.profile_changes.filter(status=ProfileChange.Status.SUBMITTED).exists():
        raise ChangeWaiting(_("A proposal is already waiting for the secretariat. Withdraw it to propose another."))
    current = profile_of(organisation)
    given = parted(proposed)
    wanted = {name: str(given.get(name, current[name])).strip() for name in ProfileChange.fields()}
    if wanted == current:
        raise NothingChanged(_("There are no changes to the current profile."))
    change = ProfileChange.objects.create(
        organisation=organisation, current=current, proposed=wanted, submitted_by=by, submitted_at=at
    )
    before, after = audit.difference(current, wanted)
    audit.record(
        "profile_change.proposed", change, by=by, at=at, before=before, after=after, label=organisation.name.source
    )
    return change


@transaction.atomic
def approve_profile_change(*, change_id: int, by: User, at: datetime) -> ProfileChange:
    """Make the proposed version the profile, and tell who proposed it."""
    change = _locked(change_id)
    organisation = Organisation.objects.select_for_update().get(pk=change.organisation_id)
    before, after = audit.difference(change.current, change.proposed)
    now = profile_of(organisation)
    moved = [name for name in after if now[name] != before[name]]
    if moved:
        labels = ", ".join(field_label(name) for name in moved)
        raise ProfileMoved(
            _("The profile has changed since this was proposed (%(fields)s). Return it and ask for a new proposal.")
            % {"fields": labels}
        )
    state.move(change, ProfileChange.Status.APPROVED)
    change.decided_at, change.decided_by = at, by
    change.save()
    texts = {"summary": organisation.summary}
    for name, text in joined(["summary"], after).items():
        setattr(organisation, name, beside(getattr(organisation, name), text))
    organisation.save()
    note_texts(organisation, texts, by=by, at=at)
    audit.record(
        "profile_change.approved", change, by=by, at=at, before=before, after=after, label=organisation.name.source
    )
    _tell(change, APPROVED, by=by, at=at)
    return change


@transaction.atomic
def return_profile_change(*, change_id: int, reason: str, by: User, at: datetime) -> ProfileChange:
    """Leave the profile as it is, and tell who proposed the change why."""
    change = _locked(change_id)
    if not reason.strip():
        raise ReasonMissing(_("Explain why you return it, so that it can be corrected."))
    state.move(change, ProfileChange.Status.RETURNED)
    change.decided_at, change.decided_by, change.reason = at, by, reason.strip()
    change.save()
    after = {"reason": change.reason}
    audit.record("profile_change.returned", change, by=by, at=at, after=after, label=change.organisation.name.source)
    _tell(change, RETURNED, by=by, at=at)
    return change


@transaction.atomic
def withdraw_profile_change(*, change_id: int, by: User, at: datetime) -> ProfileChange:
    """Take a proposal back before it is decided."""
    change = _locked(change_id)
    state.move(change, ProfileChange.Status.WITHDRAWN)
    change.decided_at, change.decided_by = at, by
    change.save()
    audit.record("profile_change.withdrawn", change, by=by, at=at, label=change.organisation.name.source)
    return change


def _locked(change_id: int) -> ProfileChange:
    return ProfileChange.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=change_id)


def _tell(change: ProfileChange, kind: outbox.MailKind, *, by: User, at: datetime) -> None:
    """Write to whoever proposed, in that person's language; nobody is written to who has gone since."""
    reader = change.submitted_by
    if reader is None or not reader.is_active or reader.erased_at:
        return
    with translation.override(reader.language):
        address = settings.WEGO_BASE_URL + reverse("my_members:profile_change", args=[change.organisation.slug])
        facts = {
            "organisation": change.organisation.name,
            "reason": change.reason,
            "address": address,
            "person": reader,
        }
    outbox.queue_mail(kind, to=reader.email, language=reader.language, facts=facts, about=change, by=by, at=at)
