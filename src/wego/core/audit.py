"""One line in the audit trail for every write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from wego.core.models import AuditEntry
from wego.core.texts import Text, as_texts, parted


class Actor(Protocol):
    """Whoever acts: known to the trail by a pseudonymous key."""

    key: UUID


def record(
    action: str,
    thing: models.Model,
    *,
    by: Actor | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    label: str | None = None,
) -> AuditEntry:
    """Write the act into the trail, in the caller's transaction. `by=None` is the platform itself.

    `label` replaces the thing's own words where these would name a person who may ask to be erased.
    """
    return AuditEntry.objects.create(
        at=at,
        action=action,
        actor_key=by.key if by else None,
        kind=thing._meta.label,
        thing_id=str(thing.pk),
        label=(str(thing) if label is None else label)[:300],
        before=_plain(before),
        after=_plain(after),
    )


def record_many(
    action: str, acts: Iterable[tuple[models.Model, Mapping[str, Any]]], *, by: Actor | None, at: datetime
) -> None:
    """Write the same act on many things into the trail at once, a line each with what is so afterwards."""
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                at=at,
                action=action,
                actor_key=by.key if by else None,
                kind=thing._meta.label,
                thing_id=str(thing.pk),
                label=str(thing)[:300],
                after=_plain(after),
            )
            for thing, after in acts
        ],
        batch_size=1000,
    )


def note(action: str, label: str, *, by: Actor | None, at: datetime, after: Mapping[str, Any]) -> AuditEntry:
    """Write an act on no single thing into the trail, such as the loading of a folder."""
    actor = by.key if by else None
    return AuditEntry.objects.create(at=at, action=action, actor_key=actor, label=label[:300], after=_plain(after))


def _plain(facts: Mapping[str, Any] | None) -> dict[str, Any]:
    return json.loads(json.dumps(dict(facts or {}), cls=DjangoJSONEncoder))


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, as the two sides that `record` takes; of texts the languages that did, as columns."""
    texts = [name for name in after if isinstance(before.get(name, after[name]), Text)]
    if texts:
        before = parted({**before, **{name: as_texts(before.get(name)) for name in texts}})
        after = parted({**after, **{name: as_texts(after[name]) for name in texts}})
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}
