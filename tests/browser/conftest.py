"""What journeys share: the demonstration's data directory beside its address, mails, people's sessions."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import copy_demonstration, serving


@pytest.fixture(scope="session")
def data_dir(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_demonstration(demonstration, tmp_path_factory.mktemp("browser") / "data")


@pytest.fixture(scope="session")
def site(data_dir: Path) -> Iterator[str]:
    """The same as everywhere, but one can look into its data directory."""
    with serving(data_dir) as (address, _process):
        yield address


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


@pytest.fixture(scope="session")
def _sessions() -> dict[str, list[dict[str, Any]]]:
    return {}


@pytest.fixture
def become(
    _sessions: dict[str, list[dict[str, Any]]], step_in: Callable[[Any, str], None]
) -> Callable[[Any, str], Any]:
    """`become(page, "Ama Demo")`: like stepping in, but once per session of tests."""

    def turn(page: Any, person: str) -> Any:
        if person not in _sessions:
            step_in(page, person)
            page.wait_for_url(re.compile(r"/(my|office)/$"))
            _sessions[person] = page.context.cookies()
        else:
            page.context.add_cookies(_sessions[person])
        return page

    return turn
