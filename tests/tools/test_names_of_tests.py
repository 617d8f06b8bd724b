"""Tests are named the same in every process: the workers that share them agree on names, not on order or clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.whole
@pytest.mark.slow
def test_no_name_depends_on_the_moment_or_on_the_order_of_a_set():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q"]

    first, second = (
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for seed in ("1", "2")
    )

    assert len(first) > 1000
    assert set(first[:-1]) == set(second[:-1])
