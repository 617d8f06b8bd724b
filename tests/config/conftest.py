"""What operators' tests share: somebody who writes while something else is going on, and a mail server."""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browsing import surroundings
from wego.config import command


@dataclass
class Said:
    """What a command said before it ended."""

    stdout: str
    stderr: str


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Said]:
    """`here("serve", "--port", "80", status=1)`: a `wego` command in this process and on the tests' own database.

    It saves the second that a process of its own needs to start; one of each kind is started as an operator does.
    """

    def run(*words: str, status: int = 0) -> Said:
        if "--data-dir" not in words:
            monkeypatch.setenv("WEGO_DATA_DIR", str(tmp_path / "data-dir"))
        capsys.readouterr()
        with monkeypatch.context() as surroundings_of_it:
            # Set first, so that what the command sets is taken back.
            for name in ("WEGO_DATA_DIR", "WEGO_BASE_URL"):
                surroundings_of_it.setenv(name, os.environ.get(name, ""))
            try:
                ended = command.main(words)
            except SystemExit as end:
                ended = int(end.code or 0)
        said = Said(*capsys.readouterr())
        assert ended == status, f"wego {' '.join(words)} ended with {ended}:\n{said.stderr}{said.stdout}"
        assert "Traceback" not in said.stderr
        return said

    return run


# Writes acts for as long as it lives: a file comes to lie on disk, then the person's row that names it is written in
# one transaction with its line in the trail.
WRITER = """
import itertools, time, django
from pathlib import Path
django.setup()
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wego.accounts.models import User
from wego.core import audit
Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
for number in itertools.count():
    (Path(settings.MEDIA_ROOT) / f"{number}.txt").write_text(f"file {number}")
    with transaction.atomic():
        user = User.objects.create_user(f"writer-{number}@example.org", None, name=f"{number}.txt")
        audit.record("person.joined", user, by=user, at=timezone.now(), label=str(user.key))
    time.sleep(0.01)
"""


@pytest.fixture
def writing() -> Iterator[Callable[..., None]]:
    """`writing(data_dir)` starts a process that writes until the test ends, and waits until it has begun."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(data_dir: Path, **settings: str) -> None:
        environment = surroundings(
            WEGO_DATA_DIR=str(data_dir), DJANGO_SETTINGS_MODULE="wego.config.settings", **settings
        )
        process = subprocess.Popen([sys.executable, "-c", WRITER], env=environment)
        processes.append(process)
        until = time.monotonic() + 60
        while not (data_dir / "files" / "20.txt").exists():
            assert process.poll() is None, "the writer broke down"
            assert time.monotonic() < until, "the writer does not write"
            time.sleep(0.05)

    yield start
    for process in processes:
        assert process.poll() is None, "the writer broke down"
        process.kill()
        process.wait()


class MailServer(socketserver.StreamRequestHandler):
    """As much of a mail server as greets and says goodbye."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            if line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")


@pytest.fixture
def mail_server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()
