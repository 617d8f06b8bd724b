"""Rounds of collection in the secretariat's office: the board of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.members.queries.choices import region_choices
from wego.questionnaires.permissions import can_see_responses
from wego.questionnaires.queries.rounds import board_visible_to, rounds_visible_to, turnout_by_region
from wego.questionnaires.round_acts import ROUND_MOVE, ROUND_REMIND
from wego.questionnaires.round_listings import BOARD, of_round
from wego.questionnaires.round_texts import in_both_zones


@require_safe
def round_board(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where every member that is asked stands, with participation and timeliness by region."""
    require(can_see_responses(request.user))
    round_ = get_object_or_404(rounds_visible_to(request.user), pk=pk)
    board = board_visible_to(request.user, round_, at=timezone.now())
    names = dict(region_choices())
    turnout = turnout_by_region(board)
    facts = {
        "round": round_,
        "opening": in_both_zones(round_, round_.opens_at),
        "deadline": in_both_zones(round_, round_.closes_at),
        "is_open": round_.opens_at <= timezone.now(),
        "regions": [(names.get(one.region, one.region), one) for one in turnout[:-1]],
        "total": turnout[-1] if turnout else None,
        "move": ROUND_MOVE,
        "remind": ROUND_REMIND,
    }
    return BOARD.respond(
        request,
        rows=board,
        title=str(round_),
        facts=facts,
        above=[(reverse("office_rounds:rounds"), _("Rounds of collection"))],
        complete=of_round(round_),
        file_name=f"round-{round_.code}",
    )
