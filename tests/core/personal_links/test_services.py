"""Personal links: one person, one act; what is kept of them, when they work, and that nothing else makes tokens."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

import wego
from tests.accounts.factories import make_user
from wego.core.models import PersonalLink
from wego.core.personal_links.kinds import LinkKind, declare, known_kinds
from wego.core.personal_links.queries import digest_of, link_by_token
from wego.core.personal_links.services import (
    LinkClosed,
    forget_old_addresses,
    forget_person,
    make_link,
    revoke_link,
    use_link,
)
from wego.core.references import Reference

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ONCE = LinkKind("tests.once", "Once", view="admissions_public:link", good_for=timedelta(days=3))
OFTEN = replace(ONCE, code="tests.often", uses=None)
THING = Reference("core.Thing", "7", "A thing")

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def link(kind: LinkKind = ONCE, **facts: Any) -> tuple[PersonalLink, str]:
    return make_link(kind, **{"to": " New@City.example", "language": "ko", "subject": THING, "at": AT, **facts})


def test_make_link_keeps_the_secret_as_a_digest_only() -> None:
    made, address = link()

    token = address.rstrip("/").rpartition("/")[2]
    assert address.endswith(f"/ko/join/link/{token}/")
    assert len(token) >= 43
    kept = PersonalLink.objects.values().get()
    assert token not in str(kept)
    assert (made.address, made.subject, made.expires_at) == ("new@city.example", THING, AT + timedelta(days=3))
    assert link_by_token(ONCE, token) == made


def test_a_link_of_one_kind_opens_nothing_of_another() -> None:
    _made, address = link()

    assert link_by_token(OFTEN, address.rstrip("/").rpartition("/")[2]) is None


def test_use_link_works_once_until_it_expires() -> None:
    made, _address = link()

    used = use_link(link_id=made.pk, at=AT + timedelta(days=3) - timedelta(seconds=1))

    assert (used.uses, used.is_open(AT)) == (1, False)
    with pytest.raises(LinkClosed):
        use_link(link_id=made.pk, at=AT)


def test_a_link_for_many_uses_works_again() -> None:
    made, _address = link(OFTEN)

    for _time in range(3):
        use_link(link_id=made.pk, at=AT)

    assert PersonalLink.objects.open(AT).get().uses == 3


def test_use_link_refuses_one_that_has_expired() -> None:
    made, _address = link(OFTEN)

    with pytest.raises(LinkClosed):
        use_link(link_id=made.pk, at=AT + timedelta(days=3))


def test_use_link_refuses_one_that_was_revoked() -> None:
    made, _address = link(OFTEN)
    revoke_link(link_id=made.pk, at=AT)
    revoke_link(link_id=made.pk, at=AT + timedelta(days=1))

    with pytest.raises(LinkClosed):
        use_link(link_id=made.pk, at=AT)

    made.refresh_from_db()
    assert made.revoked_at == AT


@given(
    uses=st.integers(0, 3),
    allowed=st.sampled_from([None, 1, 2, 3]),
    revoked=st.booleans(),
    hours=st.integers(1, 100),
)
def test_open_means_the_same_for_a_link_and_for_a_list(
    uses: int, allowed: int | None, revoked: bool, hours: int
) -> None:
    uses = uses if allowed is None else min(uses, allowed)
    given_at = AT if revoked else None
    with transaction.atomic():
        made = PersonalLink.objects.create(
            kind="tests.once",
            digest=digest_of("law"),
            allowed_uses=allowed,
            uses=uses,
            used_at=AT if uses else None,
            made_at=AT,
            expires_at=AT + timedelta(hours=hours),
            revoked_at=given_at,
        )
        moment = AT + timedelta(hours=50)

        assert PersonalLink.objects.open(moment).exists() == made.is_open(moment)

        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "facts",
    [
        {"expires_at": AT},
        {"uses": 1},
        {"used_at": AT},
        {"uses": 2, "used_at": AT},
    ],
)
def test_the_database_refuses_what_contradicts_itself(facts: dict[str, Any]) -> None:
    made, _address = link()

    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalLink.objects.filter(pk=made.pk).update(**facts)


def test_forget_old_addresses_three_months_after_the_end() -> None:
    made, _address = link()

    forget_old_addresses(made.expires_at + timedelta(days=90))
    assert PersonalLink.objects.get().address == "new@city.example"
    forget_old_addresses(made.expires_at + timedelta(days=90, seconds=1))

    assert PersonalLink.objects.get().address == ""


def test_forget_person_closes_links_to_the_persons_addresses() -> None:
    person = make_user("new@city.example")
    made, _address = link()
    other, _address = link(to="other@city.example")

    forget_person(user=person, addresses={"New@city.example"}, by=person, at=AT)
    forget_person(user=person, addresses=set(), by=person, at=AT)

    made.refresh_from_db()
    assert (made.address, made.is_open(AT)) == ("", False)
    assert list(PersonalLink.objects.open(AT)) == [other]


def test_a_kind_is_declared_once() -> None:
    kind = known_kinds()[0]

    with pytest.raises(ValueError, match="declared twice"):
        declare(replace(kind, uses=None))

    assert {kind.code for kind in known_kinds()} >= {"admissions.join", "members.invitation"}


# What draws secrets and is no link to a person, each with its reason.
OTHER_SECRETS = {
    "core/personal_links/services.py": "the one place",
    "core/form_tokens.py": "a form that counts once",
    "config/environment.py": "the installation's key",
    "config/commands/backup_key.py": "the key of backups",
    "members/services/api_keys.py": "keys of an organisation's own systems",
    "cli/index_files.py": "names of files that are being written",
}
DRAWING = {"token_urlsafe", "token_hex", "token_bytes", "get_random_string", "urandom", "randbits"}


def test_nothing_else_makes_tokens() -> None:
    source = Path(wego.__file__).parent

    found = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in DRAWING
    }

    assert found == set(OTHER_SECRETS)
