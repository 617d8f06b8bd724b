"""What roles grant: kinds, what one permission implies, regions, and how often the database is asked."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.accounts.factories import AT, PASSWORD, make_role, make_secretary, make_user
from wego.accounts import hooks, services
from wego.accounts.authorization import (
    EVERYWHERE,
    PERMISSIONS,
    Permission,
    has_permission,
    people_permitted,
    permitted_rows,
    regions_of,
)
from wego.accounts.models import NetworkRole, RoleType, User
from wego.accounts.queries import enters_office, lacks_second_factor
from wego.accounts.services.demonstration import make_demonstration
from wego.accounts.services.loading import load_accounts
from wego.config.loading import LOADERS
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
WEGO = ROOT / "networks" / "wego"
HEAD = "version: '1.0'\nroles:\n"


@pytest.fixture
def roles() -> None:
    load_accounts(WEGO, at=AT)


def somebody(role: str, region: str = "") -> User:
    user = make_user()
    NetworkRole.objects.create(user=user, role=role, region=region, granted_at=AT)
    return user


# Who may see the books, keep them, plan meetings, see the register, come into the office.
ASKED = (
    "finance.see_books",
    "finance.keep_books",
    "governance.keep_agenda",
    "members.see_register",
    "accounts.keep_people",
)
GRANTED = {
    "secretariat": (True, True, True, True, True),
    "director": (True, True, True, True, True),
    "treasurer": (True, True, False, True, False),
    "programme-officer": (False, False, True, True, False),
    "editor": (False, False, False, True, False),
    "translator": (False, False, False, False, False),
    "regional-office": (False, False, False, True, False),
    "auditor": (True, False, False, True, False),
    "president-city-liaison": (False, False, False, True, False),
    "juror": (False, False, False, False, False),
    "trainee": (False, False, False, False, False),
}


@pytest.mark.usefixtures("roles")
def test_what_each_role_grants() -> None:
    people = {role: somebody(role, "europe" if role == "regional-office" else "") for role in GRANTED}

    found = {role: tuple(has_permission(person, code) for code in ASKED) for role, person in people.items()}

    assert found == GRANTED
    assert set(RoleType.objects.values_list("code", flat=True)) == set(GRANTED)
    inside = {role for role, person in people.items() if enters_office(person)}
    assert set(GRANTED) - inside == {"juror", "trainee"}


@pytest.mark.usefixtures("roles")
def test_every_permission_is_granted_to_somebody_beside_those_who_may_do_all() -> None:
    named = {code for row in RoleType.objects.all() for code in row.permissions} - {RoleType.ALL}
    implied = {PERMISSIONS[code].implies.code for code in named if PERMISSIONS[code].implies}
    readers = {code for code, permission in PERMISSIONS.items() if permission.is_seeing}
    # To let people in, to end what was sealed, and to let a letter or a mailing go out is for those who may do all.
    approving = {"correspondence.approve_letters", "correspondence.approve_mailings"}
    reserved = {"accounts.keep_people", "portal.keep_seals", *approving}
    assert set(PERMISSIONS) - named - implied - readers == reserved

    auditor, director = somebody("auditor"), somebody("director")
    assert {code for code in PERMISSIONS if has_permission(auditor, code)} == readers
    assert {code for code in PERMISSIONS if has_permission(director, code)} == set(PERMISSIONS)


def test_what_the_code_asks_for_by_its_code_is_declared() -> None:
    functions = "has_permission|has_permission_in|permitted_rows|people_permitted|regions_of"
    asks = re.compile(rf'(?:{functions})\((?:[^()"]|\([^()]*\))*"([a-z]+\.[a-z_]+)"')
    asked = {code for path in (ROOT / "src").rglob("*.py") for code in asks.findall(path.read_text())}

    assert len(asked) > 10
    assert asked - set(PERMISSIONS) == set()


def test_an_undeclared_permission_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"no permission 'finance\.see_nothing'"):
        has_permission(make_secretary(), "finance.see_nothing")


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ValueError, match="exists already"):
        Permission(code="finance.see_books", label="")


def test_the_all_round_role_needs_no_network_folder() -> None:
    secretary = make_secretary()

    assert not RoleType.objects.exists()
    assert all(has_permission(secretary, code) for code in PERMISSIONS)
    assert not any(has_permission(AnonymousUser(), code) for code in PERMISSIONS)


@pytest.mark.usefixtures("roles")
def test_a_role_of_the_office_grants_nothing_without_a_second_factor() -> None:
    for role in ("treasurer", "auditor", "regional-office"):
        person = somebody(role, "europe" if role == "regional-office" else "")
        person.has_used_second_factor = False

        assert lacks_second_factor(person), role
        assert not enters_office(person)
        assert not any(has_permission(person, code) for code in PERMISSIONS)


@pytest.mark.both_databases
@pytest.mark.usefixtures("roles")
def test_roles_are_asked_for_once_however_many_permissions(django_assert_num_queries: Any) -> None:
    person = User.objects.get(pk=somebody("treasurer").pk)

    with django_assert_num_queries(1):
        for code in PERMISSIONS:
            has_permission(person, code)
        enters_office(person)
        _titles = [held.title for held in person._network_roles]


@pytest.mark.usefixtures("roles")
def test_a_region_is_seen_by_the_role_that_is_for_it() -> None:
    both = somebody("regional-office", "europe")
    NetworkRole.objects.create(user=both, role="regional-office", region="africa", granted_at=AT)
    wide = somebody("regional-office", "europe")
    make_role(wide, "auditor")

    assert regions_of(both, "members.see_register") == {"europe", "africa"}
    assert regions_of(wide, "members.see_register") is EVERYWHERE
    assert regions_of(wide, "finance.see_books") is EVERYWHERE
    assert regions_of(both, "finance.see_books") == frozenset()
    assert not permitted_rows(User.objects.all(), both, "finance.see_books").exists()


@pytest.mark.usefixtures("roles")
def test_who_is_told_is_who_may_do_it() -> None:
    treasurer, _officer, secretary = somebody("treasurer"), somebody("programme-officer"), make_secretary()

    assert people_permitted("finance.keep_books") == [treasurer, secretary]


# --- granting ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def regions(monkeypatch: Any) -> None:
    monkeypatch.setattr(hooks.regions, "fillers", [lambda: [("africa", "Africa"), ("europe", "Europe")]])


@pytest.mark.usefixtures("roles", "regions")
@pytest.mark.parametrize(
    ("role", "region", "refusal"),
    [
        ("regional-office", "", services.RegionMismatch),
        ("regional-office", "atlantis", services.RegionMismatch),
        ("auditor", "africa", services.RegionMismatch),
        ("cashier", "", services.UnknownRole),
    ],
)
def test_grant_role_refuses_what_is_not_there(role: str, region: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        services.grant_role(user_id=make_user().pk, role=role, region=region, by=None, at=AT)


@pytest.mark.usefixtures("roles", "regions")
def test_a_regional_office_is_given_region_by_region_on_its_page_in_the_office(signed_in: Any) -> None:
    client, person = signed_in(make_secretary()), make_user()
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    address = f"/en/office/people/{person.pk}/"

    for region in ("africa", "europe"):
        client.post(f"{address}roles/", {"role": "regional-office", "region": region})
    page = client.get(address).content.decode()

    assert set(person.network_roles.values_list("role", "region")) == {
        ("regional-office", "africa"),
        ("regional-office", "europe"),
    }
    assert AuditEntry.objects.filter(action="role.granted").order_by("pk").last().after == {
        "role": "regional-office",
        "region": "europe",
    }
    assert re.search(r"Regional office</th><td[^>]*>Europe", page)
    assert "What the roles grant: 5 permissions" in page
    assert str(PERMISSIONS["assessment.see_diagnoses"].label) in page


@pytest.mark.usefixtures("roles")
def test_who_may_let_people_in_is_never_the_last_to_go() -> None:
    director, treasurer = somebody("director"), somebody("treasurer")

    with pytest.raises(services.LastOfSecretariat):
        services.end_role(role_id=director.network_roles.get().pk, by=director, at=AT)
    with pytest.raises(services.LastOfSecretariat):
        services.erase_person(user_id=director.pk, by=director, at=AT)
    services.end_role(role_id=treasurer.network_roles.get().pk, by=director, at=AT)


@pytest.mark.usefixtures("roles", "regions")
def test_a_demonstration_has_people_of_the_office_to_step_into() -> None:
    make_demonstration(at=AT, rng=random.Random(1))

    held = {role.role: role for role in NetworkRole.objects.all()}
    assert set(held) == {
        *NetworkRole.Role.values,
        "treasurer",
        "programme-officer",
        "auditor",
        "regional-office",
    }
    assert held["regional-office"].region == "europe"
    assert all(role.user.is_demonstration and str(role.user).endswith(" Demo") for role in held.values())


# --- loading ----------------------------------------------------------------------------------------------------------
def refused(tmp_path: Path, roles: str) -> list[str]:
    (tmp_path / "roles.yaml").write_text(HEAD + roles, encoding="utf-8")
    with pytest.raises(DataFaults) as refusal:
        load_accounts(tmp_path, at=AT)
    assert not RoleType.objects.exists()
    return [str(fault) for fault in refusal.value.faults]


def role(code: str, kind: str, permissions: str) -> str:
    texts = "{en: A, ko: 가, zh-hans: 甲}"
    return f"  - {{code: {code}, title: {texts}, kind: {kind}, permissions: {permissions}, source: {texts}}}\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (role("cashier", "office", "[finance.keep_boks]"), "roles[0].permissions[0]"),
        (role("cashier", "office", "[finance.keep_boks]"), "did you mean 'finance.keep_books'?"),
        (role("auditor", "reader", "[finance.keep_books]"), "cannot be granted to a role of the kind reader"),
        (role("branch", "region", "[finance.see_books]"), "cannot be granted to a role of the kind region"),
        (role("juror", "juror", "[finance.see_books]"), "leave the list empty"),
        (role("juror", "office", "[]"), "juror is of the kind juror"),
        (role("secretariat", "office", "[finance.see_books]"), "the secretariat's role grants everything"),
        (role("a", "office", "[]") + role("a", "office", "[]"), "a appears twice"),
        (role("a", "clerk", "[]"), "roles[0].kind"),
    ],
)
def test_a_file_that_grants_what_cannot_be_is_refused_by_file_and_key(tmp_path: Path, written: str, said: str) -> None:
    assert any(said in fault and "roles.yaml" in fault for fault in refused(tmp_path, written))


def test_a_role_that_somebody_holds_cannot_go(tmp_path: Path) -> None:
    somebody("cashier")

    assert any(
        "cashier is missing, and somebody holds it" in one for one in refused(tmp_path, role("b", "office", "[]"))
    )


@pytest.mark.both_databases
def test_roles_load_twice_alike_and_first_of_all() -> None:
    first, again = load_accounts(WEGO, at=AT), load_accounts(WEGO, at=AT)

    assert (first.added, first.changed) == (len(GRANTED) + 1, 0)
    assert (again.added, again.changed) == (0, 0)
    assert next(iter(LOADERS)) == "accounts"
