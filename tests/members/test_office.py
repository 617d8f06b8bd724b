"""The register in the office: only the secretariat, every edit by a service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.accounts.factories import make_secretary
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.core.models import AuditEntry
from wego.members.models import Affiliation, ContactPoint, Inconsistency, Organisation, ProfileChange
from wego.members.services.contacts import change_contact
from wego.members.services.organisations import OrganisationRefused, edit_organisation
from wego.members.services.profiles import propose_profile_change

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
PAGES = [
    "/en/office/organisations/",
    "/en/office/members/profile-changes/",
    "/en/office/members/inconsistencies/",
    "/en/office/members/contact/",
]


@pytest.fixture
def office(signed_in: Callable[[Any], Client]) -> Client:
    person = User.objects.create_user("secretary@example.org")
    person.network_roles.create(role="secretariat", granted_at=AT)
    return signed_in(person)


@pytest.fixture
def change() -> ProfileChange:
    organisation = make_organisation(website="https://old.example.org")
    officer = User.objects.create_user("officer@example.org")
    Affiliation.objects.create(user=officer, organisation=organisation, role="officer", starts_on=date(2026, 1, 1))
    return propose_profile_change(
        organisation_id=organisation.pk, proposed={"website": "https://new.example.org"}, by=officer, at=AT
    )


@pytest.mark.parametrize("address", PAGES)
def test_the_office_is_the_secretariats(address: str, office: Client, signed_in: Callable[[Any], Client]):
    stranger = signed_in(User.objects.create_user("stranger@example.org"))

    assert office.get(address).status_code == 200
    assert stranger.get(address).status_code in (302, 403)
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("language", ["ko", "zh-hans"])
@pytest.mark.parametrize("address", PAGES)
def test_the_office_in_other_languages(address: str, language: str, office: Client):
    assert office.get(address.replace("/en/", f"/{language}/")).status_code == 200


def test_both_versions_stand_side_by_side_and_are_approved(office: Client, change: ProfileChange):
    page = office.get(f"/en/office/members/profile-changes/{change.pk}/").content.decode()
    done = office.post(f"/en/office/members/profile-changes/{change.pk}/approve/")

    assert "https://old.example.org" in page
    assert "https://new.example.org" in page
    assert done.status_code == 302
    assert Organisation.objects.get().website == "https://new.example.org"


def test_changes_are_returned_only_with_a_reason(office: Client, change: ProfileChange):
    address = f"/en/office/members/profile-changes/{change.pk}/return/"

    without = office.post(address, {"reason": ""})
    with_reason = office.post(address, {"reason": "It does not answer."})

    change.refresh_from_db()
    assert (without.status_code, with_reason.status_code) == (200, 302)
    assert (change.status, change.reason) == ("returned", "It does not answer.")


def test_the_contact_is_changed_in_one_place(office: Client):
    change_contact(channel="email", values={"en": "old@example.org"}, by=None, at=AT)

    wrong = office.post("/en/office/members/contact/change/", {"channel": "email", "value_en": "no address"})
    office.post("/en/office/members/contact/change/", {"channel": "email", "value_en": "new@example.org"})

    assert "Enter a valid email address." in wrong.content.decode()
    assert ContactPoint.objects.get(is_in_force=True).value.source == "new@example.org"
    assert "new@example.org" in Client().get("/zh-hans/contact/").content.decode()


def test_inconsistencies_are_listed_with_what_was_decided(office: Client):
    texts = {name: {code: f"{name} {code}" for code in ("en", "ko", "zh-hans")} for name in ("what", "decision")}
    Inconsistency.objects.create(code="D1", where="ZH23", evidence="46 ≠ 47", **texts)

    page = office.get("/ko/office/members/inconsistencies/").content.decode()

    assert all(words in page for words in ("D1", "ZH23", "what ko", "decision ko", "46 ≠ 47"))


def test_organisations_are_searched_in_any_script_filtered_and_exported_safely(office: Client):
    make_organisation("=Seoul", name_ko="서울", slug="seoul")
    make_organisation("Nairobi", country="KE", kind="institution")

    found = office.get("/en/office/organisations/", {"q": "서 울"}).content.decode()
    exported = b"".join(office.get("/en/office/organisations/", {"format": "csv"})).decode()

    assert "=Seoul" in found
    assert "Nairobi" not in found
    assert "'=Seoul" in exported
    assert "Nairobi" in exported


def test_an_edit_goes_through_the_service(office: Client):
    organisation = make_organisation(name_ko="서울")
    fields = {"name_en": "Seoul", "name_ko": "서울시", "aliases": "Hanyang\n\nHanseong", "website": "www.example.org"}

    response = office.post(f"/en/office/organisations/edit/{organisation.pk}/", fields)

    organisation.refresh_from_db()
    line = AuditEntry.objects.get(action="organisation.edited")
    assert response.status_code == 302
    assert (organisation.name.get("ko"), organisation.aliases) == ("서울시", ["Hanyang", "Hanseong"])
    assert organisation.website == "https://www.example.org"
    assert (line.before["name_ko"], line.after["name_ko"]) == ("서울", "서울시")
    assert organisation.search_text == organisation.folded()


def test_a_refused_edit_says_why_and_keeps_what_was_typed(office: Client):
    make_organisation("Busan")
    organisation = make_organisation()

    response = office.post(f"/en/office/organisations/edit/{organisation.pk}/", {"name_en": "Busan"})

    assert response.status_code == 200
    assert "Another organisation of this country and kind already has that name." in response.content.decode()
    assert not AuditEntry.objects.filter(action="organisation.edited").exists()


@pytest.mark.parametrize("path", ["new/", "delete/{}/", "copy/{}/"])
def test_nothing_is_added_copied_or_deleted_raw(office: Client, path: str):
    organisation = make_organisation()

    assert office.get(f"/en/office/organisations/{path.format(organisation.pk)}").status_code == 404


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": {"en": ""}}, "name in English"),
        ({"subkind": "academic"}, "is not a sub-kind of"),
        ({"name": {"en": "Busan"}}, "has that name"),
    ],
)
def test_edit_organisation_refuses(values: dict[str, str], words: str):
    make_organisation("Busan")
    organisation = make_organisation()

    with pytest.raises(OrganisationRefused, match=words):
        edit_organisation(organisation_id=organisation.pk, values=values, by=None, at=AT)

    organisation.refresh_from_db()
    assert organisation.name.source == "Seoul"


def test_an_edit_that_changes_nothing_leaves_no_line():
    organisation = make_organisation()

    edit_organisation(organisation_id=organisation.pk, values={"name": {"en": "Seoul"}}, by=None, at=AT)

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_of_the_queue(rows: int, office: Client, django_assert_max_num_queries: Any):
    for number in range(rows):
        organisation = make_organisation(f"City {number}")
        person = User.objects.create_user(f"{number}@example.org")
        facts = {"organisation_id": organisation.pk, "proposed": {"website": "https://x.org"}}
        propose_profile_change(**facts, by=person, at=AT)
    office.get("/en/office/members/profile-changes/")

    with django_assert_max_num_queries(12):
        office.get("/en/office/members/profile-changes/")


def test_who_decides_second_is_told_who_was_first(office: Client, change: ProfileChange, signed_in: Any):
    address = f"/en/office/members/profile-changes/{change.pk}/"
    other = signed_in(make_secretary(name="Kim Demo"))
    other.post(f"{address}return/", {"reason": "It does not answer."})

    page = office.post(f"{address}approve/", follow=True).content.decode()
    own = other.post(f"{address}approve/", follow=True).content.decode()

    assert "Last change: Kim Demo, " in page
    assert "Last change" not in own


@pytest.mark.parametrize(("language", "names"), [("ko", ("서울", "Seoul")), ("zh-hans", ("首尔", "서울"))])
def test_organisations_are_called_by_their_names_in_the_readers_language(
    office: Client, language: str, names: tuple[str, str]
):
    make_organisation("Seoul", name_ko="서울", name_zh="首尔")

    page = office.get(f"/{language}/office/organisations/").content.decode()

    assert [page.index(f">{name}<") for name in names] == sorted(page.index(f">{name}<") for name in names)
