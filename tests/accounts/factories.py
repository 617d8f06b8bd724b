"""People for tests: required fields only."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime
from typing import Any

from allauth.account.models import EmailAddress

from wego.accounts.models import NetworkRole, RoleType, User

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "long-enough-for-tests"
_numbers = itertools.count(1)


def make_user(email: str = "", **fields: Any) -> User:
    """A person with a proven address and a password."""
    number = next(_numbers)
    email = email or f"person{number}@city.example"
    given = {"name": f"Person {number}", "password": PASSWORD, **fields}
    user = User.objects.create_user(email, **given)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_role(user: User, role: str, region: str = "") -> NetworkRole:
    return NetworkRole.objects.create(user=user, role=role, region=region, granted_at=AT)


def make_secretary(email: str = "", **fields: Any) -> User:
    """Somebody of the secretariat (the role is in force only in a session with a second factor)."""
    user = make_user(email, **fields)
    make_role(user, NetworkRole.Role.SECRETARIAT)
    return user


def make_office_role(user: User, code: str, permissions: list[str]) -> NetworkRole:
    """A role of the secretariat that grants these permissions alone."""
    RoleType.objects.create(code=code, kind=RoleType.Kind.OFFICE, permissions=permissions)
    return make_role(user, code)


def note_second_factor(client: Any, user: User) -> None:
    """As if the person had used a second factor in this session."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "id": 0, "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
