"""What the office does with a round, and what an officer asks of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.acts.act import OF_MEMBERS, Act
from wego.core.punctuation import joined
from wego.members.models import Organisation
from wego.members.queries.affiliations import organisations_of
from wego.questionnaires.models import CollectionRound
from wego.questionnaires.permissions import can_ask_extension, can_keep_rounds
from wego.questionnaires.queries.rounds import (
    State,
    asked_in,
    board_visible_to,
    extensions_of,
    last_moment,
    rounds_visible_to,
)
from wego.questionnaires.round_forms import (
    DeadlineForm,
    DeclineForm,
    ExtensionForm,
    ReminderForm,
    RoundForm,
    extension_values,
    local_day,
    moment_of,
    round_values,
)
from wego.questionnaires.round_texts import in_both_zones
from wego.questionnaires.services.extensions import ask_extension, decline_extension, grant_extension
from wego.questionnaires.services.reminders import ReminderRun, remind_organisation, remind_round
from wego.questionnaires.services.rounds import move_deadline, open_round


def board_address(round_: CollectionRound) -> str:
    return reverse("office_rounds:round", args=[round_.pk])


def _round(user: Any, pk: int) -> CollectionRound:
    return get_object_or_404(rounds_visible_to(user), pk=pk)


def _row(user: Any, pk: int, slug: str) -> Organisation:
    """A row of the board, with its round."""
    round_ = _round(user, pk)
    found: Any = get_object_or_404(board_visible_to(user, round_, at=timezone.now()), slug=slug)
    found.asked_round = round_
    return found


def _reminded(run: ReminderRun) -> str:
    told = _("Reminded: %(names)s.") % {"names": joined([str(one) for one in run.reminded])}
    if run.unreachable:
        names = joined([str(one) for one in run.unreachable])
        told += " " + _("No officer with an e-mail address: %(names)s.") % {"names": names}
    return told


ROUND_OPEN = Act(
    name="round_open",
    address="office_rounds:round_open",
    label=gettext_lazy("Open a round"),
    said=gettext_lazy("Round opened."),
    service=open_round,
    form=RoundForm,
    values=lambda nothing, given: round_values(given),
    explains=lambda nothing: [
        _("Members see the round and its deadline on their pages from the opening. No e-mail is sent."),
        _("Answers of that year that have been started already belong to the round."),
    ],
    allowed=can_keep_rounds,
    leads_to=lambda nothing, made: board_address(made),
    back=lambda nothing: reverse("office_rounds:rounds"),
)

_ON_ROUND: dict[str, Any] = {
    "subject": _round,
    "key": "round_id",
    "allowed": can_keep_rounds,
    "back": board_address,
    "above": lambda round_: [(reverse("office_rounds:rounds"), _("Rounds of collection"))],
}

ROUND_MOVE = Act(
    name="round_move",
    address="office_rounds:round_move",
    label=gettext_lazy("Move the deadline"),
    said=gettext_lazy("Deadline moved for everyone."),
    service=move_deadline,
    form=DeadlineForm,
    initial=lambda round_: {"closes_on": local_day(round_, round_.closes_at)},
    values=lambda round_, given: {"closes_at": moment_of(given["closes_on"], given["closes_hour"], round_.time_zone)},
    explains=lambda round_: [
        _("Now: %(moment)s. Extensions that end later stay.") % {"moment": in_both_zones(round_, round_.closes_at)}
    ],
    **_ON_ROUND,
)

ROUND_REMIND = Act(
    name="round_remind",
    address="office_rounds:round_remind",
    label=gettext_lazy("Remind all"),
    said="",
    told=_reminded,
    service=remind_round,
    form=ReminderForm,
    shows_mails=True,
    explains=lambda round_: [
        _("Everyone who has not submitted and was not reminded today gets one e-mail in their own language.")
    ],
    **_ON_ROUND,
)

_ON_ROW: dict[str, Any] = {
    "subject": _row,
    "key": "organisation_id",
    "args": lambda row: [row.asked_round.pk, row.slug],
    "allowed": can_keep_rounds,
    "back": lambda row: board_address(row.asked_round),
    "title": lambda row: str(row.asked_round),
}

REMIND = Act(
    name="remind",
    address="office_rounds:remind",
    label=gettext_lazy("Remind"),
    said="",
    told=_reminded,
    service=remind_organisation,
    form=ReminderForm,
    values=lambda row, given: {"round_id": row.asked_round.pk, **given},
    shows_mails=True,
    is_possible=lambda row: row.state != State.SENT,
    explains=lambda row: [str(row)],
    **_ON_ROW,
)

EXTENSION_GRANT = Act(
    name="extension_grant",
    address="office_rounds:extension_grant",
    label=gettext_lazy("Extend"),
    said=gettext_lazy("Extended. The answers are open until then; the officers get an e-mail."),
    service=grant_extension,
    form=ExtensionForm,
    initial=lambda row: {"until_on": local_day(row.asked_round, row.wanted_until)} if row.wanted_until else {},
    values=lambda row, given: extension_values(row.asked_round, given),
    is_possible=lambda row: row.state != State.SENT,
    explains=lambda row: [
        _("%(name)s can answer until %(moment)s.") % {"name": row, "moment": in_both_zones(row.asked_round, row.until)},
        *([_("Requested: %(reason)s") % {"reason": row.wanted_for}] if row.wanted_for else []),
    ],
    blamed="until_on",
    **_ON_ROW,
)

EXTENSION_DECLINE = Act(
    name="extension_decline",
    address="office_rounds:extension_decline",
    label=gettext_lazy("Decline the extension"),
    said=gettext_lazy("Declined. The officers get an e-mail with the reason."),
    service=decline_extension,
    form=DeclineForm,
    values=lambda row, given: {"round_id": row.asked_round.pk, **given},
    is_possible=lambda row: row.wanted_until is not None,
    explains=lambda row: [_("Requested: %(reason)s") % {"reason": row.wanted_for or ""}],
    is_warning=True,
    **_ON_ROW,
)


def _own_round(user: Any, pk: int, slug: str) -> Organisation:
    """An organisation of the reader's, with a round that asks it."""
    organisation: Any = get_object_or_404(organisations_of(user).select_related("region", "place"), slug=slug)
    round_ = get_object_or_404(CollectionRound, pk=pk, opens_at__lte=timezone.now())
    if not asked_in(round_).filter(pk=organisation.pk).exists():
        raise Http404
    organisation.asked_round = round_
    return organisation


def _until_now(organisation: Any) -> str:
    round_ = organisation.asked_round
    end = last_moment(round_, extensions_of(round_, organisation.pk))
    return _("Deadline: %(moment)s") % {"moment": in_both_zones(round_, end)}


EXTENSION_ASK = Act(
    name="extension_ask",
    address="my_answers:extension_ask",
    label=gettext_lazy("Ask for an extension"),
    said=gettext_lazy("Request sent. The secretariat replies by e-mail; until then the deadline stays."),
    service=ask_extension,
    key="organisation_id",
    subject=_own_round,
    args=lambda organisation: [organisation.asked_round.pk, organisation.slug],
    allowed_on=can_ask_extension,
    title=lambda organisation: str(organisation.asked_round),
    form=ExtensionForm,
    values=lambda organisation, given: extension_values(organisation.asked_round, given),
    explains=lambda organisation: [_until_now(organisation)],
    blamed="until_on",
    back=lambda organisation: reverse("portal:my"),
    **OF_MEMBERS,
)
