"""Where the register lets apps above it hear and show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wego.core.hooks import Slot


@dataclass(frozen=True)
class ProfilePanel:
    """One part of a member's profile that an app above has to show.

    The page includes `template`, and `lead` at its head, with the panel as `panel`; `record` is the same in plain
    values, for the member's record as a file.
    """

    anchor: str
    title: str
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)
    record: Any = None
    # What of it the page leads with, under a heading of its own; empty where it has nothing to lead with.
    lead: str = ""
    lead_title: str = ""
    is_archival: bool = False  # history, shown after everything that holds today


# filler(organisation, request) -> PageSection, or None where this reader sees nothing of it; a few queries each,
# however much there is; shown in the order in which they are connected.
member_sections = Slot("members.member_sections")
# filler(organisation, request) -> Panel or None; shown in the order in which they are connected.
profile_panels = Slot("members.profile_panels")
# Why nobody may be invited to an organisation yet: filler(organisation) -> words, or None where nothing speaks against.
held_back = Slot("members.held_back")
# The decisions in force on which an act may rest, of standing or of money: filler() -> [Reference], the newest first,
# their labels in the language in force.
decisions_in_force = Slot("members.decisions_in_force")
