"""What journeys share: a platform of one's own, and its mails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browsing import last_mail


@pytest.fixture(scope="module")
def site(own_site: str) -> str:
    """Each journey has a platform of its own: it changes things for everybody."""
    return own_site


@pytest.fixture
def mail_to(data_dir: Path) -> Callable[[str], tuple[str, str]]:
    """`mail_to(address)`: subject and text of the last mail that the platform sent there."""

    def read(address: str) -> tuple[str, str]:
        mail = last_mail(data_dir, address)
        text = mail.get_body(("plain",))
        assert text is not None
        return str(mail["Subject"]), text.get_content()

    return read
