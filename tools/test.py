"""`make test` and `make test-whole`: on SQLite, on a real PostgreSQL, and in a real Chromium.

The quick run leaves out what docs/explanation/tests.md names. Ends with what each part took, in seconds of the clock
and of the processors, with one closing line for all parts, and says plainly what was skipped and why.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import catalogues
import speed
from postgresql import TEMPLATE, Missing, is_there, postgresql

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("sqlite", "postgresql", "browser")
COUNT = re.compile(r"(\d+) (passed|failed|skipped|deselected|xfailed|xpassed|warnings?|errors?)")
QUICK = "not slow and not whole"


@dataclass
class Part:
    """How the tests of one part went."""

    status: int
    counts: Counter[str] = field(default_factory=Counter)
    wall: float = 0.0
    cpu: float = 0.0
    slowness: float = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, epilog="example: tools/test.py --only sqlite tests/core -x")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part (may be given again)")
    parser.add_argument("--whole", action="store_true", help="every test on both databases, every page in the browser")
    parser.add_argument("--workers", default=str(min(os.cpu_count() or 1, 4)), help="processes that test side by side")
    arguments, rest = parser.parse_known_args()
    _adopt_orphans()
    catalogues.compile_all(only_stale=True)
    with tempfile.TemporaryDirectory(prefix="wego-test-") as shared:
        os.environ["TEST_SHARED_FOLDER"] = shared  # what is made once for all parts
        return run(arguments, rest)


def run(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Run the parts, one after the other."""
    parts: dict[str, Part] = {}
    notes: list[str] = []
    for name in arguments.only or PARTS:
        print(f"\n——— {name} ———", flush=True)
        begun, spent = time.monotonic(), _cpu_of_children()
        try:
            # Neighbours share what their module lays out, and a group what its tests write to; a worker that is done
            # takes over from the other.
            with speed.Watch() as watch:
                part = RUN[name](arguments.whole, ["-n", arguments.workers, "--dist", "loadgroup", *rest])
        except Missing as lack:
            notes.append(f"skipped: the tests on {name}, since {lack}")
            continue
        part.wall, part.cpu = time.monotonic() - begun, _cpu_of_children() - spent
        part.slowness = watch.slowness
        parts[name] = part
        # 5: nothing to test here, which is no failure when tests were named
        notes += [f"failed: the tests on {name}"] if part.status not in {0, 5} else []
    _say(parts, notes)
    return max((part.status for part in parts.values() if part.status != 5), default=0)


def run_sqlite(whole: bool, rest: list[str]) -> Part:
    # Named tests are run as they are asked for.
    left = " and not once" if is_there() and not whole and not _names_tests(rest) else ""
    return pytest(whole, f"not browser{left}", rest, {"DATABASE_URL": ""})


def run_postgresql(whole: bool, rest: list[str]) -> Part:
    with postgresql() as address:
        settings = {"DATABASE_URL": address("wego"), "TEST_DATABASE_TEMPLATE": TEMPLATE}
        if whole:
            return pytest(whole, "not browser", rest, settings)
        return pytest(
            whole, "not browser and both_databases", [*rest, *_files_marked("both_databases", rest)], settings
        )


def run_browser(whole: bool, rest: list[str]) -> Part:
    sys.path.insert(0, str(ROOT))
    from tests.browsing import find_chromium

    chromium = find_chromium()
    if chromium is None:
        raise Missing("no Chromium was found: install chromium-headless-shell or chromium, or name one in CHROMIUM")
    print(f"in {chromium}", flush=True)
    return pytest(whole, "browser", [*rest, *_files_marked("browser", rest)], {"DATABASE_URL": ""})


RUN = {"sqlite": run_sqlite, "postgresql": run_postgresql, "browser": run_browser}


def pytest(whole: bool, marks: str, words: list[str], settings: dict[str, str]) -> Part:
    """Run pytest, show what it writes as it writes it, and count from its closing line."""
    marks = marks if whole else f"{marks} and {QUICK}"
    profile = "deep" if whole else "quick"
    command = [sys.executable, "-m", "pytest", "-m", marks, "--hypothesis-profile", profile, *words]
    last = ""
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line if COUNT.search(line) else last
    return Part(process.returncode, Counter({_plural(what): int(number) for number, what in COUNT.findall(last)}))


def _files_marked(mark: str, rest: list[str]) -> list[str]:
    """Files in which a mark occurs, so that the others need not be imported; none where the caller names tests."""
    if _names_tests(rest):
        return []
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(file.relative_to(ROOT)) for file in files if f"mark.{mark}" in file.read_text("utf-8")]


def _names_tests(rest: list[str]) -> bool:
    return any(not word.startswith("-") and (ROOT / word.split("::")[0]).exists() for word in rest)


# --- what it took -----------------------------------------------------------------------------------------------------
def _say(parts: dict[str, Part], notes: list[str]) -> None:
    print()
    for note in notes:
        print(note)
    for name, part in parts.items():
        spent = f"{part.wall:.0f} s, {part.cpu:.0f} CPU s"
        print(f"{name}: {spent}, the machine {part.slowness:.2f} times as slow as at its best")
    weighed = sum(part.cpu / part.slowness for part in parts.values())
    print(f"in all: {sum(part.cpu for part in parts.values()):.0f} CPU s, {weighed:.0f} at its best (tools/speed.py)")
    total = sum((part.counts for part in parts.values()), Counter())
    print(closing_line(total, sum(part.wall for part in parts.values())))


def _adopt_orphans() -> None:
    """On Linux, what a test leaves running when its parent ends comes to this process, so that its seconds count."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _cpu_of_children() -> float:
    """Seconds of the processors that ended children and their ended children took."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
    # Without compiled modules each of the platform's processes would take a second more to start.
    wanted = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **settings}
    return {name: value for name, value in wanted.items() if value or name not in settings}


if __name__ == "__main__":
    sys.exit(main())
