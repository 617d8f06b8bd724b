"""Run background tasks and periodic jobs until stopped; any number of workers share one database."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from wego.config.commands.prerequisites import Refused, add_data_dir, begin, holding, need_database

EXAMPLE = "wego worker"
JOBS_EVERY = 10.0  # seconds between two looks at which jobs are due
TASKS_EVERY = 1.0  # seconds between two looks for a task
# Who hears that a worker has not been seen for that long may take it for stopped.
SILENT_AFTER = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--once", action="store_true", help="do what waits and what is due, then end")


def run(arguments: argparse.Namespace) -> None:
    work(arguments, server=None)


def work_beside(server: int) -> None:
    """Work in a process that `wego serve` has started, until that server tells it to end or is gone."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)  # not the server's own handlers, which a fork takes along
    if os.path.exists("/proc/self/comm"):
        Path("/proc/self/comm").write_text("wego worker")  # so is it called in a list of processes
    try:
        work(argparse.Namespace(data_dir=None, once=False), server=server)
    except Refused as refusal:
        print(f"wego worker: {refusal}", file=sys.stderr)
        raise SystemExit(1) from None


def work(arguments: argparse.Namespace, *, server: int | None) -> None:
    data_dir = begin(arguments)
    need_database()
    from django.db import close_old_connections
    from django.utils import timezone
    from django_tasks_db.management.commands.db_worker import Worker

    from wego.config import wiring
    from wego.config.commands import schema
    from wego.core import periodic

    class PlatformWorker(Worker):
        """Tasks as the database backend runs them, and between them the periodic jobs."""

        def run(self) -> None:
            looked = -JOBS_EVERY
            while self.running and not _is_orphan(server):
                if time.monotonic() - looked >= JOBS_EVERY:
                    looked = time.monotonic()
                    self._run_jobs()
                if self.running:
                    super().run()  # in batch mode: until no task waits
                if arguments.once:
                    return
                if self.running:
                    time.sleep(TASKS_EVERY)

        def _run_jobs(self) -> None:
            close_old_connections()
            self.running_task = True  # a signal lets the job end first
            try:
                periodic.beat(at=timezone.now())
                periodic.run_due(wiring.JOBS, clock=timezone.now)
            finally:
                self.running_task = False

        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            """A first signal ends what runs and stops; a second stops at once. Nobody need be warned of it."""
            if not self.running:
                self.reset_signals()
                raise SystemExit(1)
            self.running = False
            if not self.running_task:
                raise SystemExit(0)

    with holding(data_dir):
        schema.need_current()
        worker = PlatformWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=TASKS_EVERY,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:40]}:{os.getpid()}",
        )
        signal.signal(signal.SIGTERM, worker.shutdown)
        signal.signal(signal.SIGINT, worker.shutdown)
        worker.run()


def _is_orphan(server: int | None) -> bool:
    """A worker started by `wego serve` ends with it, however that ended."""
    return server is not None and os.getppid() != server
