"""Proposed changes of profiles: the secretariat's queue, and an organisation's own history."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from wego.core import languages
from wego.core.text_forms import label_in
from wego.members.models import Organisation, ProfileChange


@dataclass(frozen=True)
class Difference:
    """One field of a proposal, both versions side by side."""

    name: str
    label: str
    current: str
    proposed: str

    @property
    def is_changed(self) -> bool:
        return self.current != self.proposed


def field_label(name: str) -> str:
    """A field of the profile as people call it."""
    for code, suffix in languages.suffixes().items():
        if name == f"summary_{suffix}":
            return str(label_in(Organisation.summary.field.verbose_name, code))
    return str(getattr(Organisation, name).field.verbose_name)


def differences(change: ProfileChange) -> list[Difference]:
    """Every field of the profile as it was and as proposed."""
    return [
        Difference(
            name,
            field_label(name),
            change.current.get(name, ""),
            change.proposed.get(name, ""),
        )
        for name in ProfileChange.fields()
    ]


def waiting_changes() -> QuerySet[ProfileChange]:
    """What waits for the secretariat, the oldest first."""
    return (
        ProfileChange.objects.filter(status=ProfileChange.Status.SUBMITTED)
        .select_related("organisation", "submitted_by")
        .order_by("submitted_at", "pk")
    )


def decided_changes() -> QuerySet[ProfileChange]:
    """What has been decided or withdrawn, the newest first."""
    return (
        ProfileChange.objects.exclude(status=ProfileChange.Status.SUBMITTED)
        .select_related("organisation", "submitted_by", "decided_by")
        .order_by("-decided_at", "-pk")
    )


def changes_of(organisation: Organisation) -> list[ProfileChange]:
    """Every proposal of an organisation, the newest first."""
    return list(organisation.profile_changes.select_related("submitted_by").order_by("-submitted_at", "-pk"))
