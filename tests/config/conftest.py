"""What operators' tests share: somebody who writes while something else is going on, and a mail server."""

from __future__ import annotations

import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browsing import surroundings

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
