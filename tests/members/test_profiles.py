"""Profiles: what a visitor reads, and how a change gets there by way of the secretariat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.members.factories import make_edition, make_entry, make_organisation, make_standing
from wego.accounts.models import User
from wego.core.models import AuditEntry
from wego.core.rules import RuleError
from wego.members import hooks
from wego.members.models import Affiliation, Organisation, ProfileChange
from wego.members.permissions import can_decide_profile_change, can_propose_profile_change
from wego.members.services import profiles as services

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(name_ko="서울", name_zh="首尔", website="https://old.example.org")


@pytest.fixture
def officer(organisation: Organisation) -> User:
    person = User.objects.create_user("officer@example.org", language="ko", name="김")
    Affiliation.objects.create(user=person, organisation=organisation, role="officer", starts_on=date(2026, 1, 1))
    return person


@pytest.fixture
def secretary() -> User:
    person = User.objects.create_user("secretary@example.org")
    person.network_roles.create(role="secretariat", granted_at=AT)
    return person


def propose(organisation: Organisation, officer: User, **proposed: str) -> ProfileChange:
    proposed = proposed or {"website": "https://new.example.org"}
    return services.propose_profile_change(organisation_id=organisation.pk, proposed=proposed, by=officer, at=AT)


# --- the public page ------------------------------------------------------------
def test_a_profile_shows_names_standing_lists_and_place(organisation: Organisation):
    make_entry(
        make_edition("2022", document_titles={"KO23": "Brochure"}), organisation, printed={"printed_ko": "서울시"}
    )
    make_standing(organisation, "full", ends_on=date(2022, 12, 31), source="KO16")
    make_standing(organisation, "unstated", starts_on=date(2022, 12, 31), source="KO23")

    page = Client().get("/en/members/seoul/").content.decode()

    assert all(words in page for words in ("서울", "首尔", "서울시", "KO16", "KO23: Brochure", "37.566°"))
    assert "by Apr 26, 2016" in page
    assert "matched with certainty" in page


def test_an_approximate_position_is_said_in_words(organisation: Organisation):
    organisation.place.match = "approximate"
    organisation.place.save()

    assert "approximate position" in Client().get("/en/members/seoul/").content.decode()


def test_the_record_as_a_file_holds_what_panels_add(organisation: Organisation, monkeypatch: pytest.MonkeyPatch):
    panel = hooks.ProfilePanel("figures", "Figures", "ui/messages.html", record={"gdp": 1})
    monkeypatch.setattr(hooks.profile_panels, "fillers", [lambda organisation, request: panel])
    make_standing(organisation, "full", source="KO16")

    record = Client().get("/en/members/seoul/?format=json").json()

    assert record["names"] == {"en": "Seoul", "ko": "서울", "zh-hans": "首尔", "native": None}
    assert record["standings"][0]["source"] == "KO16"
    assert record["record"] == {"figures": {"gdp": 1}}
    assert "Figures" in Client().get("/en/members/seoul/").content.decode()


def test_only_officers_are_offered_to_propose(
    organisation: Organisation, officer: User, signed_in: Callable[[Any], Client]
):
    assert "Propose changes" in signed_in(officer).get("/en/members/seoul/").content.decode()
    assert "Propose changes" not in Client().get("/en/members/seoul/").content.decode()


# --- services ------------------------------------------------------------
def test_propose_profile_change_leaves_the_public_profile_as_it_is(organisation: Organisation, officer: User):
    change = propose(organisation, officer)

    organisation.refresh_from_db()
    line = AuditEntry.objects.get(action="profile_change.proposed")
    assert organisation.website == "https://old.example.org"
    assert (change.current["website"], change.proposed["website"]) == (
        "https://old.example.org",
        "https://new.example.org",
    )
    assert line.after == {"website": "https://new.example.org"}


def test_propose_profile_change_refuses_what_is_there_already(organisation: Organisation, officer: User):
    with pytest.raises(services.NothingChanged):
        propose(organisation, officer, website=" https://old.example.org ")


def test_propose_profile_change_refuses_a_second_while_one_waits(organisation: Organisation, officer: User):
    propose(organisation, officer)

    with pytest.raises(services.ChangeWaiting):
        propose(organisation, officer, website="https://third.example.org")


def test_approve_profile_change_makes_it_public_and_tells_the_officer_in_their_language(
    organisation: Organisation, officer: User, secretary: User, django_capture_on_commit_callbacks: Any
):
    change = propose(organisation, officer, name_native="서울특별시")

    with django_capture_on_commit_callbacks(execute=True):
        services.approve_profile_change(change_id=change.pk, by=secretary, at=AT)

    organisation.refresh_from_db()
    change.refresh_from_db()
    assert organisation.name_native == "서울특별시"
    assert "서울특별시" in Client().get("/en/members/?q=특별").content.decode()
    assert (change.status, change.decided_by, change.decided_at) == ("approved", secretary, AT)
    assert mail.outbox[0].to == ["officer@example.org"]
    assert "/ko/my/organisations/seoul/profile/" in mail.outbox[0].body
    assert "서울" in mail.outbox[0].subject
    assert AuditEntry.objects.get(action="profile_change.approved").before == {"name_native": ""}


def test_approve_profile_change_keeps_what_was_changed_elsewhere_since(
    organisation: Organisation, officer: User, secretary: User
):
    change = propose(organisation, officer)
    Organisation.objects.update(summary={"en": "Edited by the office"})

    services.approve_profile_change(change_id=change.pk, by=secretary, at=AT)

    organisation.refresh_from_db()
    assert (organisation.summary.source, organisation.website) == ("Edited by the office", "https://new.example.org")


def test_approve_profile_change_refuses_when_the_same_field_moved(
    organisation: Organisation, officer: User, secretary: User
):
    change = propose(organisation, officer)
    Organisation.objects.update(website="https://third.example.org")

    with pytest.raises(services.ProfileMoved, match="website"):
        services.approve_profile_change(change_id=change.pk, by=secretary, at=AT)


def test_return_profile_change_tells_why(
    organisation: Organisation, officer: User, secretary: User, django_capture_on_commit_callbacks: Any
):
    change = propose(organisation, officer)

    with django_capture_on_commit_callbacks(execute=True):
        services.return_profile_change(change_id=change.pk, reason="The address does not answer.", by=secretary, at=AT)

    change.refresh_from_db()
    assert change.status == "returned"
    assert "The address does not answer." in mail.outbox[0].body


def test_return_profile_change_refuses_without_a_reason(organisation: Organisation, officer: User, secretary: User):
    change = propose(organisation, officer)

    with pytest.raises(services.ReasonMissing):
        services.return_profile_change(change_id=change.pk, reason="  ", by=secretary, at=AT)


def test_withdraw_profile_change_makes_room_for_another(organisation: Organisation, officer: User):
    change = propose(organisation, officer)

    services.withdraw_profile_change(change_id=change.pk, by=officer, at=AT)

    assert propose(organisation, officer).status == "submitted"


@pytest.mark.parametrize("decide", ["approve", "return", "withdraw"])
def test_what_was_decided_is_not_decided_again(organisation: Organisation, officer: User, secretary: User, decide: str):
    change = propose(organisation, officer)
    services.approve_profile_change(change_id=change.pk, by=secretary, at=AT)
    act: dict[str, Callable[[], Any]] = {
        "approve": lambda: services.approve_profile_change(change_id=change.pk, by=secretary, at=AT),
        "return": lambda: services.return_profile_change(change_id=change.pk, reason="x", by=secretary, at=AT),
        "withdraw": lambda: services.withdraw_profile_change(change_id=change.pk, by=officer, at=AT),
    }

    with pytest.raises(RuleError):
        act[decide]()


def test_who_may(organisation: Organisation, officer: User, secretary: User):
    stranger = User.objects.create_user("stranger@example.org")
    other = make_organisation("Busan")

    assert [can_propose_profile_change(u, organisation) for u in (officer, secretary, stranger)] == [True, False, False]
    assert not can_propose_profile_change(officer, other)
    assert [can_decide_profile_change(u) for u in (officer, secretary, stranger)] == [False, True, False]


# --- the officer's page ------------------------------------------------------------
def test_an_officer_proposes_and_withdraws(
    organisation: Organisation, officer: User, signed_in: Callable[[Any], Client]
):
    browser = signed_in(officer)
    address = "/en/my/organisations/seoul/profile/"

    proposed = browser.post(address, {"website": "www.new.example.org", "summary_en": "A city."}, follow=True)
    change = ProfileChange.objects.get()
    withdrawn = browser.post(f"/en/my/profile-changes/{change.pk}/withdraw/", follow=True)

    assert "Waiting for the secretariat" in proposed.content.decode()
    assert change.proposed["website"] == "https://www.new.example.org"
    assert "Proposal withdrawn." in withdrawn.content.decode()
    assert "Earlier proposals" in withdrawn.content.decode()


def test_errors_stand_beside_the_field_and_what_was_typed_is_kept(
    organisation: Organisation, officer: User, signed_in: Callable[[Any], Client]
):
    response = signed_in(officer).post(
        "/ko/my/organisations/seoul/profile/", {"website": "javascript:alert(1)", "summary_ko": "가나다"}
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="id_website_error"' in page
    assert "javascript:alert(1)" in page
    assert "가나다" in page
    assert not ProfileChange.objects.exists()


def test_a_stranger_may_not_propose_nor_withdraw(
    organisation: Organisation, officer: User, signed_in: Callable[[Any], Client]
):
    change = propose(organisation, officer)
    stranger = signed_in(User.objects.create_user("stranger@example.org"))

    assert stranger.get("/en/my/organisations/seoul/profile/").status_code == 403
    assert stranger.post(f"/en/my/profile-changes/{change.pk}/withdraw/").status_code == 403
    assert stranger.get("/en/my/organisations/nowhere/profile/").status_code == 404
    assert Client().get("/en/my/organisations/seoul/profile/").status_code == 302
