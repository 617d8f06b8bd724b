"""`wego serve` and `wego demo` as an operator starts them."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.db.migrations.recorder import MigrationRecorder

from tests.browsing import copy_demonstration, free_port, serving, wego
from tests.config.conftest import Said
from wego.config.commands import demo, serve
from wego.config.wiring import JOBS
from wego.core.models import AuditEntry


def test_the_site_answers_and_ends_with_its_children_within_five_seconds(demonstration: Path, tmp_path: Path):
    with serving(copy_demonstration(demonstration, tmp_path / "data"), "--workers", "2") as (address, process):
        children = _children(process.pid)
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            healthy = answer.read()
        keeps_waiting = socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1])))
        begun = time.monotonic()

        process.send_signal(signal.SIGTERM)
        process.wait(10)

        took = time.monotonic() - begun
        keeps_waiting.close()
    assert healthy == b"ok"
    assert len(children) >= 3, "two web processes and a background worker"
    assert took < 5
    assert process.returncode == 0
    assert not [child for child in children if _is_alive(child)]


@dataclass
class Served:
    """A running server: its address, its data directory, its process."""

    address: str
    data_dir: Path
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def served(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with its worker beside it, at its first start with files that are not gathered yet."""
    data_dir = copy_demonstration(demonstration, tmp_path_factory.mktemp("served") / "data")
    (data_dir / "static").unlink()
    with serving(data_dir) as (address, process):
        yield Served(address, data_dir, process)


def test_the_background_worker_runs_the_periodic_jobs(served: Served):
    data_dir = served.data_dir
    finished = "SELECT name FROM core_periodicrun WHERE finished_at IS NOT NULL AND failure = ''"

    until = time.monotonic() + 60
    while (left := {job.name for job in JOBS} - _answers(data_dir, finished)) and time.monotonic() < until:
        time.sleep(0.2)
    said = wego("doctor", "--data-dir", str(data_dir)).stdout

    assert left == set()
    assert "OK     worker: running, no jobs waiting" in said


def test_the_processes_share_what_is_loaded(served: Served):
    memory = {process: _memory(process) for process in (served.process.pid, *_children(served.process.pid))}

    assert len(memory) == 3, "the server, a web process and a background worker"
    assert all(one["Private_Dirty"] < one["Rss"] / 2 for one in memory.values()), memory


@pytest.mark.django_db
def test_the_front_page_is_answered_before_the_processes_part(settings: Any):
    before = AuditEntry.objects.count(), Session.objects.count()
    around = (request_started, request_finished)  # they would close the connection on which this test works
    for signal_of_request in around:
        signal_of_request.disconnect(close_old_connections)

    for settings.WEGO_BASE_URL in ("http://localhost:8000", "https://[::1]"):
        assert serve.answer_front_page() == "200 OK"

    for signal_of_request in around:
        signal_of_request.connect(close_old_connections)
    assert (AuditEntry.objects.count(), Session.objects.count()) == before


def test_a_background_worker_that_breaks_down_is_started_again(served: Served):
    worker = _worker_of(served.process.pid)
    assert worker is not None

    os.kill(worker, signal.SIGKILL)

    until = time.monotonic() + 60
    while (again := _worker_of(served.process.pid)) in (None, worker) and time.monotonic() < until:
        time.sleep(0.2)
    assert again not in (None, worker)
    assert "started again" in (served.data_dir / "serve.log").read_text()


def test_a_demonstration_in_use_is_not_rebuilt(served: Served, here: Callable[..., Said]):
    data_dir = served.data_dir

    refused = here("demo", "--no-serve", "--data-dir", str(data_dir), status=1)

    assert "in use by another wego process" in refused.stderr


def test_static_files_are_served_compressed_and_for_ever(served: Served):
    address = served.address
    with urllib.request.urlopen(f"{address}/en/accounts/login/") as page:
        sheet = page.read().decode().split('rel="stylesheet" href="')[1].split('"')[0]

    asked = urllib.request.Request(address + sheet, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.slow
def test_the_background_worker_ends_when_its_server_is_killed(demonstration: Path, tmp_path: Path):
    with serving(copy_demonstration(demonstration, tmp_path / "data")) as (_address, process):
        children = _children(process.pid)

        process.kill()
        process.wait()

        until = time.monotonic() + 60
        while any(map(_is_alive, children)) and time.monotonic() < until:
            time.sleep(0.2)
        assert not [child for child in children if _is_alive(child)]


@pytest.mark.slow
def test_without_the_worker_only_the_web_is_served(demonstration: Path, tmp_path: Path):
    with serving(copy_demonstration(demonstration, tmp_path / "data"), "--no-worker") as (_address, process):
        children = _children(process.pid)
        commands = [_command(child) for child in children]

    assert not [command for command in commands if "worker --with-parent" in command]
    assert len(children) == 1, "a web process"


def test_a_taken_port_is_refused(here: Callable[..., Said]):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        refused = here("serve", "--port", str(port), status=1)

    assert f"cannot listen on 127.0.0.1:{port}" in refused.stderr
    assert "--port" in refused.stderr


@pytest.mark.django_db
def test_pending_migrations_are_refused(here: Callable[..., Said]):
    MigrationRecorder.Migration.objects.filter(app="core").latest("pk").delete()

    refused = here("serve", "--port", str(free_port()), status=1)

    assert "the database waits for 1 migrations" in refused.stderr
    assert "run: wego migrate" in refused.stderr


def test_a_data_directory_that_is_no_folder_is_refused(tmp_path: Path, here: Callable[..., Said]):
    (tmp_path / "file").write_text("not a folder")

    refused = here("serve", "--data-dir", str(tmp_path / "file"), "--port", str(free_port()), status=1)

    assert "cannot be written" in refused.stderr
    assert "--data-dir" in refused.stderr


def test_a_database_that_does_not_answer_is_refused(tmp_path: Path):
    nowhere = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"

    refused = wego("migrate", "--data-dir", str(tmp_path), status=1, DATABASE_URL=nowhere)

    assert "does not answer" in refused.stderr
    assert "check DATABASE_URL" in refused.stderr


def test_wrong_usage_ends_with_two(here: Callable[..., Said]):
    refused = here("serve", "--port", "many", status=2)

    assert "is not a port" in refused.stderr


def test_a_demonstration_is_never_laid_over_data(tmp_path: Path, here: Callable[..., Said]):
    (tmp_path / "wego.sqlite3").write_text("somebody's data")

    refused = here("demo", "--no-serve", "--data-dir", str(tmp_path), status=1)

    assert "not marked as a demonstration" in refused.stderr
    assert (tmp_path / "wego.sqlite3").read_text() == "somebody's data"


@pytest.mark.slow
def test_a_new_demonstration_forgets_the_last_one(demonstration: Path, empty_database: Path, tmp_path: Path):
    data_dir = copy_demonstration(demonstration, tmp_path / "data")
    (data_dir / empty_database.name).write_bytes(empty_database.read_bytes())
    (data_dir / "files").mkdir(exist_ok=True)
    (data_dir / "files" / "left.pdf").write_text("of the last visitor")

    wego("demo", "--no-serve", "--data-dir", str(data_dir))

    assert not (data_dir / "files" / "left.pdf").exists()
    assert (data_dir / "demonstration").is_file()


def test_clearing_a_demonstration_leaves_nothing_of_the_last_visitor(tmp_path: Path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "left.pdf").write_text("of the last visitor")
    for name in ("wego.sqlite3", "secret-key", "demonstration", "empty-0.sqlite3"):
        (tmp_path / name).touch()

    demo.clear(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {"secret-key", "demonstration", "empty-0.sqlite3"}


def _answers(data_dir: Path, query: str) -> set[str]:
    with closing(sqlite3.connect(data_dir / "wego.sqlite3")) as database:
        return {answer for (answer,) in database.execute(query)}


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [
        int(child)
        for task in Path(f"/proc/{parent}/task").iterdir()
        for child in (task / "children").read_text().split()
    ] or [int(child) for child in listed.read_text().split()]


def _worker_of(server: int) -> int | None:
    """The background worker among the processes of a server, by the name under which `ps` shows it."""
    for child in _children(server):
        with suppress(OSError):
            if Path(f"/proc/{child}/comm").read_text().strip() == "wego worker":
                return child
    return None


def _memory(process: int) -> dict[str, int]:
    """Kilobytes of each kind."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(rest.split()[0]) for name, _colon, rest in (line.partition(":") for line in lines)}


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return " Z " not in Path(f"/proc/{process}/stat").read_text()
