"""People in the office: the list, roles, help; each act for the secretariat only."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.factories import PASSWORD, make_role, make_secretary, make_user
from wego.accounts.models import NetworkRole, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(signed_in: Any) -> Client:
    client: Client = signed_in(make_secretary("secretary@wego.example"))
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_list_finds_people_by_name_and_address(office: Client) -> None:
    make_user("kim@seoul.example", name="Kim Minji")
    make_user("lee@busan.example", name="Lee Jun")

    shown = office.get("/en/office/people/?q=kim SEOUL").content.decode()

    assert "kim@seoul.example" in shown
    assert "lee@busan.example" not in shown


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_a_fixed_number_of_queries(office: Client, django_assert_num_queries: Any, number: int) -> None:
    for _ in range(number):
        make_role(make_user(), "juror")
    office.get("/en/office/people/")

    with django_assert_num_queries(8):
        office.get("/en/office/people/")


def test_add_person_sends_the_way_in(office: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(
            "/en/office/people/add/",
            {"email": "j@jury.example", "name": "J", "language": "zh-hans", "role": "juror"},
        )

    person = User.objects.get(email="j@jury.example")
    assert answer["Location"] == f"/en/office/people/{person.pk}/"
    assert "/zh-hans/accounts/password/reset/key/" in mail.outbox[-1].body


def test_add_person_refuses_a_taken_address_beside_the_field(office: Client) -> None:
    make_user("taken@jury.example")

    answer = office.post(
        "/en/office/people/add/", {"email": "taken@jury.example", "name": "J", "language": "en", "role": "juror"}
    )

    assert "An account with this address already exists" in answer.content.decode()


def test_grant_and_end_a_role(office: Client) -> None:
    person = make_user()

    office.post(f"/en/office/people/{person.pk}/roles/", {"role": "trainee"})
    held = person.network_roles.get()
    shown = office.get(f"/en/office/people/{person.pk}/").content.decode()
    office.post(f"/en/office/people/{person.pk}/roles/{held.pk}/end/")

    held.refresh_from_db()
    assert "Trainee" in shown
    assert held.ended_at is not None


def test_granting_a_role_asks_for_the_password_first(signed_in: Any) -> None:
    person, client = make_user(), signed_in(make_secretary())

    answer = client.post(f"/en/office/people/{person.pk}/roles/", {"role": "secretariat"})

    assert answer["Location"].startswith("/en/accounts/reauthenticate/")
    assert not person.network_roles.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_is_added_only_by_whoever_has_just_signed_in(signed_in: Any, method: str) -> None:
    """A new account of the secretariat is the same as the role given."""
    client = signed_in(make_secretary("secretary@wego.example"))
    given = {"email": "second@wego.example", "name": "S", "language": "en", "role": "secretariat"}

    answer = getattr(client, method)("/en/office/people/add/", given)

    assert answer["Location"].startswith("/en/accounts/reauthenticate/")
    assert not User.objects.filter(email="second@wego.example").exists()


def test_a_role_is_ended_only_on_its_persons_page(office: Client) -> None:
    held, other = make_role(make_user(), "juror"), make_user()

    answer = office.post(f"/en/office/people/{other.pk}/roles/{held.pk}/end/")

    assert answer.status_code == 404
    assert NetworkRole.objects.get(pk=held.pk).ended_at is None


def test_reset_of_the_second_factor_and_the_way_in(office: Client) -> None:
    person = make_user()

    factor = office.post(f"/en/office/people/{person.pk}/second-factor/")
    way_in = office.post(f"/en/office/people/{person.pk}/way-in/")

    assert (factor.status_code, way_in.status_code) == (302, 302)


def test_erase_for_somebody_who_asked(office: Client) -> None:
    person = make_user()

    office.post(f"/en/office/people/{person.pk}/erasure/")

    assert User.objects.get(pk=person.pk).erased_at is not None
    assert office.get(f"/en/office/people/{person.pk}/").status_code == 404


def test_erase_refuses_a_colleague_of_the_secretariat(office: Client) -> None:
    colleague = make_secretary()

    answer = office.post(f"/en/office/people/{colleague.pk}/erasure/")

    assert answer.status_code in {302, 403}
    assert User.objects.get(pk=colleague.pk).erased_at is None


@pytest.mark.parametrize("role", ["", "juror", "trainee"])
@pytest.mark.parametrize(
    "path", ["", "add/", "{pk}/", "{pk}/roles/", "{pk}/way-in/", "{pk}/second-factor/", "{pk}/erasure/"]
)
def test_others_are_refused(signed_in: Any, role: str, path: str) -> None:
    other, target = make_user(), make_user()
    if role:
        make_role(other, role)
    client = signed_in(other)
    address = f"/en/office/people/{path.format(pk=target.pk)}"

    assert client.get(address).status_code == 403
    assert client.post(address, {"role": "secretariat"}).status_code == 403
    assert not target.network_roles.exists()
    assert User.objects.get(pk=target.pk).erased_at is None
