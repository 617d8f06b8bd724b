"""Where the register lets apps above it hear and show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wego.core.hooks import Slot
from wego.core.next_steps import NextStep


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


@dataclass(frozen=True)
class MemberEvent:
    """Something that happened to a member on a day, for the time line of its page in the office."""

    day: date
    label: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class MemberSection:
    """One part of a member's page in the office.

    The page includes `template` with the section as `section`. `links` lead to what else there is of it and to what
    this reader may do; `events` go into the time line, of which the latest are shown.
    """

    anchor: str
    title: str
    template: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    links: Sequence[NextStep] = ()
    events: Sequence[MemberEvent] = ()


# filler(organisation, request) -> MemberSection, or None where this reader sees nothing of it; a few queries each,
# however much there is; shown in the order in which they are connected.
member_sections = Slot("members.member_sections")
# filler(organisation, request) -> Panel or None; shown in the order in which they are connected.
profile_panels = Slot("members.profile_panels")
# Why nobody may be invited to an organisation yet: filler(organisation) -> words, or None where nothing speaks against.
held_back = Slot("members.held_back")
# The decisions in force on which an act may rest, of standing or of money: filler() -> [Reference], the newest first,
# their labels in the language in force.
decisions_in_force = Slot("members.decisions_in_force")
