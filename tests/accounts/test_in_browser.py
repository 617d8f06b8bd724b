"""Signing in, as people do it: in a real browser, with and without scripts, with a passkey, in three languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import PHONE, last_mail, wego

pytestmark = pytest.mark.browser
PASSWORD = "three words nobody guesses"


@pytest.fixture(scope="module")
def site(own_site: str) -> str:
    """A server of its own, whose mails can be read; links in them lead to it."""
    return own_site


def path_in(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found.group()


def test_invited_officer_joins_by_phone_without_scripts(
    data_dir: Path, desktop: Any, new_page: Callable[..., Any], step_in: Callable[[Any, str], None]
) -> None:
    step_in(desktop, "Seo-yeon Demo")
    desktop.goto("/en/my/colleagues/")
    desktop.get_by_label("E-mail", exact=True).fill("new@seoul.example")
    desktop.get_by_label("Role").select_option("officer")
    desktop.get_by_role("button", name="Send invitation").click()
    desktop.get_by_text("Invitation sent.").wait_for()
    link = path_in(last_mail(data_dir, "new@seoul.example").get_content(), r"/en/my/join/[\w-]+/")

    phone = new_page(PHONE, javascript=False)
    phone.goto(link)
    phone.get_by_label("Name").fill("New Officer")
    phone.get_by_label("Password").fill("short")
    phone.get_by_role("button", name="Open the account and accept").click()
    assert phone.get_by_label("Name").input_value() == "New Officer"
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Open the account and accept").click()
    assert phone.url.endswith("/en/my/")
    phone.get_by_text("Menu", exact=True).click()
    phone.get_by_role("button", name="Sign out").click()
    phone.goto("/en/accounts/login/?next=/en/my/colleagues/")
    assert not phone.get_by_role("button", name="Sign in with a passkey").is_visible()
    phone.get_by_label("Email").fill("new@seoul.example")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Sign in").click()

    assert phone.url.endswith("/en/my/organisations/seoul/colleagues/")
    assert phone.goto(link).status == 410


def test_secretary_enrols_a_passkey_and_comes_back_with_it_alone(data_dir: Path, desktop: Any) -> None:
    made = wego("create-admin", "first@wego.example", "--json", "--data-dir", str(data_dir))
    link = path_in(json.loads(made.stdout)["link"], r"/en/accounts/.*")
    authenticator = desktop.context.new_cdp_session(desktop)
    authenticator.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})

    desktop.goto(link)
    for label in ("New Password", "New Password (again)"):
        desktop.get_by_label(label, exact=True).fill(PASSWORD)
    desktop.get_by_role("main").get_by_role("button").first.click()
    desktop.goto("/en/accounts/login/?next=/en/office/")
    desktop.get_by_label("Email").fill("first@wego.example")
    desktop.get_by_label("Password").fill(PASSWORD)
    desktop.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    desktop.wait_for_url("**/second-factor/**")
    desktop.get_by_role("link", name="Add a passkey").click()
    desktop.get_by_label("Password").fill(PASSWORD)
    desktop.get_by_role("button", name="Confirm").click()
    desktop.get_by_role("button", name="Add a passkey").click()
    desktop.wait_for_url("**/recovery-codes/**")
    assert desktop.goto("/en/office/").status == 200
    assert "/en/office/" in desktop.url

    desktop.goto("/en/accounts/logout/")
    desktop.get_by_role("main").get_by_role("button", name="Sign out").click()
    desktop.goto("/en/accounts/login/?next=/en/office/people/")
    desktop.get_by_role("button", name="Sign in with a passkey").click()
    desktop.wait_for_url("**/en/office/people/")


def test_a_browser_without_the_passkey_is_told_so(desktop: Any) -> None:
    authenticator = desktop.context.new_cdp_session(desktop)
    authenticator.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})
    desktop.goto("/en/accounts/login/")

    desktop.get_by_role("button", name="Sign in with a passkey").click()

    desktop.get_by_text("The passkey was not accepted.").wait_for()


STRANGERS = ["accounts/login/", "accounts/signup/", "accounts/password/reset/", "accounts/privacy/", "step-in/"]
OWN = [
    "accounts/",
    "accounts/email/",
    "accounts/password/set/",
    "accounts/2fa/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/webauthn/",
    "accounts/2fa/webauthn/add/",
    "accounts/sessions/",
    "accounts/erasure/",
    "accounts/second-factor/",
    "accounts/logout/",
    "accounts/sso/",
    "my/colleagues/",
]


@pytest.mark.parametrize(
    ("language", "colours"),
    [
        ("en", "light"),
        pytest.param("ko", "light", marks=pytest.mark.whole),
        pytest.param("zh-hans", "dark", marks=pytest.mark.whole),
    ],
)
def test_pages_break_no_rule_of_accessibility_and_fit_a_phone(
    new_page: Callable[..., Any],
    axe: Callable[[Any], None],
    step_in: Callable[[Any, str], None],
    language: str,
    colours: str,
) -> None:
    phone = new_page(PHONE, colours=colours)

    for path in STRANGERS:
        _look(phone, axe, f"/{language}/{path}")
    step_in(phone, "Bina Demo")
    for path in OWN:
        _look(phone, axe, f"/{language}/{path}")


def _look(page: Any, axe: Callable[[Any], None], address: str) -> None:
    assert page.goto(address).status == 200
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{address} is {wide} pixels wider than the phone"
