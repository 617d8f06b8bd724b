"""What journeys share: a platform of one's own, and its mails."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def site(own_site: str) -> str:
    """Each journey has a platform of its own: it changes things for everybody."""
    return own_site


@pytest.fixture
def mail_to(data_dir: Path) -> Callable[[str], tuple[str, str]]:
    """`mail_to(address)`: subject and text of the last mail that the platform sent there."""

    def read(address: str) -> tuple[str, str]:
        found = []
        for file in sorted((data_dir / "mail").glob("*"), key=lambda file: file.stat().st_mtime):
            # A file holds every mail of one connection, parted by a line of dashes.
            for part in re.split(r"\n-{70,}\n", file.read_text()):
                message = email.message_from_bytes(part.strip().encode(), policy=email.policy.default)
                if message["To"] == address:
                    found.append((str(message["Subject"]), message.get_content()))
        assert found, f"no mail to {address}"
        return found[-1]

    return read
