"""Leaving and reshaping: by decision only, with every history kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.admissions.factories import accepted, prepare
from tests.governance.factories import decide, make_body, make_item
from tests.members.factories import make_organisation, make_standing
from tests.questionnaires.factories import make_member, make_secretary
from wego.accounts.models import User
from wego.admissions.models import Departure
from wego.admissions.panels import history_panel
from wego.admissions.queries import item_of
from wego.admissions.services.applications import ReasonMissing
from wego.admissions.services.departures import DepartureRefused, give_notice, propose_lapse, retract_departure
from wego.admissions.services.mergers import (
    MergerRefused,
    merge_organisations,
    rename_organisation,
    split_organisation,
)
from wego.core.references import Reference
from wego.core.state import WrongState
from wego.governance.models import AgendaItem
from wego.governance.services.decisions import revoke_decision
from wego.members.models import FormerName, Organisation, Relation
from wego.members.services.organisations import OrganisationRefused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = datetime(2016, 5, 2, 9, tzinfo=UTC)
OCTOBER = datetime(2016, 10, 20, 9, tzinfo=UTC)
DECIDED = {"at": OCTOBER, "decided_on": date(2016, 10, 13)}
ON = date(2016, 5, 1)


@pytest.fixture
def member() -> Organisation:
    make_body()
    organisation = make_organisation("Helsinki", country="FI", standing="full")
    make_standing(organisation, "full", starts_on=date(2010, 1, 1), source="KO16")
    return organisation


@pytest.fixture
def officer(member: Organisation) -> User:
    return make_member(member, "aino@helsinki.example")


@pytest.fixture
def secretary() -> User:
    return make_secretary()


def periods(organisation: Organisation) -> list[tuple[str, date]]:
    return list(organisation.standings.order_by("starts_on").values_list("kind", "starts_on"))


# --- leaving ----------------------------------------------------------------------------------------------------------
def test_a_member_that_gives_notice_stays_one_until_the_decision(member: Organisation, officer: User):
    departure = give_notice(organisation_id=member.pk, reason="The budget", by=officer, at=AT)
    member.refresh_from_db()
    meanwhile = member.standing

    decide(item_of(departure), **DECIDED)

    member.refresh_from_db()
    departure.refresh_from_db()
    assert meanwhile == "full"
    assert periods(member) == [("full", date(2010, 1, 1)), ("former", date(2016, 10, 13))]
    assert member.standings.get(kind="former").decision_kind == "governance.Decision"
    assert (departure.status, item_of(departure).kind) == ("decided", "withdrawal")


@pytest.mark.parametrize(("outcome", "status"), [("rejected", "refused"), ("deferred", "noticed")])
def test_without_an_approval_the_membership_goes_on(outcome: str, status: str, member: Organisation, officer: User):
    departure = give_notice(organisation_id=member.pk, reason="The budget", by=officer, at=AT)

    decide(item_of(departure), outcome, **DECIDED)

    departure.refresh_from_db()
    assert departure.status == status
    assert periods(member) == [("full", date(2010, 1, 1))]


def test_a_lapse_for_arrears_ends_nothing_by_itself(
    member: Organisation, officer: User, secretary: User, mailoutbox: Any, django_capture_on_commit_callbacks: Any
):
    with django_capture_on_commit_callbacks(execute=True):
        departure = propose_lapse(organisation_id=member.pk, reason="Dues of 2014 and 2015", by=secretary, at=AT)

    assert periods(member) == [("full", date(2010, 1, 1))]
    assert item_of(departure).kind == "lapse"
    assert mailoutbox[0].to == [officer.email]
    assert "The membership continues until the body decides." in mailoutbox[0].body


def test_retract_departure_takes_the_item_off_the_agenda(member: Organisation, officer: User):
    departure = give_notice(organisation_id=member.pk, reason="The budget", by=officer, at=AT)

    retract_departure(departure_id=departure.pk, by=officer, at=AT)

    assert item_of(departure).status == "withdrawn"
    with pytest.raises(WrongState):
        retract_departure(departure_id=departure.pk, by=officer, at=AT)


def test_give_notice_refuses_no_reason_a_second_notice_and_no_member(member: Organisation, officer: User):
    with pytest.raises(ReasonMissing):
        give_notice(organisation_id=member.pk, reason=" ", by=officer, at=AT)
    give_notice(organisation_id=member.pk, reason="The budget", by=officer, at=AT)
    with pytest.raises(DepartureRefused, match="already before the body"):
        give_notice(organisation_id=member.pk, reason="Again", by=officer, at=AT)
    gone = make_organisation("Gone", standing="former")
    with pytest.raises(DepartureRefused, match="not currently a member"):
        give_notice(organisation_id=gone.pk, reason="Again", by=officer, at=AT)


def test_a_revoked_end_gives_the_standing_back(member: Organisation, officer: User, secretary: User):
    departure = give_notice(organisation_id=member.pk, reason="The budget", by=officer, at=AT)
    decision = decide(item_of(departure), **DECIDED)

    revoke_decision(decision_id=decision.pk, revoked_on=date(2016, 10, 15), reason="Error", by=secretary, at=OCTOBER)

    departure.refresh_from_db()
    assert periods(member)[-1] == ("full", date(2016, 10, 15))
    assert departure.status == "noticed"


def test_an_associate_that_leaves_is_not_admitted_any_more(secretary: User):
    application = accepted(secretary)
    departure = give_notice(
        organisation_id=application.organisation_id, reason="A new mayor", by=application.applicant, at=AT
    )

    decide(item_of(departure), **DECIDED)

    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert not AgendaItem.objects.filter(status="open").exists()


def test_departures_keep_the_databases_rules(member: Organisation):
    from django.db import DatabaseError, transaction

    Departure.objects.create(organisation=member, kind="withdrawal", reason="r", given_at=AT)

    for reason in ("r", ""):
        with pytest.raises(DatabaseError), transaction.atomic():
            Departure.objects.create(
                organisation=member, kind="lapse", reason=reason, given_at=AT, status="noticed" if reason else "refused"
            )


# --- renamed, merged, split -------------------------------------------------------------------------------------------
def test_a_renamed_organisation_is_found_by_its_former_name(member: Organisation, secretary: User):
    rename_organisation(
        organisation_id=member.pk,
        names={"name": {"en": "Greater Helsinki"}},
        since=ON,
        by=secretary,
        at=AT,
        note="Act 7",
    )

    member.refresh_from_db()
    former = FormerName.objects.get()
    assert (member.name.source, member.slug, member.aliases) == ("Greater Helsinki", "helsinki", ["Helsinki"])
    assert (former.name.source, former.until, former.note) == ("Helsinki", ON, "Act 7")
    assert "helsinki" in member.search_text
    with pytest.raises(OrganisationRefused, match="already has these names"):
        rename_organisation(
            organisation_id=member.pk, names={"name": {"en": "Greater Helsinki"}}, since=ON, by=secretary, at=AT
        )
    with pytest.raises(OrganisationRefused, match="already changed"):
        rename_organisation(organisation_id=member.pk, names={"name": {"en": "H"}}, since=ON, by=secretary, at=AT)


def test_merged_organisations_are_former_and_say_where_they_went(member: Organisation, officer: User, secretary: User):
    espoo = make_organisation("Espoo", country="FI", standing="associate")
    make_standing(espoo, "associate", starts_on=date(2015, 1, 1))

    merge_organisations(into_id=member.pk, from_ids=[espoo.pk], on=ON, note="Act 7", by=secretary, at=AT)

    espoo.refresh_from_db()
    relation = Relation.objects.get()
    assert periods(espoo)[-1] == ("former", ON)
    assert espoo.standings.latest("starts_on").decision_kind == "members.Relation"
    assert (relation.organisation, relation.to, relation.kind) == (espoo, member, "merged_into")
    assert periods(member) == [("full", date(2010, 1, 1))]


def test_a_profile_tells_former_names_and_mergers(member: Organisation, secretary: User, rf: Any):
    nothing = history_panel(member, rf.get("/"))
    espoo = make_organisation("Espoo", country="FI", standing="associate")
    make_standing(espoo, "associate", starts_on=date(2015, 1, 1))
    rename_organisation(organisation_id=member.pk, names={"name": {"en": "Great"}}, since=ON, by=secretary, at=AT)
    merge_organisations(into_id=member.pk, from_ids=[espoo.pk], on=ON, note="Act 7", by=secretary, at=AT)

    panel = history_panel(member, rf.get("/"))
    words = render_to_string("admissions/panel.html", {"panel": panel})

    assert nothing is None
    assert panel.record["relations"][0]["relation"] == "merged_into"
    assert all(word in words for word in ("Helsinki", "Espoo", "Act 7"))


def test_a_split_by_decision_hands_the_standing_on(member: Organisation, secretary: User):
    decision = decide(make_item(Reference("governance.Matter", "1", "Split"), kind="split"), decided_on=ON)

    parts = split_organisation(
        organisation_id=member.pk, names=["North", "South"], continues=False, on=ON, note="", by=secretary, at=OCTOBER,
        decision_id=decision.pk,
    )  # fmt: skip

    assert [periods(part) for part in parts] == [[("full", ON)], [("full", ON)]]
    assert periods(member)[-1] == ("former", ON)
    assert set(Relation.objects.values_list("kind", "to")) == {("split_from", member.pk)}


def test_a_split_without_a_decision_makes_associates(member: Organisation, secretary: User):
    parts = split_organisation(
        organisation_id=member.pk, names=["North"], continues=True, on=ON, note="", by=secretary, at=AT
    )

    assert periods(parts[0]) == [("associate", ON)]
    assert periods(member) == [("full", date(2010, 1, 1))]


def test_reshaping_refuses(member: Organisation, secretary: User):
    facts = {"note": "", "by": secretary, "at": AT}
    other = decide(make_item(Reference("governance.Matter", "2", "Waiver"), kind="waiver"))
    future = date(2016, 5, 3)
    gone = make_organisation("Gone", standing="former")

    for act, words in (
        (lambda: merge_organisations(into_id=member.pk, from_ids=[member.pk], on=ON, **facts), "separately"),
        (lambda: merge_organisations(into_id=member.pk, from_ids=[], on=ON, **facts), "separately"),
        (lambda: merge_organisations(into_id=member.pk, from_ids=[1], on=future, **facts), "on or after that date"),
        (lambda: merge_organisations(into_id=gone.pk, from_ids=[member.pk], on=ON, **facts), "not currently a member"),
        (
            lambda: split_organisation(
                organisation_id=member.pk, names=["N", "S"], continues=False, on=ON, decision_id=other.pk, **facts
            ),
            "no decision in force",
        ),
        (
            lambda: split_organisation(organisation_id=member.pk, names=["N"], continues=False, on=ON, **facts),
            "at least two",
        ),
    ):
        with pytest.raises(MergerRefused, match=words):
            act()
    prepare()
