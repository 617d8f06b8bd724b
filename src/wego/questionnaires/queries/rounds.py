"""Reads of rounds: which one an organisation is asked in, until when it may answer, and where everybody stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import Max as Latest
from django.db.models.functions import Coalesce, Greatest

from wego.accounts.authorization import permitted_rows, regions_of
from wego.members.models import Affiliation, Organisation
from wego.questionnaires.models import CollectionRound, Response, RoundExtension, RoundReminder

MEMBERS = ("full", "associate", "friendship", "unstated")
OFFICERS = Q(role=Affiliation.Role.OFFICER, ends_on=None, user__is_active=True, user__erased_at=None)
SEE = "questionnaires.see_responses"


class State:
    """Where an organisation stands in a round."""

    NOT_BEGUN, UNDER_WAY, SENT = "not_begun", "under_way", "sent"


@dataclass(frozen=True)
class AskedRound:
    """A round that asks an organisation, with its extensions, and until when it may answer."""

    round: CollectionRound
    extensions: Sequence[RoundExtension]
    ends_at: datetime


@dataclass(frozen=True)
class RegionTurnout:
    """How many of a region are asked, have begun, have sent, and have sent in time; without a region: all of them."""

    region: str
    asked: int
    begun: int
    sent: int
    in_time: int
    late: int


def rounds_visible_to(user: Any) -> QuerySet[CollectionRound]:
    """The office and regional offices see every round; what they see of its organisations is narrowed there."""
    regions = regions_of(user, SEE)
    return CollectionRound.objects.none() if regions is not None and not regions else CollectionRound.objects.all()


def rounds_with_counts(rounds: QuerySet[CollectionRound]) -> QuerySet[CollectionRound]:
    """With how many have begun and sent, and how many extensions wait for a decision."""
    waiting = RoundExtension.objects.filter(round=OuterRef("pk"), status=RoundExtension.Status.ASKED)
    return rounds.annotate(
        begun=Count("responses"),
        sent=Count("responses", filter=Q(responses__status=Response.Status.SUBMITTED)),
        waiting=Coalesce(Subquery(waiting.order_by().values("round").annotate(n=Count("pk")).values("n")), 0),
    )


def asked_in(round_: CollectionRound) -> QuerySet[Organisation]:
    """The organisations that a round asks."""
    found = Organisation.objects.filter(standing__in=round_.standings or MEMBERS)
    if round_.kinds:
        found = found.filter(kind__in=round_.kinds)
    if round_.regions:
        found = found.filter(region__code__in=round_.regions)
    return found


def rounds_asking(
    organisations: Iterable[Organisation], questionnaire_code: str, *, at: datetime
) -> dict[int, AskedRound]:
    """The round in which each organisation is asked for a questionnaire now, by the organisation's number: the one
    that is open for it, the latest where there are several; else the last one that has ended. Two queries."""
    opened = list(
        CollectionRound.objects.filter(questionnaire_code=questionnaire_code, opens_at__lte=at).order_by("closes_at")
    )
    known = list(organisations)
    if not opened or not known:
        return {}
    granted: dict[tuple[int, int], list[RoundExtension]] = defaultdict(list)
    found = RoundExtension.objects.filter(round__in=opened, organisation__in=known)
    for one in found.order_by("pk"):
        granted[one.round_id, one.organisation_id].append(one)
    asking = {}
    for organisation in known:
        rounds = [
            AskedRound(round_, extensions, last_moment(round_, extensions))
            for round_ in opened
            if _asks(round_, organisation)
            for extensions in [granted[round_.pk, organisation.pk]]
        ]
        if rounds:
            asking[organisation.pk] = max(rounds, key=lambda one: (one.ends_at > at, one.ends_at))
    return asking


def _asks(round_: CollectionRound, organisation: Organisation) -> bool:
    """As `asked_in`, of what is known of the organisation already."""
    return (
        organisation.standing in (round_.standings or MEMBERS)
        and (not round_.kinds or organisation.kind in round_.kinds)
        and (not round_.regions or (organisation.region is not None and organisation.region.code in round_.regions))
    )


def extensions_of(round_: CollectionRound, organisation_id: int) -> list[RoundExtension]:
    """What an organisation asked for or was given, the newest last."""
    found = RoundExtension.objects.filter(round=round_, organisation=organisation_id)
    return list(found.select_related("asked_by", "decided_by").order_by("pk"))


def last_moment(round_: CollectionRound, extensions: Iterable[RoundExtension]) -> datetime:
    """Until when an organisation may answer: the deadline, or the last extension granted."""
    granted = [one.until for one in extensions if one.status == RoundExtension.Status.GRANTED]
    return max([round_.closes_at, *granted])


def deadline_of(response: Response) -> datetime | None:
    """Until when a response may be written; None where no round asks for it."""
    if response.round_id is None or response.round is None:
        return None
    return last_moment(response.round, extensions_of(response.round, response.organisation_id))


def board_of(round_: CollectionRound, *, at: datetime) -> QuerySet[Any]:
    """Every organisation that is asked, with where it stands: `state`, `is_late`,
    `sent_late`, until when (`until`) and why (`extended_for`), its last activity, its last reminder."""
    responses = Response.objects.filter(round=round_, organisation=OuterRef("pk"))
    extensions = RoundExtension.objects.filter(round=round_, organisation=OuterRef("pk")).order_by("-until", "-pk")
    granted = extensions.filter(status=RoundExtension.Status.GRANTED)
    asked = extensions.filter(status=RoundExtension.Status.ASKED)
    reminders = RoundReminder.objects.filter(round=round_, organisation=OuterRef("pk")).order_by("-pk")
    deadline = Value(round_.closes_at, output_field=DateTimeField())
    found = asked_in(round_).annotate(
        response_number=Subquery(responses.values("pk")[:1]),
        response_status=Subquery(responses.values("status")[:1]),
        changed_at=Subquery(responses.values("changed_at")[:1]),
        submitted_at=Subquery(responses.values("submitted_at")[:1]),
        until=Greatest(Coalesce(Subquery(granted.values("until")[:1]), deadline), deadline),
        extended_for=Subquery(granted.values("reason")[:1]),
        wanted_until=Subquery(asked.values("until")[:1]),
        wanted_for=Subquery(asked.values("reason")[:1]),
        reminded_on=Subquery(reminders.values("sent_on")[:1]),
        is_reachable=Exists(Affiliation.objects.filter(OFFICERS, organisation=OuterRef("pk")).exclude(user__email="")),
    )
    found = found.annotate(
        state=Case(
            When(response_status=Response.Status.SUBMITTED, then=Value(State.SENT)),
            When(response_status=Response.Status.DRAFT, then=Value(State.UNDER_WAY)),
            default=Value(State.NOT_BEGUN),
        ),
    )
    found = found.annotate(
        is_late=Case(When(~Q(state=State.SENT) & Q(until__lte=at), then=Value(True)), default=Value(False)),
        sent_late=Case(When(submitted_at__gt=F("until"), then=Value(True)), default=Value(False)),
    )
    return found.select_related("region", "place")


def board_visible_to(user: Any, round_: CollectionRound, *, at: datetime) -> QuerySet[Any]:
    """The board; of a regional office its region's."""
    return permitted_rows(board_of(round_, at=at), user, SEE, region="region__code")


def turnout_by_region(board: QuerySet[Any]) -> list[RegionTurnout]:
    """Participation and timeliness of each region, and of all; one query."""
    sent = Q(state=State.SENT)
    rows = (
        board.order_by()
        .values("region__code")
        .annotate(
            place=Latest("region__order"),
            asked=Count("pk"),
            begun=Count("pk", filter=~Q(state=State.NOT_BEGUN)),
            sent=Count("pk", filter=sent),
            in_time=Count("pk", filter=sent & Q(sent_late=False)),
            late=Count("pk", filter=Q(is_late=True)),
        )
        .order_by("place")
    )
    regions = [
        RegionTurnout(row["region__code"] or "", *(row[name] for name in ("asked", "begun", "sent", "in_time", "late")))
        for row in rows
    ]
    totals = (sum(getattr(one, name) for one in regions) for name in ("asked", "begun", "sent", "in_time", "late"))
    return [*regions, RegionTurnout("", *totals)] if regions else []


def officers_of(organisations: Iterable[int]) -> QuerySet[Affiliation]:
    """Whoever is written to for these organisations: their officers with an address."""
    found = Affiliation.objects.filter(OFFICERS, organisation__in=list(organisations)).exclude(user__email="")
    return found.select_related("user", "organisation__place").order_by("organisation__slug", "pk")
