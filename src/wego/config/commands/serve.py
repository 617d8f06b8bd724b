"""Serve the platform until stopped; on the embedded database the background worker runs along."""

from __future__ import annotations

import argparse
import ctypes
import gc
import http.client
import ipaddress
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from wego.config import environment
from wego.config.commands.prerequisites import Refused, add_data_dir, begin, holding, is_embedded, need_database
from wego.config.commands.worker import work_beside

EXAMPLE = "wego serve --port 8000 --workers 2"
# Well under the five seconds within which a stopped server must be gone; both are told to end at the same moment.
WEB_GRACE, WORKER_GRACE = 2, 3
RESTART_AFTER = 5.0
RESPAWN_AFTER = 0.5
ONE_ARENA = -8  # M_ARENA_MAX of glibc


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: loopback)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--workers", type=_count, default=1, help="web processes (default: 1)")
    parser.add_argument("--no-worker", action="store_true", help="no background worker beside the server")
    add_data_dir(parser)


def run(arguments: argparse.Namespace) -> None:
    need_proxy(arguments.host)
    need_free_port(arguments.host, arguments.port)
    # Links in mails and in the open data point at the address served, unless the operator says another.
    os.environ.setdefault("WEGO_BASE_URL", f"http://localhost:{arguments.port}")
    with _without_collecting():
        data_dir = begin(arguments)
        need_database()
        from wego.config.commands import schema

        schema.need_current()
    serve(arguments, data_dir)


def serve(arguments: argparse.Namespace, data_dir: Path) -> None:
    """Serve with settings already read; ends on SIGTERM or SIGINT, its processes with it."""
    from django.db import connections

    from wego.config.commands import static_files

    with holding(data_dir):
        static_files.gather()  # before the application is loaded, which looks through them once
        with _without_collecting():
            answer_front_page()
        embedded = is_embedded()
        connections.close_all()
        beside = WorkerBeside() if embedded and not arguments.no_worker else None
        server = _server(arguments)
        if beside:
            server.on_startup(beside.start)
            server.on_startup(lambda: _also_on_signals(beside.tell_to_end))
            server.on_shutdown(beside.wait)
        server.on_startup(threading.Thread(target=_announce, args=(arguments,), daemon=True).start)
        _share_what_is_loaded()
        server.serve()


def answer_front_page() -> str:
    """Load what every process of ours needs, and answer one page with it: its templates and words are shared too.

    Gives the status of the answer. Nobody else waits for it meanwhile: the first visitor would have waited as long.
    """
    from wsgiref.util import setup_testing_defaults

    from django.conf import settings

    from wego.config import wsgi

    base, answered = urlsplit(settings.WEGO_BASE_URL), list[str]()
    request: dict[str, Any] = {
        "HTTP_HOST": base.netloc,
        "wsgi.url_scheme": base.scheme,
        "PATH_INFO": f"/{settings.LANGUAGE_CODE}/",
    }
    setup_testing_defaults(request)

    def start(status: str, _heads: Any, _error: Any = None, /) -> Callable[[bytes], object]:
        answered.append(status)
        return len

    answer = wsgi.application(request, start)
    for _part in answer:
        pass
    answer.close()
    return answered[0]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """While modules are loaded nothing is garbage, and looking for it would take a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _share_what_is_loaded() -> None:
    """Let the processes forked from this one share its memory (docs/decisions/0020).

    The collector writes to every object that it looks at, and so would give each process a copy of its own.
    """
    gc.freeze()
    if sys.platform == "linux":  # newer Pythons would start processes that load everything anew
        multiprocessing.set_start_method("fork", force=True)
        with suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(ONE_ARENA, 1)  # or each of their threads would hold memory of its own


def need_proxy(host: str) -> None:
    """Refuse to be reached from elsewhere without a proxy, which encrypts and bounds how many connections come."""
    if not _is_loopback(host) and not environment.flag("WEGO_BEHIND_PROXY"):
        raise Refused(
            f"{host} can be reached from other machines, and no proxy stands before it",
            "leave --host away, or put a proxy before it and set WEGO_BEHIND_PROXY=yes",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def need_free_port(host: str, port: int) -> None:
    """Refuse a port that is taken: several servers may share one without noticing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"cannot listen on {host}:{port}: {error.strerror}", "give another --port or --host"
            ) from None


class WorkerBeside:
    """The background worker as a process of its own, forked where there is fork; started again if it breaks down."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._told_at = 0.0
        self._process: multiprocessing.Process | None = None

    def start(self) -> None:
        self._spawn()
        threading.Thread(target=self._watch, daemon=True).start()

    def tell_to_end(self) -> None:
        self._ended.set()
        self._told_at = time.monotonic()
        if self._process:
            self._process.terminate()

    def wait(self) -> None:
        """Until it has ended, which it must within its grace from when it was told."""
        if not self._ended.is_set():
            self.tell_to_end()
        if self._process is None:
            return
        self._process.join(max(0.1, self._told_at + WORKER_GRACE - time.monotonic()))
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _spawn(self) -> None:
        self._process = multiprocessing.Process(target=work_beside, args=(os.getpid(),), name="wego-worker")
        self._process.start()

    def _watch(self) -> None:
        while not self._ended.wait(RESTART_AFTER):
            if self._process and not self._process.is_alive():
                print("the background worker ended by itself and is started again", file=sys.stderr)
                self._spawn()


def _also_on_signals(act: Callable[[], None]) -> None:
    """Do something more when the server is told to stop; its own handlers are in place by then."""

    def both(own: Any) -> Callable[[int, FrameType | None], None]:
        def handle(number: int, frame: FrameType | None) -> None:
            act()
            own(number, frame)

        return handle

    for number in (signal.SIGTERM, signal.SIGINT):
        own = signal.getsignal(number)
        if callable(own):
            signal.signal(number, both(own))


def _server(arguments: argparse.Namespace) -> Any:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    class Persistent(Server):  # type: ignore[misc, valid-type]
        """Starts web processes again however often they end: granian's own gives up at the second time in a row."""

        def _respawn_workers(self, workers: list[int], *given: Any, **facts: Any) -> None:
            time.sleep(RESPAWN_AFTER)  # one that cannot start must not keep the machine busy
            super()._respawn_workers(workers, *given, **facts)
            self.respawned_wrks.clear()

    return Persistent(
        "wego.config.commands.web:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.RSGI,
        workers=arguments.workers,
        respawn_failed_workers=True,
        workers_kill_timeout=WEB_GRACE,
        websockets=False,
        log_level=LogLevels.error,
    )


def _announce(arguments: argparse.Namespace) -> None:
    """Print the address as soon as somebody who opens it is answered."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    while True:
        door = http.client.HTTPConnection(anywhere.get(arguments.host, arguments.host), arguments.port, timeout=60)
        try:
            door.request("GET", "/healthz")
            door.getresponse().read()
            break
        except OSError:
            time.sleep(0.1)
        finally:
            door.close()
    # Passkeys work under the name localhost only, so that is the name to open.
    name = "localhost" if arguments.host in {"127.0.0.1", "::1", *anywhere} else arguments.host
    print(f"WeGO platform: http://{name}:{arguments.port} (stop with Ctrl+C)", flush=True)


def _port(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65535)")


def _count(text: str) -> int:
    if text.isdigit() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes (1 or more)")
