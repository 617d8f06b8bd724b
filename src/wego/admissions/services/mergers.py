"""What becomes of organisations: renamed, several merged into one, one split into several; their history is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.admissions.models import Departure
from wego.admissions.services.departures import close_what_is_open, retract_departure
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.governance.models import MERGER, SPLIT, Decision
from wego.governance.queries import approvals_in_force
from wego.members.models import Organisation, Relation, Standing
from wego.members.services.histories import relate_organisations, rename_organisation
from wego.members.services.organisations import register_organisation
from wego.members.services.standings import change_standing

__all__ = ["MergerRefused", "merge_organisations", "rename_organisation", "split_organisation"]


class MergerRefused(RuleError):
    """The organisations cannot be merged or split so; the message says why."""


@transaction.atomic
def merge_organisations(
    *,
    into_id: int,
    from_ids: Sequence[int],
    on: date,
    note: str,
    by: User,
    at: datetime,
    decision_id: int | None = None,
) -> list[Relation]:
    """Several organisations go up in one: they are former members from the day on, with a relation that says where to.

    The one that stays keeps its standing. A decision of a body is kept with it where there was one.
    """
    _refuse_future(on, at)
    if not from_ids or into_id in from_ids or len(set(from_ids)) != len(from_ids):
        raise MergerRefused(_("Enter the organisation that remains and, separately, those merged into it."))
    into = Organisation.objects.get(pk=into_id)
    if into.standing in ("", Standing.Kind.FORMER):
        raise MergerRefused(_("%(name)s is not currently a member.") % {"name": into.name})
    decision = _decision(decision_id, MERGER)
    ends = list(Organisation.objects.select_for_update().filter(pk__in=from_ids).order_by("pk"))
    relations = []
    for organisation in ends:
        relation = relate_organisations(
            organisation_id=organisation.pk,
            to_id=into_id,
            kind=Relation.Kind.MERGED_INTO,
            since=on,
            by=by,
            at=at,
            note=note,
        )
        relations.append(relation)
        rests_on = Reference.to(decision) if decision else Reference.to(relation)
        _end(organisation, on, rests_on, by=by, at=at)
    return relations


@transaction.atomic
def split_organisation(
    *,
    organisation_id: int,
    names: Sequence[str],
    continues: bool,
    on: date,
    note: str,
    by: User,
    at: datetime,
    decision_id: int | None = None,
) -> list[Organisation]:
    """One organisation becomes several. By a decision they take its standing; without one they are associates.

    Where the organisation itself does not continue it is former from the day on.
    """
    _refuse_future(on, at)
    organisation = Organisation.objects.select_for_update().select_related("region").get(pk=organisation_id)
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not wanted or (len(wanted) < 2 and not continues):
        raise MergerRefused(
            _("Enter the names of the new organisations: at least two, or one if the organisation itself continues.")
        )
    if organisation.standing in ("", Standing.Kind.FORMER):
        raise MergerRefused(_("%(name)s is not currently a member.") % {"name": organisation.name})
    decision = _decision(decision_id, SPLIT)
    parts = []
    for name in wanted:
        part = register_organisation(
            kind=organisation.kind,
            subkind=organisation.subkind,
            country=organisation.country,
            name=name,
            region=organisation.region,
            by=by,
            at=at,
        )
        relation = relate_organisations(
            organisation_id=part.pk,
            to_id=organisation.pk,
            kind=Relation.Kind.SPLIT_FROM,
            since=on,
            by=by,
            at=at,
            note=note,
        )
        kind = organisation.standing if decision else Standing.Kind.ASSOCIATE
        rests_on = Reference.to(decision) if decision else Reference.to(relation)
        change_standing(organisation_id=part.pk, kind=kind, starts_on=on, by=by, at=at, decision=rests_on, note=note)
        parts.append(part)
    if not continues:
        last = Relation.objects.filter(to=organisation, kind=Relation.Kind.SPLIT_FROM, since=on).latest("pk")
        _end(organisation, on, Reference.to(decision) if decision else Reference.to(last), by=by, at=at)
    return parts


def _end(organisation: Organisation, on: date, rests_on: Reference, *, by: User, at: datetime) -> None:
    if organisation.standing not in ("", Standing.Kind.FORMER):
        change_standing(
            organisation_id=organisation.pk,
            kind=Standing.Kind.FORMER,
            starts_on=on,
            by=by,
            at=at,
            decision=rests_on,
        )
    for departure in organisation.departures.filter(status=Departure.Status.NOTICED):
        retract_departure(departure_id=departure.pk, by=by, at=at)
    close_what_is_open(organisation, by=by, at=at)


def _decision(decision_id: int | None, kind: str) -> Decision | None:
    if decision_id is None:
        return None
    decision = approvals_in_force(kind).filter(pk=decision_id).first()
    if decision is None:
        raise MergerRefused(_("There is no decision in force on this."))
    return decision


def _refuse_future(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise MergerRefused(_("You can enter this only on or after that date."))
