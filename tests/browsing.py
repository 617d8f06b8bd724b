"""A demonstration, a server that serves it, and a real Chromium to look at it."""

from __future__ import annotations

import email
import email.policy
import fcntl
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.prepared_databases import shared_folder

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
# Without these Chromium asks its maker's servers for all sorts of things when it starts.
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# --- a demonstration and its server ---------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A demonstration's data directory, made once for all workers and, where tools/test.py runs them, all parts.

    Read it, or copy it with `copy_demonstration`.
    """
    shared = shared_folder(tmp_path_factory)
    data_dir = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demonstration.made").exists():
            data_dir.mkdir(exist_ok=True)
            (data_dir / "demonstration").touch()
            shutil.copyfile(empty_database, data_dir / empty_database.name)
            wego("demo", "--no-serve", "--data-dir", str(data_dir))
            (shared / "demonstration.made").touch()
    return data_dir


def copy_demonstration(demonstration: Path, target: Path) -> Path:
    """A demonstration of one's own; gathered static files are shared, as nobody writes them."""
    shutil.copytree(demonstration, target, ignore=shutil.ignore_patterns("static", "empty-*", ".lock"))
    (target / "static").symlink_to(demonstration / "static")
    return target


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a `wego` process that knows nothing of this test's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WEGO_", "DATABASE_", "DJANGO_"))}
    if "WEGO_NETWORK" in os.environ:
        kept["WEGO_NETWORK"] = os.environ["WEGO_NETWORK"]
    return kept | settings


def wego(*words: str, status: int = 0, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a `wego` command to its end and expect its exit status."""
    command = [sys.executable, "-m", "wego.config.command", *words]
    done = subprocess.run(command, env=surroundings(**settings), capture_output=True, text=True, timeout=300)
    assert done.returncode == status, (
        f"wego {' '.join(words)} ended with {done.returncode}:\n{done.stderr}{done.stdout}"
    )
    return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(data_dir: Path, *words: str, **settings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server on a free port: its address and its process, which has ended when the block does."""
    port = free_port()
    command = [sys.executable, "-m", "wego.config.command", "serve", "--data-dir", str(data_dir), "--port", str(port)]
    log = data_dir / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *words], env=surroundings(**settings), stdout=output, stderr=output)
    address = f"http://localhost:{port}"
    try:
        _wait_until_answers(f"{address}/healthz", process, log)
        yield address, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def _wait_until_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def reading_site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served demonstration that all tests of a worker share which read, or write for themselves alone.

    Nothing works in its background.
    """
    data_dir = copy_demonstration(demonstration, tmp_path_factory.mktemp("site") / "data")
    with serving(data_dir, "--no-worker") as (address, _process):
        yield address


@pytest.fixture(scope="session")
def site(reading_site: str) -> str:
    """Where this test's pages are; a module that changes things for all has `own_site` instead."""
    return reading_site


@pytest.fixture(scope="module")
def data_dir(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a module's own demonstration."""
    return copy_demonstration(demonstration, tmp_path_factory.mktemp("own") / "data")


@pytest.fixture(scope="module")
def own_site(data_dir: Path) -> Iterator[str]:
    """The address of a module's own demonstration, with its background worker."""
    with serving(data_dir) as (address, _process):
        yield address


# --- its mails ------------------------------------------------------------------------------------------------------
def last_mail(data_dir: Path, to: str, *, patience: float = 20) -> EmailMessage:
    """The last mail to an address, once the worker has sent what waits for it."""
    until = time.monotonic() + patience
    while True:
        found = [] if _is_waiting(data_dir, to) else _mails_to(data_dir, to)
        if found:
            return found[-1]
        assert time.monotonic() < until, f"no mail to {to}"
        time.sleep(0.1)


def _is_waiting(data_dir: Path, to: str) -> bool:
    with closing(sqlite3.connect(f"file:{data_dir / 'wego.sqlite3'}?mode=ro", uri=True, timeout=20)) as rows:
        asked = "SELECT count(*) FROM core_mail WHERE recipient = ? AND status IN ('waiting', 'sending')"
        return bool(rows.execute(asked, [to]).fetchone()[0])


def _mails_to(data_dir: Path, to: str) -> list[EmailMessage]:
    """In the order in which they were sent; a file holds every mail of one connection, parted by a line of dashes."""
    mails: list[EmailMessage] = []
    for file in sorted((data_dir / "mail").glob("*"), key=lambda file: file.stat().st_mtime):
        for part in re.split(r"\n-{70,}\n", file.read_text()):
            mails.append(email.message_from_bytes(part.strip().encode(), policy=email.policy.default))
    return [one for one in mails if one["To"] == to]


# --- the browser ----------------------------------------------------------------------------------------------------
def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    # The headless shell first: the same engine without a browser around it, at a fifth of the cost of each page.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium; where none is found the browser tests are skipped and say so."""
    from playwright.sync_api import sync_playwright

    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium found (install chromium-headless-shell or chromium, or name one in CHROMIUM)")
    # Playwright leaves an event loop running in this thread, at which Django's database layer would take offence.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens a page of a visitor of its own: `new_page(PHONE, javascript=False).goto("/ko/")`.

    Addresses are relative to the site. A script error, a refused resource or a page that asks elsewhere fails the test.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(viewport: dict[str, int] = DESKTOP, *, javascript: bool = True, colours: str = "light") -> Any:
        page = _open(browser, site, complaints, viewport, javascript=javascript, colours=colours)
        contexts.append(page.context)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="session")
def _readers() -> Iterator[tuple[dict[Any, Any], list[str]]]:
    pages: dict[Any, Any] = {}
    yield pages, []
    for page in pages.values():
        page.context.close()


@pytest.fixture
def reader(browser: Any, site: str, _readers: tuple[dict[Any, Any], list[str]]) -> Iterator[Callable[..., Any]]:
    """`reader(PHONE)`: like `new_page`, for tests that only read: the same visitor, without a session, for all of them.

    A visitor of one's own costs half a second, since Chromium starts a process for each.
    """
    pages, complaints = _readers
    complaints.clear()

    def open_page(viewport: dict[str, int] = DESKTOP, *, javascript: bool = True, colours: str = "light") -> Any:
        if (page := pages.get((site, javascript))) is None:
            page = pages[site, javascript] = _open(browser, site, complaints, viewport, javascript=javascript)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=colours, media="screen")
        return page

    yield open_page
    assert not complaints, "\n".join(complaints)


def _open(
    browser: Any,
    site: str,
    complaints: list[str],
    viewport: dict[str, int],
    *,
    javascript: bool,
    colours: str = "light",
) -> Any:
    context = browser.new_context(
        base_url=site, viewport=viewport, java_script_enabled=javascript, color_scheme=colours, locale="en-GB"
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda message: _note_refusal(message, complaints))
    page.on("request", lambda request: _note_stranger(request.url, site, complaints))
    return page


def _note_refusal(message: Any, complaints: list[str]) -> None:
    if "Content Security Policy" in message.text or "Failed to load resource: net::" in message.text:
        complaints.append(message.text)


def _note_stranger(address: str, site: str, complaints: list[str]) -> None:
    if not address.startswith((site, "data:", "blob:", "about:")):
        complaints.append(f"asked elsewhere: {address}")


@pytest.fixture
def phone(new_page: Callable[..., Any]) -> Any:
    """A page as wide as a small phone."""
    return new_page(PHONE)


@pytest.fixture
def desktop(new_page: Callable[..., Any]) -> Any:
    """A page on a desk."""
    return new_page(DESKTOP)


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest, new_page: Callable[..., Any]) -> Any:
    """The same test on a phone and on a desk."""
    return new_page(PHONE if request.param == "phone" else DESKTOP)


def width_of(page: Any) -> int:
    """How wide a page is once it is there: a click may come back between two documents."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.fixture
def step_in() -> Callable[[Any, str], None]:
    """`step_in(page, "Sena Demo")`: the demonstration's visitor becomes one of its made-up people."""

    def step(page: Any, person: str) -> None:
        page.goto("/en/step-in/")
        page.get_by_role("button", name=f"Sign in as {person}").click()
        page.wait_for_url(re.compile(r"/(my|office)/$"))

    return step


@pytest.fixture(scope="session")
def _sessions() -> dict[tuple[str, str], list[dict[str, Any]]]:
    return {}


@pytest.fixture
def become(
    site: str, _sessions: dict[tuple[str, str], list[dict[str, Any]]], step_in: Callable[[Any, str], None]
) -> Callable[[Any, str], Any]:
    """`become(page, "Ama Demo")`: like stepping in, but once on each site."""

    def turn(page: Any, person: str) -> Any:
        if (site, person) not in _sessions:
            step_in(page, person)
            _sessions[site, person] = page.context.cookies()
        else:
            page.context.add_cookies(_sessions[site, person])
        return page

    return turn
