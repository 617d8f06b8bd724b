"""Journey 11: from a fresh server on PostgreSQL to a restore drill, with the commands that the documentation names."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browsing import serving, surroundings, wego

NETWORK = Path(__file__).parents[2] / "networks" / "wego"


@pytest.mark.slow
def test_an_operator_sets_up_a_server_and_restores_it_elsewhere(
    postgresql_address: Callable[..., str], mail_server: int, tmp_path: Path
):
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    settings = {
        "WEGO_BASE_URL": "https://wego.example.org",
        "WEGO_HOSTS": "wego.example.org,localhost",
        "WEGO_MAIL_URL": f"smtp://127.0.0.1:{mail_server}",
        "WEGO_SECRET_KEY": "a key of the operator's own, long enough for anybody",
    }
    live = settings | {"DATABASE_URL": postgresql_address("operator"), "WEGO_DATA_DIR": str(here)}
    drill = settings | {"DATABASE_URL": postgresql_address("operator_drill"), "WEGO_DATA_DIR": str(elsewhere)}

    # A fresh server: every command says what comes first.
    assert "wego migrate" in wego("doctor", status=1, **live).stdout
    assert "wego migrate" in wego("load", str(NETWORK), status=1, **live).stderr
    wego("migrate", **live)
    first = json.loads(wego("load", str(NETWORK), "--json", **live).stdout)
    again = json.loads(wego("load", str(NETWORK), "--json", **live).stdout)
    admin = json.loads(wego("create-admin", "director@wego.example", "--json", **live).stdout)

    with serving(here, **live) as (address, _server), working(**live):
        (here / "files").mkdir(exist_ok=True)
        (here / "files" / "plan.pdf").write_bytes(b"%PDF of a plan")
        well = json.loads(wego("doctor", "--json", **live).stdout)
        members = read(f"{address}/api/v1/organisations?limit=1000")
        invited = urllib.request.urlopen(address + urlsplit(admin["link"]).path, timeout=30).status
        wego("backup", str(tmp_path / "backup.zip"), **live)

    # The drill: another database, another place, the same platform.
    wego("restore", str(tmp_path / "backup.zip"), **drill)
    with serving(elsewhere, **drill) as (address, _server), working(**drill):
        restored = read(f"{address}/api/v1/organisations?limit=1000")
        well_there = json.loads(wego("doctor", "--json", **drill).stdout)

    assert first["added"] > 9000
    assert (again["added"], again["changed"], again["left"]) == (0, 0, first["added"])
    assert again["inconsistencies"] == first["inconsistencies"] != []
    assert admin["link"].startswith("https://wego.example.org/en/accounts/")
    assert invited == 200
    assert well["ok"] is True, well
    assert well_there["ok"] is True, well_there
    assert members["count"] > 170
    assert restored == members
    assert (elsewhere / "files" / "plan.pdf").read_bytes() == b"%PDF of a plan"


def read(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


@contextmanager
def working(**settings: str) -> Iterator[None]:
    """A background worker of its own, as on a server with PostgreSQL."""
    command = [sys.executable, "-m", "wego.config.command", "worker"]
    process = subprocess.Popen(command, env=surroundings(**settings), stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)
