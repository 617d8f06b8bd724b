"""Rounds of collection in the office, and the board of one: who has not begun, is under way, is late, has sent."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter

from wego.core.formats import day, moment
from wego.core.listings import Column, ListFilters, Listing
from wego.core.search.queries import named as found_by_name
from wego.members.queries.choices import region_choices
from wego.questionnaires.models import CollectionRound
from wego.questionnaires.permissions import can_see_responses
from wego.questionnaires.queries.rounds import State, rounds_visible_to, rounds_with_counts
from wego.questionnaires.round_acts import (
    EXTENSION_DECLINE,
    EXTENSION_GRANT,
    REMIND,
    ROUND_OPEN,
    board_address,
)
from wego.questionnaires.round_texts import in_its_zone

STATES = {
    State.NOT_BEGUN: pgettext_lazy("answers in a round", "not started"),
    State.UNDER_WAY: pgettext_lazy("answers in a round", "in progress"),
    State.SENT: pgettext_lazy("answers in a round", "submitted"),
}
LATE = gettext_lazy("overdue")

ROUNDS = Listing(
    name="collection_rounds",
    title=gettext_lazy("Rounds of collection"),
    address="office_rounds:rounds",
    allowed=can_see_responses,
    rows=rounds_visible_to,
    on_page=rounds_with_counts,
    in_files=rounds_with_counts,
    order=["-closes_at"],
    link=board_address,
    page_acts=[ROUND_OPEN],
    counted=ngettext_lazy("%(number)s round", "%(number)s rounds", "count"),
    empty=gettext_lazy("No round has been opened yet. Open one to ask members for their answers until a deadline."),
    columns=[
        Column("code"),
        Column("name", gettext_lazy("Name of the round"), "name.source", "name", sort="name__en", is_name=True),
        Column("questionnaire", gettext_lazy("Questionnaire"), "questionnaire_code", sort="questionnaire_code"),
        Column("year", gettext_lazy("Year"), kind="year", sort="year"),
        Column("opens_at", gettext_lazy("Opening"), shown=lambda one: in_its_zone(one, one.opens_at), kind="moment"),
        Column(
            "closes_at",
            gettext_lazy("Deadline"),
            shown=lambda one: in_its_zone(one, one.closes_at),
            kind="moment",
            sort="closes_at",
        ),
        Column("time_zone"),
        Column("begun", pgettext_lazy("how many", "Started"), kind="number"),
        Column("sent", pgettext_lazy("how many", "Submitted"), kind="number"),
        Column("waiting", gettext_lazy("Extensions requested"), kind="number"),
        Column("is_made_up", value="is_demonstration"),
    ],
)


class BoardFilters(ListFilters):
    """By name, where they stand, region."""

    q = CharFilter(label=gettext_lazy("Name"), method="named", max_length=100)
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[*STATES.items(), ("late", LATE), ("waiting", gettext_lazy("extension requested"))],
        method="standing_at",
    )
    region = ChoiceFilter(label=gettext_lazy("Region"), choices=region_choices, field_name="region__code")

    def named(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found_by_name(found, "organisation", value)

    def standing_at(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "late":
            return found.filter(is_late=True)
        if value == "waiting":
            return found.filter(wanted_until__isnull=False)
        return found.filter(state=value)


def _state(row: Any) -> str:
    said = str(STATES[row.state])
    if row.is_late:
        return _("%(late)s, %(state)s") % {"late": LATE, "state": said}
    return _("%(state)s after the deadline") % {"state": said} if row.sent_late else said


def _why(row: Any) -> str:
    """What explains where it stands: more time given or asked for, the last thing that happened, no address."""
    said = []
    if row.wanted_until:
        said.append(
            _("Asks for time until %(day)s: %(reason)s")
            % {"day": day(row.wanted_until.date()), "reason": row.wanted_for}
        )
    if row.extended_for:
        said.append(_("Extended: %(reason)s") % {"reason": row.extended_for})
    if not row.is_reachable:
        said.append(_("No officer with an e-mail address."))
    return " · ".join(said)


BOARD = Listing(
    name="round_board",
    title=gettext_lazy("Who has submitted"),
    allowed=can_see_responses,
    filters=BoardFilters,
    order=["-is_late", "state", "sort_en"],
    link=lambda row: reverse("organisations:organisation", args=[row.pk]),
    template="questionnaires/office/round.html",
    counted=ngettext_lazy("%(number)s member", "%(number)s members", "count"),
    empty=gettext_lazy("No member is asked in this round."),
    row_acts=[REMIND, EXTENSION_GRANT, EXTENSION_DECLINE],
    columns=[
        Column("member", gettext_lazy("Member"), value=str, sort="sort_en", in_files=False, is_name=True),
        Column("organisation", value="slug"),
        Column("name", value="name.source"),
        Column("region", gettext_lazy("Region"), "region.code", "region", sort="region__order"),
        Column("state", gettext_lazy("State"), shown=_state, sort=("is_late", "state")),
        Column("is_late", kind="yes_no"),
        Column(
            "until",
            gettext_lazy("Deadline"),
            shown=lambda row: in_its_zone(row.asked_round, row.until),
            kind="moment",
            sort="until",
        ),
        Column("why", gettext_lazy("Why"), value=_why, is_wide=True),
        Column(
            "changed_at",
            gettext_lazy("Last saved"),
            shown=lambda row: moment(row.changed_at),
            kind="moment",
            sort="changed_at",
        ),
        Column("submitted_at", pgettext_lazy("a day", "Submitted"), kind="moment", sort="submitted_at"),
        Column("reminded_on", gettext_lazy("Reminded on"), kind="day", sort="reminded_on"),
    ],
)


def of_round(round_: CollectionRound) -> Any:
    """Gives each row its round."""

    def complete(rows: list[Any]) -> None:
        for row in rows:
            row.asked_round = round_

    return complete
