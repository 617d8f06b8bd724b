"""What was said of a fact, when, by whom and why: every word of it, the superseded ones too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wego.accounts.authorization import has_permission
from wego.core.people_names import names_by_key
from wego.members.models import Organisation
from wego.members.queries.affiliations import organisations_of
from wego.records.models import Dimension, Evidence, Observation, Verification
from wego.records.queries import facts_in_force, facts_visible_to, history_of_fact
from wego.records.queries.evidence import readable_form, seen_of
from wego.records.wording import breakdown_words, fact_words, origin_words

SEES_NAMES = "members.see_register"


@dataclass(frozen=True)
class FactEntry:
    """One line: a fact in words, with what is known of it. `by` is a person's name, for those who may read it."""

    fact: Observation
    words: str
    parts: str
    origin: str
    by: str
    is_superseded: bool
    verification: Verification | None
    document: Evidence | None = None  # what this reader gets of what bears it out: the original, or its redacted copy

    @property
    def is_borne_out_unseen(self) -> bool:
        """There is a document, and it is not for this reader."""
        return self.document is None and self.fact.evidence is not None and self.fact.evidence.removed_at is None


def entries_of(facts: Iterable[Observation], reader: Any, organisation: Organisation) -> list[FactEntry]:
    """Facts ready to be shown; three queries at most beside the facts."""
    listed = list(facts)
    dimensions = {one.code: one for one in Dimension.objects.all()} if any(one.breakdown for one in listed) else {}
    keys = {one.recorded_by_key for one in listed if one.recorded_by_key}
    names = names_by_key(keys) if keys and is_own_or_office(reader, organisation) else {}
    seen = seen_of(reader, [one.evidence for one in listed if one.evidence])
    return [
        FactEntry(
            fact=one,
            words=fact_words(one),
            parts=breakdown_words(one, dimensions),
            origin=origin_words(one),
            by=names.get(one.recorded_by_key, "") if one.recorded_by_key else "",
            is_superseded=hasattr(one, "superseded_by"),
            verification=max(one.verifications.all(), key=lambda made: made.pk, default=None),
            document=readable_form(one.evidence, seen) if one.evidence else None,
        )
        for one in listed
    ]


def timeline_of_fact(organisation: Organisation, code: str, reader: Any) -> list[FactEntry]:
    """All that this reader may see of an indicator of an organisation, the newest first."""
    return entries_of(history_of_fact(facts_visible_to(reader), organisation, code), reader, organisation)


def facts_of_organisation(organisation: Organisation, reader: Any) -> list[FactEntry]:
    """What an organisation has said itself and is in force, by indicator, the latest period first."""
    facts = facts_visible_to(reader).filter(pk__in=facts_in_force().values("pk"), organisation=organisation)
    facts = facts.select_related("indicator", "source", "evidence", "superseded_by").prefetch_related("verifications")
    return entries_of(facts.order_by("indicator__code", "-period", "pk"), reader, organisation)


def is_own_or_office(reader: Any, organisation: Organisation) -> bool:
    """Whether somebody reads it as one of its people, or keeps the register."""
    if not reader.is_authenticated:
        return False
    return has_permission(reader, SEES_NAMES) or organisations_of(reader).filter(pk=organisation.pk).exists()
