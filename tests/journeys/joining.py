"""How somebody comes in: invited by an officer, by mail, with a password of their own."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import override_settings

from wego.accounts.adapters import MFAAdapter

PASSWORD = "three words nobody guesses"


SECRET = "JBSWY3DPEHPK3PXP"  # of an authenticator app


def equip(data_dir: Path, address: str) -> None:
    """Give one of the demonstration's people a password and an authenticator app, as its own page would."""
    with override_settings(SECRET_KEY=(data_dir / "secret-key").read_text().strip()):
        kept = json.dumps({"secret": MFAAdapter().encrypt(SECRET)})
    password = PBKDF2PasswordHasher().encode(PASSWORD, "salt-of-the-day", iterations=1)
    with closing(sqlite3.connect(data_dir / "wego.sqlite3", timeout=20)) as database, database:
        database.execute("UPDATE accounts_user SET password = ? WHERE email = ?", (password, address))
        database.execute(
            "INSERT INTO mfa_authenticator (user_id, type, data, created_at)"
            " SELECT id, 'totp', ?, joined_at FROM accounts_user WHERE email = ?",
            (kept, address),
        )


def sign_in_to_office(page: Any, address: str) -> None:
    """By the real forms: address and password, then the code of the app."""
    page.goto("/en/accounts/login/?next=/en/office/")
    sign_in(page, address)
    page.locator("[name=code]").fill(code_now())
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/en/office/")


def code_now() -> str:
    counter = next(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(SECRET, counter)))


def invite(page: Any, address: str) -> None:
    """By an officer who is signed in on this page."""
    page.goto("/en/my/colleagues/")
    page.get_by_label("E-mail", exact=True).fill(address)
    page.get_by_label("Role").select_option(label="Officer")
    page.get_by_label("Language of the e-mail").select_option("en")
    page.get_by_role("button", name="Send invitation").click()
    page.get_by_text("Invitation sent.").wait_for()


def join(page: Any, address: str, mail_to: Callable[[str], tuple[str, str]]) -> None:
    """By the link in the mail: an account, and in."""
    subject, text = mail_to(address)
    link = re.search(r"http://localhost:\d+/en/my/join/\S+", text)
    assert link, text
    assert subject.startswith("[WeGO] ")
    page.goto(link.group())
    page.get_by_label("Name").fill("Aza Officer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open the account and accept").click()
    page.wait_for_url("**/en/my/")


def sign_in(page: Any, address: str) -> None:
    """On the page of signing in, in whatever language."""
    page.locator("main [name=login]").fill(address)
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main form button.primary, main form:has([name=password]) button").first.click()
