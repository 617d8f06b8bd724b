"""Giving a consent, and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.consents.models import ConsentEntry
from wego.core.consents.purposes import ConsentPurpose
from wego.core.consents.queries import entries_in_force, last_entry
from wego.core.references import Reference
from wego.core.rules import RuleError


class ConsentRefused(RuleError):
    """The consent cannot be given or withdrawn so; the message says why."""


@transaction.atomic
def give_consent(
    purpose: ConsentPurpose, *, about: Reference, by: Actor, at: datetime, door: str = ConsentEntry.Door.ACCOUNT
) -> ConsentEntry:
    """Agree for oneself, to the words as they are read in the language in force."""
    last = last_entry(purpose, about, by.key)
    if last and last.is_given:
        raise ConsentRefused(_("You have already agreed to this."))
    words = f"{purpose.label}\n{purpose.meaning}\n{purpose.on_withdrawal}"
    return _write(purpose.code, about, by.key, is_given=True, words=words, door=door, by=by, at=at)


@transaction.atomic
def withdraw_consent(*, entry_id: int, by: Actor, at: datetime, door: str = ConsentEntry.Door.ACCOUNT) -> ConsentEntry:
    """Take back for oneself what one agreed to; whatever rested on it ends with this."""
    given = ConsentEntry.objects.get(pk=entry_id, person_key=by.key)
    if not any(entry.pk == given.pk for entry in entries_in_force(by.key)):
        raise ConsentRefused(_("You have not agreed to this: there is nothing to withdraw."))
    return _write(given.purpose, given.about, by.key, is_given=False, door=door, by=by, at=at)


@transaction.atomic
def end_consent(
    purpose: ConsentPurpose, *, about: Reference, person_key: UUID, by: Actor | None, at: datetime, door: str
) -> None:
    """A step of another act: what a person agreed to about a thing ends with it; nothing where there is nothing."""
    last = last_entry(purpose, about, person_key)
    if last and last.is_given:
        _write(last.purpose, last.about, person_key, is_given=False, door=door, by=by, at=at)


@transaction.atomic
def forget_person(*, user: Any, addresses: set[str], by: Actor, at: datetime) -> None:
    """On erasure of a person: every consent ends. What was said stays under a key that names nobody."""
    for entry in entries_in_force(user.key):
        door = ConsentEntry.Door.ERASURE
        _write(entry.purpose, entry.about, user.key, is_given=False, door=door, by=by, at=at)


def _write(
    purpose: str,
    about: Reference,
    person_key: UUID,
    *,
    is_given: bool,
    door: str,
    by: Actor | None,
    at: datetime,
    words: str = "",
) -> ConsentEntry:
    entry = ConsentEntry.objects.create(
        person_key=person_key,
        purpose=purpose,
        about_kind=about.kind,
        about_id=about.id,
        about_label=about.label[:300],
        is_given=is_given,
        at=at,
        door=door,
        words=words,
    )
    audit.record("consent.given" if is_given else "consent.withdrawn", entry, by=by, at=at, after={"door": door})
    return entry
