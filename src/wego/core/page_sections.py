"""A page of the office that apps fill section by section, with one timeline of what happened (`ui/timeline.html`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wego.core.next_steps import NextStep


@dataclass(frozen=True)
class TimelineEvent:
    """Something that happened on a day, in the office `by` somebody; `links` lead to its papers."""

    day: date
    label: str
    text: str = ""
    url: str = ""
    by: str = ""
    links: Sequence[NextStep] = ()


@dataclass(frozen=True)
class PageSection:
    """One part of the page of a member or a person in the office.

    The page includes `template` with the section as `section`. `links` lead to what else there is of it and to what
    this reader may do; `events` go into the timeline, of which the latest are shown.
    """

    anchor: str
    title: str
    template: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    links: Sequence[NextStep] = ()
    events: Sequence[TimelineEvent] = ()


@dataclass(frozen=True)
class Timeline:
    """The latest events, the latest first; `has_more`: there are older ones."""

    events: list[TimelineEvent]
    has_more: bool = False


def timeline_of(events: Iterable[TimelineEvent], *, most: int = 0) -> Timeline:
    """Events put in order, those of one day as they are given (the latest first); all of them unless `most` says."""
    found = sorted(events, key=lambda event: event.day, reverse=True)
    return Timeline(found[:most], len(found) > most) if most else Timeline(found)
