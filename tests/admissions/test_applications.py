"""An application's way, act by act: each success and each refusal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.admissions.factories import (
    LATER,
    MARCH,
    accept,
    accepted,
    answer,
    approval_of,
    begin,
    figures_submitted,
    prepare,
    submitted,
)
from tests.governance.factories import decide
from tests.members.factories import make_organisation, make_standing
from tests.questionnaires.factories import make_member, make_person, make_secretary
from wego.accounts.models import User
from wego.admissions.models import Application, Step
from wego.admissions.queries import item_of
from wego.admissions.services.applications import (
    ApplicationRefused,
    ReasonMissing,
    decline_application,
    return_application,
    start_application_again,
    submit_application,
    withdraw_application,
)
from wego.admissions.services.decisions import (
    DecisionHasNoEffect,
    propose_admission,
    put_on_agenda_again,
)
from wego.core.models import AuditEntry
from wego.core.references import Reference
from wego.core.state import WrongState
from wego.dues.models import DeclaredFigure
from wego.governance.models import AgendaItem
from wego.governance.services.decisions import revoke_decision
from wego.members.models import Affiliation, Organisation, Standing
from wego.members.services.organisations import OrganisationRefused
from wego.members.services.standings import DecisionMissing, StandingRefused, change_standing
from wego.questionnaires.services.responses import ResponseIncomplete

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OCTOBER = datetime(2016, 10, 20, 9, tzinfo=UTC)
DECIDED = {"at": OCTOBER, "decided_on": date(2016, 10, 13)}


@pytest.fixture
def secretary() -> User:
    return make_secretary()


def standings(organisation: Organisation) -> list[tuple[str, date, date | None]]:
    return list(organisation.standings.order_by("starts_on").values_list("kind", "starts_on", "ends_on"))


def decided(application: Application, outcome: str = "approved", **facts: Any) -> Any:
    return decide(item_of(application), outcome, **{**DECIDED, **facts})


# --- starting ---------------------------------------------------------------------------------------------------------
def test_start_application_registers_the_organisation_with_its_officer_and_no_standing():
    application = begin()

    organisation = application.organisation
    assert (organisation.standing, organisation.slug, organisation.place.match) == ("", "newtown", "approximate")
    assert list(Affiliation.objects.values_list("user", "organisation", "role")) == [
        (application.applicant_id, organisation.pk, "officer")
    ]
    assert application.status == "draft"
    assert application.response.questionnaire.code == "application-local-government"
    assert {answer.question: answer.value for answer in application.response.answers.all()} == {"name_en": "Newtown"}
    assert AuditEntry.objects.filter(action="application.started").exists()


def test_start_application_refuses_a_name_that_is_registered():
    begin()

    with pytest.raises(OrganisationRefused, match="has that name"):
        begin(by=make_person("other@newtown.example"), name="newtown")


def test_one_person_begins_a_few_applications_and_no_flood_of_them():
    person = make_person("many@example.org")
    for number in range(5):
        begin(by=person, name=f"City {number}")

    with pytest.raises(ApplicationRefused, match="several applications"):
        begin(by=person, name="City 6")


def test_slugs_bear_the_country_then_a_number_where_two_would_be_the_same():
    make_organisation("Newtown", country="GB", slug="newtown")
    first = begin()
    second = begin(by=make_person("b@example.org"), name="New Town", kind="institution")
    third = begin(by=make_person("c@example.org"), name="Newtown", kind="corporation")

    slugs = [one.organisation.slug for one in (first, second, third)]
    assert slugs == ["newtown-kr", "new-town", "newtown-kr-2"]


# --- submitting, returning, withdrawing -------------------------------------------------------------------------------
def test_submit_application_closes_the_answers_and_tells_the_applicant(
    mailoutbox: Any, django_capture_on_commit_callbacks: Any
):
    application = begin(by=make_person("han@newtown.example", language="ko"))
    answer(application)

    with django_capture_on_commit_callbacks(execute=True):
        submit_application(application_id=application.pk, by=application.applicant, at=MARCH)

    application.refresh_from_db()
    assert (application.status, application.subkind, application.seeks) == ("submitted", "city_level", "full")
    assert application.response.status == "submitted"
    begun, told = mailoutbox
    assert begun.to == told.to == ["han@newtown.example"]
    assert "가입" in told.subject
    assert f"/ko/my/membership/{application.pk}/" in told.body


def test_submit_application_refuses_what_is_incomplete():
    application = begin()

    with pytest.raises(ResponseIncomplete):
        submit_application(application_id=application.pk, by=application.applicant, at=MARCH)

    application.refresh_from_db()
    assert application.status == "draft"


def test_an_association_may_seek_friendship():
    application = begin(kind="institution")
    answer(application, subkind="association", seeks="friendship", population=None, population_year=None)

    submit_application(application_id=application.pk, by=application.applicant, at=MARCH)
    accept(application)
    decided(application)

    application.refresh_from_db()
    assert item_of(application).kind == "friendship"
    assert [row[0] for row in standings(application.organisation)] == ["associate", "friendship"]


def test_return_application_reopens_the_answers_with_the_reason(secretary: User):
    application = submitted()

    return_application(application_id=application.pk, reason=" The form is not signed. ", by=secretary, at=LATER)
    application.refresh_from_db()
    state = (application.status, application.reason, application.response.status)
    submit_application(application_id=application.pk, by=application.applicant, at=LATER)

    application.refresh_from_db()
    assert state == ("returned", "The form is not signed.", "draft")
    assert (application.status, application.reason) == ("submitted", "")
    assert [step.status for step in application.steps.all()] == ["draft", "submitted", "returned", "submitted"]


@pytest.mark.parametrize("act", [return_application, decline_application])
def test_nothing_is_returned_or_declined_without_a_reason(act: Any, secretary: User):
    application = submitted()

    with pytest.raises(ReasonMissing):
        act(application_id=application.pk, reason=" ", by=secretary, at=LATER)


def test_decline_application_ends_it_and_the_organisation_may_apply_again(secretary: User):
    application = submitted()
    decline_application(application_id=application.pk, reason="No local government.", by=secretary, at=LATER)

    again = start_application_again(organisation_id=application.organisation_id, by=application.applicant, at=LATER)

    application.refresh_from_db()
    assert (application.status, again.status) == ("declined", "draft")
    assert again.response == application.response
    assert again.response.status == "draft"


def test_withdraw_application_ends_it_before_it_is_accepted_only(secretary: User):
    application = begin()
    withdraw_application(application_id=application.pk, by=application.applicant, at=MARCH)
    other = accepted(secretary, by=make_person("b@example.org"), name="Busy")

    application.refresh_from_db()
    assert application.status == "withdrawn"
    with pytest.raises(ApplicationRefused, match="give notice"):
        withdraw_application(application_id=other.pk, by=other.applicant, at=LATER)
    with pytest.raises(WrongState):
        withdraw_application(application_id=application.pk, by=application.applicant, at=MARCH)


def test_start_application_again_refuses_a_member_and_a_second_one():
    member = make_organisation("Seoul")
    application = begin()

    with pytest.raises(ApplicationRefused, match="already a member"):
        start_application_again(organisation_id=member.pk, by=application.applicant, at=MARCH)
    with pytest.raises(ApplicationRefused, match="already open"):
        start_application_again(organisation_id=application.organisation_id, by=application.applicant, at=MARCH)


# --- accepted: an associate at once, and on that year's agenda --------------------------------------------------------
def test_an_accepted_applicant_is_an_associate_at_once_and_stands_on_that_years_agenda(secretary: User):
    application = accepted(secretary)

    organisation = Organisation.objects.get(pk=application.organisation_id)
    item = item_of(application)
    assert standings(organisation) == [("associate", date(2016, 3, 9), None)]
    assert organisation.standing == "associate"
    assert organisation.standings.get().decision_kind == "admissions.Application"
    assert (item.body.code, item.year, item.kind, item.status) == ("executive-committee", 2016, "admission", "open")
    assert item.subject == application.reference
    assert item.subject_label == "Application for membership of 2016-03-07 (Newtown)"
    assert "뉴타운" in item.title.get("ko")


def test_the_register_takes_names_position_population_and_website_from_the_answers(secretary: User):
    application = accepted(secretary)

    organisation = Organisation.objects.select_related("place").get(pk=application.organisation_id)
    assert (organisation.name.get("ko"), organisation.subkind, organisation.website) == (
        "뉴타운",
        "city_level",
        "https://newtown.example",
    )
    assert (organisation.place.latitude, organisation.place.population, organisation.place.population_year) == (
        37.1,
        970000,
        2015,
    )
    assert organisation.place.source == "Application for membership of 2016-03-07"
    assert figures_submitted(organisation) == {"population": 970000, "population_year": 2015}
    declared = DeclaredFigure.objects.get(organisation=organisation)
    assert (declared.value, declared.source) == (970000, "Application for membership of 2016-03-07")


def test_nobody_accepts_an_application_of_ones_own():
    application = submitted()

    with pytest.raises(ApplicationRefused, match="your own"):
        accept(application, application.applicant)


def test_only_a_submitted_application_is_accepted(secretary: User):
    application = begin()

    with pytest.raises(WrongState):
        accept(application, secretary)

    assert not Standing.objects.exists()


# --- decided ----------------------------------------------------------------------------------------------------------
def test_a_city_accepted_in_march_and_approved_in_october_2016_is_full_from_the_decisions_day(secretary: User):
    application = accepted(secretary)

    decision = decided(application)

    organisation = Organisation.objects.get(pk=application.organisation_id)
    application.refresh_from_db()
    full = organisation.standings.get(kind="full")
    assert standings(organisation) == [
        ("associate", date(2016, 3, 9), date(2016, 10, 13)),
        ("full", date(2016, 10, 13), None),
    ]
    assert (full.decision_kind, full.decision_id) == ("governance.Decision", str(decision.pk))
    assert application.status == "approved"
    assert approval_of(application) == decision


@pytest.mark.parametrize(("outcome", "status"), [("rejected", "not_approved"), ("deferred", "accepted")])
def test_rejected_or_undecided_stays_an_associate(outcome: str, status: str, secretary: User):
    application = accepted(secretary)

    decided(application, outcome)

    application.refresh_from_db()
    assert application.status == status
    assert standings(application.organisation) == [("associate", date(2016, 3, 9), None)]


def test_a_body_cannot_have_decided_before_the_application_was_accepted(secretary: User):
    application = accepted(secretary)

    with pytest.raises(DecisionHasNoEffect, match="accepted on"):
        decided(application, decided_on=date(2016, 3, 8))

    assert item_of(application).status == "open"


def test_a_decision_on_the_day_of_acceptance_takes_effect_on_the_next(secretary: User):
    application = accepted(secretary)

    decided(application, decided_on=date(2016, 3, 9))

    assert standings(application.organisation)[-1] == ("full", date(2016, 3, 10), None)


def test_an_application_that_was_not_approved_goes_before_the_body_again(secretary: User):
    application = accepted(secretary)
    decided(application, "rejected")

    put_on_agenda_again(application_id=application.pk, year=2017, by=secretary, at=OCTOBER)
    item = AgendaItem.objects.get(status="open")
    decide(item, **DECIDED)

    application.refresh_from_db()
    assert item.year == 2017
    assert application.status == "approved"
    with pytest.raises(ApplicationRefused):
        put_on_agenda_again(application_id=application.pk, year=2018, by=secretary, at=OCTOBER)


def test_a_revoked_admission_makes_an_associate_again_and_the_matter_waits(secretary: User):
    application = accepted(secretary)
    decision = decided(application)

    revoke_decision(
        decision_id=decision.pk, revoked_on=date(2016, 10, 20), reason="Wrong list", by=secretary, at=OCTOBER
    )

    application.refresh_from_db()
    assert application.status == "accepted"
    assert approval_of(application) is None
    assert standings(application.organisation)[-1] == ("associate", date(2016, 10, 20), None)
    assert item_of(application).status == "open"


def test_a_member_of_old_becomes_full_by_decision_too(secretary: User):
    prepare()
    shiraz = make_organisation("Shiraz", country="IR", standing="associate")
    make_standing(shiraz, "associate", starts_on=date(2016, 1, 1), source="KO16")

    item = propose_admission(organisation_id=shiraz.pk, kind="admission", year=2016, by=secretary, at=LATER)
    decide(item, **DECIDED)

    shiraz.refresh_from_db()
    assert standings(shiraz)[-1] == ("full", date(2016, 10, 13), None)
    gone = make_organisation("Gone", standing="former")
    with pytest.raises(ApplicationRefused, match="another standing"):
        propose_admission(
            organisation_id=gone.pk,
            kind="admission",
            year=2016,
            by=secretary,
            at=LATER,
        )


# --- full is impossible without a decision ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "decision", [None, Reference("admissions.Application", "1", "x"), Reference("members.Organisation", "1", "x")]
)
@pytest.mark.parametrize("kind", ["full", "friendship", "former"])
def test_change_standing_refuses_full_friendship_and_former_without_a_decision(kind: str, decision: Reference | None):
    organisation = make_organisation(standing="associate")
    make_standing(organisation, "associate")

    with pytest.raises(DecisionMissing, match="needs a decision"):
        change_standing(
            organisation_id=organisation.pk,
            kind=kind,
            starts_on=date(2016, 10, 1),
            by=None,
            at=OCTOBER,
            decision=decision,
        )

    assert issubclass(DecisionMissing, StandingRefused)
    assert standings(organisation)[-1][0] == "associate"


def test_steps_are_only_ever_added_and_the_database_keeps_the_rules():
    application = begin()

    for act in (
        lambda: Step.objects.update(status="x"),
        lambda: Step.objects.create(status="draft", on=date(2016, 3, 7), at=MARCH),
        lambda: Application.objects.update(status="accepted"),
        lambda: Application.objects.update(status="returned"),
        lambda: Application.objects.create(
            organisation=application.organisation,
            kind="local_government",
            response=application.response,
            applicant=application.applicant,
            started_at=MARCH,
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_colleagues_are_told_in_their_own_language(
    mailoutbox: Any, django_capture_on_commit_callbacks: Any, secretary: User
):
    application = submitted()
    colleague = make_member(application.organisation, "wang@newtown.example")
    User.objects.filter(pk=colleague.pk).update(language="zh-hans")

    with django_capture_on_commit_callbacks(execute=True):
        accept(application, secretary)

    assert {mail.to[0] for mail in mailoutbox} == {"han@newtown.example", "wang@newtown.example"}
    assert next(mail for mail in mailoutbox if mail.to == ["wang@newtown.example"]).body.count("/zh-hans/") == 1
