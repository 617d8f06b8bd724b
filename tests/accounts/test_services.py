"""Acts on people: one test per success and one per refusal."""

from __future__ import annotations

import random
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import translate_url
from django.utils import timezone

from tests.accounts.factories import AT, PASSWORD, make_role, make_secretary, make_user
from wego.accounts import hooks, services
from wego.accounts.models import NetworkRole, User
from wego.accounts.queries import cast, personal_data
from wego.accounts.services.demonstration import make_demonstration
from wego.accounts.services.sessions import forget_ended_sessions
from wego.core.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def trail() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_open_account_proves_the_address_and_leaves_a_line_without_it() -> None:
    user = services.open_account(
        email=" Han@Seoul.Example ", name="Han", language="ko", password=PASSWORD, by=None, at=AT
    )

    assert (user.email, user.language, user.check_password(PASSWORD)) == ("han@seoul.example", "ko", True)
    assert EmailAddress.objects.get(user=user).verified
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_key, entry.label) == ("person.joined", user.key, str(user.key))
    assert "han@" not in f"{entry.before}{entry.after}"


@pytest.mark.parametrize("email", ["taken@city.example", "TAKEN@city.example", "second@city.example"])
def test_open_account_refuses_an_address_that_somebody_has(email: str) -> None:
    holder = make_user("taken@city.example")
    EmailAddress.objects.create(user=holder, email="second@city.example", verified=True)

    with pytest.raises(services.AddressTaken):
        services.open_account(email=email, name="", language="en", password=None, by=None, at=AT)

    assert User.objects.count() == 1


def test_grant_role() -> None:
    user, by = make_user(), make_secretary()

    granted = services.grant_role(user_id=user.pk, role="juror", by=by, at=AT)

    assert (granted.role, granted.granted_at, granted.ended_at) == ("juror", AT, None)
    assert trail() == ["role.granted"]


def test_grant_role_refuses_a_role_that_is_held() -> None:
    user = make_user()
    make_role(user, "juror")

    with pytest.raises(services.RoleHeld):
        services.grant_role(user_id=user.pk, role="juror", by=None, at=AT)


def test_end_role() -> None:
    held = make_role(make_user(), "trainee")

    services.end_role(role_id=held.pk, by=make_secretary(), at=AT)

    held.refresh_from_db()
    assert held.ended_at == AT
    assert trail() == ["role.ended"]


def test_end_role_refuses_one_that_has_ended() -> None:
    by, held = make_secretary(), make_role(make_user(), "trainee")
    services.end_role(role_id=held.pk, by=by, at=AT)

    with pytest.raises(services.RoleNotHeld):
        services.end_role(role_id=held.pk, by=by, at=AT)


def test_end_role_refuses_to_empty_the_secretariat() -> None:
    last = make_secretary()
    held = last.network_roles.get()

    with pytest.raises(services.LastOfSecretariat):
        services.end_role(role_id=held.pk, by=last, at=AT)

    make_secretary()
    services.end_role(role_id=held.pk, by=last, at=AT)


def test_somebody_inactive_does_not_keep_the_secretariat_filled() -> None:
    last, _gone = make_secretary(), make_secretary(is_active=False)

    with pytest.raises(services.LastOfSecretariat):
        services.end_role(role_id=last.network_roles.get().pk, by=last, at=AT)


def test_change_person_keeps_names_out_of_the_trail() -> None:
    user = make_user(name="Old Name")

    services.change_person(user_id=user.pk, name=" New Name ", language="ko", by=user, at=AT)

    user.refresh_from_db()
    assert (user.name, user.language) == ("New Name", "ko")
    entry = AuditEntry.objects.get()
    assert (entry.before, entry.after) == ({"language": "en"}, {"language": "ko", "renamed": True})


def test_create_admin_gives_a_link_that_sets_a_password_once(settings: Any) -> None:
    user, link = services.create_admin(email="First@Secretariat.Example", at=AT)

    assert user.network_roles.get().role == NetworkRole.Role.SECRETARIAT
    assert not user.has_usable_password()
    assert link.startswith(f"{settings.WEGO_BASE_URL}/en/accounts/password/reset/key/")
    client, path = Client(), link.removeprefix(settings.WEGO_BASE_URL)
    form = client.get(path)["Location"]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    again = Client().get(path, follow=True)
    assert again.context["token_fail"]


def test_create_admin_keeps_an_account_that_exists() -> None:
    user = make_user("known@city.example")

    same, _link = services.create_admin(email="known@city.example", at=AT)
    services.create_admin(email="known@city.example", at=AT)

    assert same == user
    assert user.check_password(PASSWORD)
    assert [held.role for held in user.network_roles.all()] == ["secretariat"]


def test_add_person_mails_the_way_in_in_that_persons_language(django_capture_on_commit_callbacks: Any) -> None:
    by = make_secretary()

    with django_capture_on_commit_callbacks(execute=True):
        user = services.add_person(email="juror@jury.example", name="Kim", language="ko", role="juror", by=by, at=AT)

    assert user.network_roles.get().role == "juror"
    sent = mail.outbox[0]
    assert sent.to == ["juror@jury.example"]
    assert "/ko/accounts/password/reset/key/" in sent.body
    assert trail() == ["person.joined", "role.granted"]


def test_send_way_in(django_capture_on_commit_callbacks: Any) -> None:
    user = make_user()

    with django_capture_on_commit_callbacks(execute=True):
        services.send_way_in(user_id=user.pk, by=make_secretary(), at=AT)

    assert "/en/accounts/password/reset/key/" in mail.outbox[0].body


def test_send_way_in_refuses_an_erased_person() -> None:
    user, by = make_user(), make_secretary()
    services.erase_person(user_id=user.pk, by=user, at=AT)

    with pytest.raises(User.DoesNotExist):
        services.send_way_in(user_id=user.pk, by=by, at=AT)


def test_reset_second_factor_ends_sessions_and_tells_the_person(django_capture_on_commit_callbacks: Any) -> None:
    user, client = make_user(), Client()
    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    with django_capture_on_commit_callbacks(execute=True):
        services.reset_second_factor(user_id=user.pk, by=make_secretary(), at=AT)

    assert not Authenticator.objects.filter(user=user).exists()
    assert not UserSession.objects.filter(user=user).exists()
    assert client.get("/en/accounts/").status_code == 302
    assert mail.outbox[-1].to == [user.email]


def test_erase_person_takes_away_what_names_somebody_and_keeps_the_trail_true() -> None:
    user = make_user("someone@city.example", name="Some One")
    make_role(user, "juror")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client, key = Client(), user.key
    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.logout()
    services.change_person(user_id=user.pk, name="Some Two", language="en", by=user, at=AT)
    acts = AuditEntry.objects.filter(actor_key=key).count()

    services.erase_person(user_id=user.pk, by=user, at=AT)

    user.refresh_from_db()
    assert (user.email, user.name, user.is_active, user.erased_at) == (f"{key}@erased.invalid", "", False, AT)
    assert str(user) == "Erased person"
    assert not user.has_usable_password()
    assert not user.network_roles.filter(ended_at=None).exists()
    for kept in (EmailAddress, Authenticator, UserSession):
        assert not kept.objects.filter(user=user).exists()
    assert AuditEntry.objects.filter(actor_key=key).count() == acts + 1
    written = "".join(f"{e.label}{e.before}{e.after}" for e in AuditEntry.objects.all())
    assert "someone" not in written
    assert "Some " not in written


def test_erase_person_leaves_no_session_that_holds_the_address() -> None:
    user, client = make_user("held@city.example"), Client()
    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert any("held@city.example" in str(row.get_decoded()) for row in Session.objects.all())

    services.erase_person(user_id=user.pk, by=user, at=AT)

    assert not any("held@city.example" in str(row.get_decoded()) for row in Session.objects.all())
    assert client.get("/en/accounts/").status_code == 302


def test_erase_person_tells_the_apps_above(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(hooks.person_erased, "receivers", [lambda **facts: told.append(facts)])
    user = make_user("someone@city.example")
    EmailAddress.objects.create(user=user, email="other@city.example", verified=False)

    services.erase_person(user_id=user.pk, by=user, at=AT)

    assert told[0]["addresses"] == {"someone@city.example", "other@city.example"}


def test_erase_person_refuses_the_last_of_the_secretariat() -> None:
    last = make_secretary()

    with pytest.raises(services.LastOfSecretariat):
        services.erase_person(user_id=last.pk, by=last, at=AT)

    last.refresh_from_db()
    assert last.erased_at is None


def test_erase_person_refuses_a_second_time() -> None:
    user = make_user()
    services.erase_person(user_id=user.pk, by=user, at=AT)

    with pytest.raises(User.DoesNotExist):
        services.erase_person(user_id=user.pk, by=user, at=AT)


def test_personal_data_hold_what_is_kept_and_no_secret() -> None:
    user = make_user("someone@city.example")
    make_role(user, "juror")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    services.change_person(user_id=user.pk, name="Some One", language="ko", by=user, at=AT)

    data = personal_data(User.objects.get(pk=user.pk))

    assert data["person"]["email"] == "someone@city.example"
    assert [held["role"] for held in data["roles_in_the_network"]] == ["juror"]
    assert [act["action"] for act in data["acts"]] == ["person.changed"]
    assert [factor["type"] for factor in data["second_factors"]] == ["totp"]
    assert data["members"] == {"posts": [], "invitations_received": [], "invitations_sent": []}
    assert "JBSWY3DPEHPK3PXP" not in str(data)
    assert user.password not in str(data)


def test_make_demonstration_makes_marked_people_once_and_without_passwords() -> None:
    make_demonstration(at=AT, rng=random.Random(1))
    make_demonstration(at=AT, rng=random.Random(1))

    people = cast()
    assert [held.role for person in people for held in person.network_roles.all()] == [
        "secretariat",
        "juror",
        "trainee",
    ]
    assert all(person.is_demonstration and not person.has_usable_password() for person in people)
    assert all(person.name.endswith(" Demo") for person in people)


def test_mails_of_sign_in_are_in_the_readers_language(django_capture_on_commit_callbacks: Any) -> None:
    make_user("reader@city.example", language="ko")

    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/en/accounts/password/reset/", {"email": "reader@city.example"})

    sent = mail.outbox[0]
    assert "/ko/accounts/password/reset/key/" in sent.body
    assert sent.subject.startswith("[WeGO] ")
    assert translate_url("/en/accounts/", "ko") == "/ko/accounts/"


def test_forget_ended_sessions_keeps_those_that_run() -> None:
    gone, here = make_user(), make_user()
    for user in (gone, here):
        Client().post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    Session.objects.filter(session_key=UserSession.objects.get(user=gone).session_key).update(expire_date=AT)

    forget_ended_sessions(timezone.now())

    assert [session.user for session in UserSession.objects.all()] == [here]
