"""Single sign-on against a real OpenID Connect provider on this machine, by HTTP from end to end."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from tests.accounts.factories import make_secretary, make_user
from tests.core.personal_links.factories import expire_links
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.config import environment
from wego.core.models import AuditEntry
from wego.members.models import Invitation
from wego.members.services.affiliations import invite_colleague

with warnings.catch_warnings():
    importlib.import_module("authlib.deprecate")  # it asks for its warnings always, so ours comes after
    warnings.simplefilter("ignore")  # the provider's own libraries announce what they will drop
    import oidc_provider_mock

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
]
CLAIMS = {
    "colleague": {"email": "colleague@city.example", "email_verified": True, "name": "From Provider"},
    "unproven": {"email": "colleague@city.example", "email_verified": False},
    "worded": {"email": "colleague@city.example", "email_verified": "false"},
    "stranger": {"email": "stranger@city.example", "email_verified": True},
    "invited": {"email": "Invited@City.example", "email_verified": True, "name": "Invited Person"},
    "claimed": {"email": "invited@city.example", "email_verified": False},
    "secretary": {"email": "secretary@wego.example", "email_verified": True},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in CLAIMS.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def configured(provider: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configured by the environment, as an operator would."""
    monkeypatch.setenv("WEGO_OIDC_ISSUER", provider)
    monkeypatch.setenv("WEGO_OIDC_CLIENT_ID", "wego")
    monkeypatch.setenv("WEGO_OIDC_SECRET", "not so secret")
    monkeypatch.setenv("WEGO_OIDC_NAME", "City hall")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.openid_apps()}}


@pytest.fixture
def round_trip(configured: None, live_server: Any) -> Iterator[Callable[..., httpx.Response]]:
    """Sign in at the provider as somebody, from the sign-in page and back; answers where one lands."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    with httpx.Client(base_url=address, trust_env=False) as browser:

        def travel(sub: str, language: str = "en") -> httpx.Response:
            page = browser.get(f"/{language}/accounts/login/")
            form = re.search(r'<form method="post" action="(/sso/oidc/login/[^"]*)".*?value="(\w+)"', page.text, re.S)
            assert form, page.text
            token = form.group(2)
            leaving = browser.post(
                form.group(1).replace("&amp;", "&"), data={"csrfmiddlewaretoken": token}, headers={"Referer": address}
            )
            target = re.search(r'content="0;url=([^"]+)"', leaving.text)
            assert leaving.status_code == 200
            assert target, leaving.text
            there = target.group(1).replace("&amp;", "&")
            asked = parse_qs(urlsplit(there).query)
            assert asked["redirect_uri"] == [f"{address}/sso/oidc/login/callback/"]
            assert asked["code_challenge_method"] == ["S256"]
            back = httpx.post(there, data={"sub": sub}, trust_env=False)
            assert back.status_code == 302
            return browser.get(back.headers["Location"])

        travel.browser = browser  # type: ignore[attr-defined]
        yield travel


def test_single_sign_on_leads_to_the_account_with_that_proven_address(round_trip: Any) -> None:
    user = make_user("colleague@city.example", language="ko")

    landed = round_trip("colleague")

    assert (landed.status_code, landed.headers["Location"]) == (302, "/ko/my/")
    assert SocialAccount.objects.get().user == user
    assert User.objects.count() == 1
    assert "colleague@city.example" in round_trip.browser.get("/ko/accounts/").text


def test_single_sign_on_again_finds_the_same_person_after_a_change_of_address(round_trip: Any) -> None:
    user = make_user("colleague@city.example")
    round_trip("colleague")
    round_trip.browser.cookies.clear()
    user.emailaddress_set.update(email="changed@city.example")
    User.objects.update(email="changed@city.example")

    landed = round_trip("colleague")

    assert landed.headers["Location"] == "/en/my/"
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("sub", ["unproven", "worded"])
def test_an_address_that_the_provider_does_not_vouch_for_opens_nobodys_account(round_trip: Any, sub: str) -> None:
    make_user("colleague@city.example")

    landed = round_trip(sub)

    assert "Accounts are by invitation only" in landed.text
    assert not SocialAccount.objects.exists()
    assert round_trip.browser.get("/en/accounts/").status_code == 302


def test_a_stranger_gets_no_account(round_trip: Any) -> None:
    landed = round_trip("stranger")

    assert "Accounts are by invitation only" in landed.text
    assert not User.objects.exists()


def _invite() -> Invitation:
    return invite_colleague(
        organisation_id=make_organisation().pk,
        email="invited@city.example",
        role="officer",
        language="en",
        by=make_secretary(),
        at=timezone.now(),
    )


def test_somebody_invited_gets_an_account_and_accepts(round_trip: Any) -> None:
    invitation = _invite()

    landed = round_trip("invited")

    user = User.objects.get(email="invited@city.example")
    assert landed.headers["Location"] == "/en/my/"
    assert (user.name, user.has_usable_password()) == ("Invited Person", False)
    assert user.emailaddress_set.get().verified
    page = round_trip.browser.get("/en/my/colleagues/")
    form = page.text[page.text.index(f"/invitations/{invitation.pk}/accept/") :]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form))
    round_trip.browser.post(f"/en/my/invitations/{invitation.pk}/accept/", data=hidden)
    assert user.affiliations.get().role == "officer"


def test_an_address_that_somebody_else_has_only_claimed_leads_to_nobodys_account(round_trip: Any) -> None:
    """Whoever adds a colleague's address to an account waits in vain for the colleague to come."""
    claimer = make_user("claimer@city.example")
    EmailAddress.objects.create(user=claimer, email="colleague@city.example", verified=False)

    landed = round_trip("colleague")

    assert "Accounts are by invitation only" in landed.text
    assert not SocialAccount.objects.exists()


def test_an_invited_person_is_not_held_up_by_who_has_claimed_the_address(round_trip: Any) -> None:
    _invite()
    claimer = make_user("claimer@city.example")
    EmailAddress.objects.create(user=claimer, email="invited@city.example", verified=False)

    landed = round_trip("invited")

    assert landed.headers["Location"] == "/en/my/"
    assert SocialAccount.objects.get().user == User.objects.get(email="invited@city.example") != claimer
    assert [address.email for address in claimer.emailaddress_set.all()] == ["claimer@city.example"]
    assert AuditEntry.objects.filter(action="person.address_removed").exists()


def test_an_invitation_is_no_use_without_the_providers_word(round_trip: Any) -> None:
    _invite()

    landed = round_trip("claimed")

    assert "Accounts are by invitation only" in landed.text
    assert not User.objects.filter(email="invited@city.example").exists()


def test_an_expired_invitation_opens_no_account(round_trip: Any) -> None:
    _invite()
    expire_links()

    landed = round_trip("invited")

    assert "Accounts are by invitation only" in landed.text


def test_single_sign_on_does_not_replace_the_second_factor(round_trip: Any) -> None:
    user = make_secretary("secretary@wego.example")
    first = round_trip("secretary")
    office = round_trip.browser.get("/en/office/")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    round_trip.browser.cookies.clear()

    second = round_trip("secretary")

    assert first.headers["Location"] == "/en/accounts/second-factor/"
    assert office.headers["Location"].startswith("/en/accounts/second-factor/")
    assert second.headers["Location"].endswith("/accounts/2fa/authenticate/")
    assert round_trip.browser.get("/en/office/").headers["Location"].startswith("/en/accounts/login/")


def test_an_answer_that_nobody_asked_for_is_refused(round_trip: Any) -> None:
    make_user("colleague@city.example")

    landed = round_trip.browser.get("/sso/oidc/login/callback/?code=stolen&state=forged")

    assert "Single sign-on did not work" in landed.text
    assert not SocialAccount.objects.exists()


def test_without_settings_there_is_no_single_sign_on(client: Any) -> None:
    assert "sso/oidc" not in client.get("/en/accounts/login/").content.decode()
    assert client.get("/sso/oidc/login/").status_code == 404


def test_an_issuer_without_client_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGO_OIDC_ISSUER", "https://id.example")
    monkeypatch.delenv("WEGO_OIDC_CLIENT_ID", raising=False)

    with pytest.raises(environment.SettingRefused, match="WEGO_OIDC_CLIENT_ID"):
        environment.openid_apps()
