"""Who may do what with people: role → yes or no."""

from __future__ import annotations

import pytest

from tests.accounts.factories import make_role, make_secretary, make_user
from wego.accounts import permissions
from wego.accounts.models import User

pytestmark = pytest.mark.django_db
PEOPLE = ["secretary", "secretary without factor", "juror", "trainee", "member"]


@pytest.fixture
def people() -> dict[str, User]:
    made = {"secretary": make_secretary(), "secretary without factor": make_secretary(), "member": make_user()}
    made["secretary without factor"].has_used_second_factor = False
    for role in ("juror", "trainee"):
        made[role] = make_user()
        make_role(made[role], role)
    return made


def test_can_manage_people(people: dict[str, User]) -> None:
    allowed = [name for name in PEOPLE if permissions.can_manage_people(people[name])]

    assert allowed == ["secretary"]


@pytest.mark.parametrize("name", PEOPLE)
def test_can_change_person(people: dict[str, User], name: str) -> None:
    allowed = [other for other in PEOPLE if permissions.can_change_person(people[name], people[other])]

    assert allowed == [name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("secretary", ["secretary", "juror", "trainee", "member"]),
        ("secretary without factor", ["secretary without factor"]),
        ("juror", ["juror"]),
        ("trainee", ["trainee"]),
        ("member", ["member"]),
    ],
)
def test_can_erase_person(people: dict[str, User], name: str, expected: list[str]) -> None:
    allowed = [other for other in PEOPLE if permissions.can_erase_person(people[name], people[other])]

    assert allowed == expected
