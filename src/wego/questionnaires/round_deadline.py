"""Until when an organisation answers in a round, as its people read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wego.members.models import Organisation
from wego.questionnaires.models import CollectionRound, Response, RoundExtension
from wego.questionnaires.permissions import can_ask_extension
from wego.questionnaires.queries.rounds import AskedRound, extensions_of, last_moment
from wego.questionnaires.round_texts import deadline_passed_text, in_both_zones


@dataclass(frozen=True)
class RoundDeadline:
    """The deadline in the round's zone and the reader's, whether it is over, why it was extended, and where more time
    is asked for."""

    round: CollectionRound
    ends_at: datetime
    is_over: bool
    extended_for: str = ""
    wanted_until: str = ""
    ask: str = ""

    @property
    def text(self) -> str:
        return _("Deadline: %(moment)s") % {"moment": in_both_zones(self.round, self.ends_at)}

    @property
    def over_text(self) -> str:
        return deadline_passed_text(self.round, self.ends_at)


def deadline_for(user: Any, response: Response, *, at: datetime) -> RoundDeadline | None:
    """Of a response; None where no round asks for it."""
    if response.round_id is None or response.round is None:
        return None
    extensions = extensions_of(response.round, response.organisation_id)
    asked = AskedRound(response.round, extensions, last_moment(response.round, extensions))
    return deadline_in(user, asked, response.organisation, at=at)


def deadline_in(user: Any, asked: AskedRound, organisation: Organisation, *, at: datetime) -> RoundDeadline:
    """Of an organisation in a round, begun or not."""
    round_, extensions, end = asked.round, asked.extensions, asked.ends_at
    last = next((one for one in extensions if one.status == RoundExtension.Status.GRANTED and one.until == end), None)
    wanted = next((one for one in extensions if one.status == RoundExtension.Status.ASKED), None)
    may_ask = can_ask_extension(user, organisation)
    return RoundDeadline(
        round_,
        end,
        end <= at,
        extended_for=last.reason if last else "",
        wanted_until=in_both_zones(round_, wanted.until) if wanted else "",
        ask=reverse("my_answers:extension_ask", args=[round_.pk, organisation.slug]) if may_ask else "",
    )
