"""Opening a round of collection, and moving its deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit
from wego.core.languages import SOURCE
from wego.core.rules import RuleError
from wego.questionnaires.models import CollectionRound, Response
from wego.questionnaires.queries import questionnaire_in_force
from wego.questionnaires.queries.rounds import asked_in
from wego.questionnaires.round_texts import in_its_zone


class RoundRefused(RuleError):
    """The round cannot be opened or moved so; the message says why."""


@transaction.atomic
def open_round(
    *,
    name: Mapping[str, str],
    questionnaire_code: str,
    year: int,
    opens_at: datetime,
    closes_at: datetime,
    time_zone: str,
    kinds: Sequence[str] = (),
    standings: Sequence[str] = (),
    regions: Sequence[str] = (),
    by: User | None,
    at: datetime,
    is_demonstration: bool = False,
) -> CollectionRound:
    """Open a round for whoever is a member of these kinds, standings and regions. What was answered of the year
    already belongs to it."""
    code = slugify(name[SOURCE])[:60]
    if not code:
        raise RoundRefused(_("Enter the name of the round in Latin letters."))
    if questionnaire_in_force(questionnaire_code) is None:
        raise RoundRefused(_("There is no published questionnaire “%(code)s”.") % {"code": questionnaire_code})
    round_ = CollectionRound(
        code=code,
        name=name,
        questionnaire_code=questionnaire_code,
        year=year,
        opens_at=opens_at,
        closes_at=closes_at,
        time_zone=time_zone,
        kinds=list(kinds),
        standings=list(standings),
        regions=list(regions),
        opened_by=by,
        created_at=at,
        is_demonstration=is_demonstration,
    )
    _refuse_order(round_)
    _refuse_past(round_, at)
    if CollectionRound.objects.filter(code=code).exists():
        raise RoundRefused(_("A round with this name already exists. Choose another name."))
    if other := CollectionRound.objects.filter(questionnaire_code=questionnaire_code, year=year).first():
        raise RoundRefused(
            _("“%(round)s” already collects the answers of %(year)s. Move its deadline, or enter another year.")
            % {"round": other.name, "year": year}
        )
    if not asked_in(round_).exists():
        raise RoundRefused(
            _("No member is of these kinds, standings and regions. Choose others, so that someone is asked.")
        )
    round_.save(force_insert=True)
    Response.objects.filter(
        questionnaire__code=questionnaire_code, year=year, organisation__in=asked_in(round_)
    ).update(round=round_)
    after = {"questionnaire": questionnaire_code, "year": year, "opens_at": opens_at, "closes_at": closes_at}
    audit.record("round.opened", round_, by=by, at=at, after=after)
    return round_


@transaction.atomic
def move_deadline(*, round_id: int, closes_at: datetime, by: User, at: datetime) -> CollectionRound:
    """Set another deadline for everybody; extensions that end later stay."""
    round_ = CollectionRound.objects.select_for_update().get(pk=round_id)
    before = round_.closes_at
    round_.closes_at = closes_at
    _refuse_order(round_)
    _refuse_past(round_, at)
    round_.save(update_fields=["closes_at"])
    after = {"closes_at": closes_at}
    audit.record("round.deadline_moved", round_, by=by, at=at, before={"closes_at": before}, after=after)
    return round_


def _refuse_order(round_: CollectionRound) -> None:
    if round_.closes_at <= round_.opens_at:
        raise RoundRefused(
            _("The deadline (%(end)s) is before the opening (%(start)s). Enter a later deadline.")
            % {"end": in_its_zone(round_, round_.closes_at), "start": in_its_zone(round_, round_.opens_at)}
        )


def _refuse_past(round_: CollectionRound, at: datetime) -> None:
    if round_.closes_at <= at:
        raise RoundRefused(
            _("The deadline (%(end)s) has passed already. Enter a later one.")
            % {"end": in_its_zone(round_, round_.closes_at)}
        )
