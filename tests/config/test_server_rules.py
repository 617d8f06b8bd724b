"""Where `wego serve` listens, and that it goes on whatever becomes of its web processes."""

from __future__ import annotations

import time
from argparse import Namespace
from types import SimpleNamespace
from typing import Any

import pytest
from granian.server import Server

from wego.config.commands import serve
from wego.config.commands.prerequisites import Refused


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "wego.example.org", "169.254.1.1"])
def test_beyond_this_machine_only_behind_a_proxy(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGO_BEHIND_PROXY", raising=False)
    with pytest.raises(Refused, match="WEGO_BEHIND_PROXY"):
        serve.need_proxy(host)

    monkeypatch.setenv("WEGO_BEHIND_PROXY", "yes")
    serve.need_proxy(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_needs_no_proxy(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGO_BEHIND_PROXY", raising=False)

    serve.need_proxy(host)


def test_web_processes_that_end_again_and_again_are_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Granian leaves its loop where a process ends within seconds of being started again."""
    monkeypatch.setattr(serve, "RESPAWN_AFTER", 0)
    server = serve._server(Namespace(host="127.0.0.1", port=8000, workers=1))
    started: list[float] = []

    def start(self: Any, workers: list[int], *_given: Any, **_facts: Any) -> None:
        started.append(time.monotonic())
        self.respawned_wrks[0] = time.monotonic()  # as granian notes it
        if len(started) < 4:
            self.interrupt_children.append(0)  # and it has ended at once
        else:
            self.interrupt_signal = True
        self.main_loop_interrupt.set()

    monkeypatch.setattr(Server, "_respawn_workers", start)
    monkeypatch.setattr(server, "_metrics", SimpleNamespace(incr_respawn_err=lambda _count: None), raising=False)
    server.interrupt_children.append(0)
    server.main_loop_interrupt.set()

    server._serve_loop(None, None)

    assert len(started) == 4
