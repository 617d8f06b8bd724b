"""How somebody comes in: invited by an officer, by mail, with a password of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

PASSWORD = "three words nobody guesses"


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
