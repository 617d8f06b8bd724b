"""Signing in by e-mail and password, and what an attacker gets: nothing, and a trace of the attempt."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import PASSWORD, make_user
from wego.accounts.models import User
from wego.core.models import AuditEntry, Mail

pytestmark = pytest.mark.django_db
LOGIN = "/en/accounts/login/"


def attempt(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_leads_to_ones_pages_and_leaves_a_line() -> None:
    user, client = make_user(), Client()

    answer = attempt(client, user.email.upper())

    assert (answer.status_code, answer["Location"]) == (302, "/en/my/")
    assert is_signed_in(client)
    assert AuditEntry.objects.get().action == "person.signed_in"


def test_sign_in_leads_back_to_where_one_was() -> None:
    user, client = make_user(), Client()

    answer = attempt(client, user.email, next="/ko/members/?q=서울")

    assert unquote(answer["Location"]) == "/ko/members/?q=서울"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_sign_in_leads_to_no_other_site(elsewhere: str) -> None:
    user, client = make_user(), Client()

    answer = attempt(client, user.email, next=elsewhere)

    assert answer["Location"] == "/en/my/"


def test_sign_in_refuses_a_wrong_password_with_what_was_typed_kept() -> None:
    user, client = make_user(), Client()

    answer = attempt(client, user.email, "wrong")

    assert answer.status_code == 200
    assert user.email in answer.content.decode()
    assert "not correct" in answer.content.decode()
    assert not is_signed_in(client)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_key, entry.label) == ("person.sign_in_refused", None, str(user.key))


def test_sign_in_says_the_same_of_an_address_that_nobody_has() -> None:
    user = make_user()

    known = attempt(Client(), user.email, "wrong").content.decode()
    unknown = attempt(Client(), "nobody@city.example", "wrong").content.decode()

    def without_marks(page: str, email: str) -> str:
        return re.sub(r'name="(csrfmiddlewaretoken|form_token)" value="[\w:-]+"', "", page.replace(email, ""))

    assert without_marks(known, user.email) == without_marks(unknown, "nobody@city.example")


def test_sign_in_refuses_somebody_inactive() -> None:
    user, client = make_user(is_active=False), Client()

    attempt(client, user.email)

    assert not is_signed_in(client)


def test_sign_in_refuses_an_address_that_was_never_confirmed() -> None:
    user, client = make_user(), Client()
    EmailAddress.objects.filter(user=user).update(verified=False)

    attempt(client, user.email)

    assert not is_signed_in(client)


def test_flood_on_one_account_is_held_back_even_with_the_right_password(caplog: pytest.LogCaptureFixture) -> None:
    user = make_user()
    for number in range(6):
        attempt(Client(REMOTE_ADDR=f"10.0.0.{number}"), user.email, "wrong")
    client = Client(REMOTE_ADDR="10.0.0.99")

    answer = attempt(client, user.email)

    assert not is_signed_in(client)
    assert "Too many failed login attempts" in answer.content.decode()
    assert AuditEntry.objects.filter(action="person.sign_in_refused").count() == 5
    assert "held back after too many attempts, from 10.0.0.99" in caplog.text
    assert user.email not in caplog.text


def test_flood_from_one_place_over_many_accounts_is_held_back() -> None:
    for number in range(10):
        attempt(Client(), f"guess{number}@city.example", "wrong")
    user, client = make_user(), Client()

    attempt(client, user.email)

    assert not is_signed_in(client)


def test_flood_of_requests_is_answered_in_house_style() -> None:
    client = Client()
    for number in range(30):
        attempt(client, f"guess{number}@city.example", "wrong")

    answer = attempt(client, "one.more@city.example", "wrong")

    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()


def test_a_forged_forwarding_header_does_not_help_the_flood() -> None:
    for number in range(10):
        attempt(Client(HTTP_X_FORWARDED_FOR=f"10.1.1.{number}"), f"guess{number}@city.example", "wrong")
    user, client = make_user(), Client(HTTP_X_FORWARDED_FOR="10.1.1.200")

    attempt(client, user.email)

    assert not is_signed_in(client)


def test_session_gets_a_new_key_on_sign_in() -> None:
    user, client = make_user(), Client()
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    planted = client.cookies["sessionid"].value

    attempt(client, user.email)

    assert client.cookies["sessionid"].value != planted
    assert not is_signed_in(_with_session(planted))


def _with_session(key: str) -> Client:
    client = Client()
    client.cookies["sessionid"] = key
    return client


def test_session_cookie_is_out_of_scripts_reach() -> None:
    user, client = make_user(), Client()

    attempt(client, user.email)

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_form_without_its_token_is_refused() -> None:
    user, client = make_user(), Client(enforce_csrf_checks=True)

    answer = attempt(client, user.email)

    assert answer.status_code == 403
    assert not is_signed_in(client)


def test_nobody_signs_up() -> None:
    client = Client()

    page = client.get("/en/accounts/signup/")
    client.post("/en/accounts/signup/", {"email": "stranger@city.example", "password1": PASSWORD})

    assert "Accounts are by invitation only" in page.content.decode()
    assert not User.objects.exists()


def test_password_reset_tells_nobody_who_has_an_account(django_capture_on_commit_callbacks: Any) -> None:
    user = make_user()

    with django_capture_on_commit_callbacks(execute=True):
        known = Client().post("/en/accounts/password/reset/", {"email": user.email})
        unknown = Client().post("/en/accounts/password/reset/", {"email": "nobody@city.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [sent.to[0] for sent in mail.outbox] == [user.email, "nobody@city.example"]
    assert "no such account" in mail.outbox[1].body


def test_password_reset_goes_to_nobody_who_has_only_added_the_address(django_capture_on_commit_callbacks: Any) -> None:
    claiming = make_user("claiming@city.example")
    EmailAddress.objects.create(user=claiming, email="mayor@city.example", verified=False)

    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/en/accounts/password/reset/", {"email": "mayor@city.example"})

    assert [sent.to for sent in mail.outbox] == [["mayor@city.example"]]
    assert "no such account" in mail.outbox[0].body
    assert "/password/reset/key/" not in mail.outbox[0].body


def test_password_reset_works_once_and_signs_out_elsewhere(django_capture_on_commit_callbacks: Any) -> None:
    user, elsewhere, client = make_user(), Client(), Client()
    attempt(elsewhere, user.email)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/accounts/password/reset/", {"email": user.email})
    path = re.search(r"/en/accounts/password/reset/key/\S+", mail.outbox[0].body).group()  # type: ignore[union-attr]
    form = client.get(path)["Location"]

    client.post(form, {"password1": "another long one", "password2": "another long one"})

    user.refresh_from_db()
    assert user.check_password("another long one")
    assert elsewhere.get("/en/accounts/").status_code == 302
    assert Client().get(path, follow=True).context["token_fail"]
    assert "person.password_reset" in AuditEntry.objects.values_list("action", flat=True)


@pytest.mark.parametrize("weak", ["short", "password123", "persontester1", "1234567890", "Seoyeon-Han"])
def test_weak_passwords_are_refused(weak: str) -> None:
    user, client = make_user("persontester@city.example", name="Seoyeon Han"), Client()
    attempt(client, user.email)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    client.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_change_of_password_is_told_to_its_owner(django_capture_on_commit_callbacks: Any) -> None:
    user, client = make_user(), Client()
    attempt(client, user.email)
    fresh = "another long one"
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})

    assert mail.outbox[-1].to == [user.email]
    assert "127.0.0.1" in mail.outbox[-1].body


def test_adding_an_address_asks_for_the_password_first_and_tells_nothing_about_others() -> None:
    user, other, client = make_user(), make_user("other@city.example"), Client()
    attempt(client, user.email)

    without = client.post("/en/accounts/email/", {"email": "mine@city.example", "action_add": ""})
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    free = client.post("/en/accounts/email/", {"email": "mine@city.example", "action_add": ""})
    taken = client.post("/en/accounts/email/", {"email": other.email, "action_add": ""})

    assert without["Location"].startswith("/en/accounts/reauthenticate/")
    assert (free.status_code, taken.status_code) == (302, 302)
    assert not EmailAddress.objects.filter(user=user, verified=True, email=other.email).exists()


def test_sign_out_needs_a_click() -> None:
    user, client = make_user(), Client()
    attempt(client, user.email)

    asked = client.get("/en/accounts/logout/")
    assert asked.status_code == 200
    assert is_signed_in(client)

    client.post("/en/accounts/logout/")
    assert not is_signed_in(client)


def test_a_dead_mail_server_delays_the_link_and_breaks_no_page(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "wego.core.outbox.backends.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    user = make_user()

    with django_capture_on_commit_callbacks(execute=True):
        answer = Client().post("/en/accounts/password/reset/", {"email": user.email})

    assert answer.status_code == 302
    waiting = Mail.objects.get()
    assert (waiting.status, waiting.recipient, waiting.tries) == ("waiting", user.email, 1)


def test_one_address_gets_so_many_links_a_day_and_nobody_is_told(caplog: Any) -> None:
    user = make_user()

    answers = {Client().post("/en/accounts/password/reset/", {"email": user.email}).status_code for _time in range(4)}
    Mail.objects.bulk_create(
        [
            Mail(
                kind="account/email/password_reset_key", recipient=user.email, message_id=str(number),
                queued_at=timezone.now(), next_try_at=timezone.now(), language="en",
            )
            for number in range(10)
        ]
    )  # fmt: skip
    count = Mail.objects.count()
    answers.add(Client().post("/en/accounts/password/reset/", {"email": user.email}).status_code)

    assert answers == {302}
    assert Mail.objects.count() == count
    assert "no more mails to one address today" in caplog.text
