"""Python programs on a platform of their own, for tests that kill what runs or start many at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.browsing import surroundings, wego

NETWORK = Path(__file__).parents[1] / "networks" / "wego"
BEGIN = """
import os, sys, django
django.setup()
"""


def loaded_platform(empty_database: Path, data_dir: Path) -> Path:
    """A data directory with the shipped network."""
    data_dir.mkdir()
    shutil.copyfile(empty_database, data_dir / "wego.sqlite3")
    wego("load", str(NETWORK), "--data-dir", str(data_dir))
    return data_dir


def run(data_dir: Path, script: str, *words: str) -> subprocess.Popen[str]:
    """A program with the platform's models at hand; its words are `sys.argv[1:]`."""
    settings = {"WEGO_DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "wego.config.settings"}
    command = [sys.executable, "-c", BEGIN + script, *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=surroundings(**settings), stdin=pipe, stdout=pipe, text=True)


def finish(process: subprocess.Popen[str], *, patience: float = 120) -> str:
    """What it says until its end, which is a good one."""
    output, _errors = process.communicate(timeout=patience)
    assert process.returncode == 0
    return output
